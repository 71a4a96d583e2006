"""Published counts rounded, so that rates follow from what is printed and small differences do not come back."""

from pipelines.gate.question import Gated
from pipelines.gate.suppression import nearest
from pipelines.store.reading import Sums


def rounded(sums: Sums, hidden: bool, base: int) -> Gated:
    """Counts to the nearest base; what else the sums hold does not leave."""
    if hidden:
        return Gated(None, detail=False)
    kept = {(p, 0): nearest(sums.get((p, 0), 0), base) for p in ("num", "den")}
    return Gated(kept, detail=False)


def rounded_people(sums: Sums, base: int) -> Sums:
    """A mean's sums for release: persons rounded, the mean kept to whole percent."""
    n = sums.get(("den", 0), 0)
    mean = round(sums.get(("num", 0), 0) / n / 100) if n else 0
    people = nearest(n, base)
    spread = sums.get(("squares", 0), 0) / n - (sums.get(("num", 0), 0) / n) ** 2 if n else 0
    deviation = round((max(spread, 0) ** 0.5) / 100)
    return {
        ("den", 0): people,
        ("num", 0): mean * 100 * people,
        ("squares", 0): round(((mean * 100) ** 2 + (deviation * 100) ** 2) * people),
    }
