"""What stands outside the figures of a question: excluded by reason, and still pending."""

from pipelines.counting.definition import Indicator
from pipelines.gate.question import Table
from pipelines.words.say import unfilled

EXCLUDED = "excluded:"


def left_out(definition: Indicator, table: Table | None) -> tuple[dict[str, int | None], int | None]:
    """What stands outside the figures of this question: excluded by reason, and pending."""
    if table is None:
        return {}, None
    sums: dict = {}
    for cell in table.values():
        for (part, _), value in (cell.sums or {}).items():
            sums[part] = sums.get(part, 0) + value
    excluded = {_reason(p): v for p, v in sorted(sums.items()) if p.startswith(EXCLUDED) and v}
    return excluded, sums.get("pending", 0) if "pending" in definition.parts else None


def _reason(part: str) -> str:
    """Why records are left out, in the reader's language: the part carries the reason as it was declared."""
    reason = part.removeprefix(EXCLUDED)
    return unfilled(reason)
