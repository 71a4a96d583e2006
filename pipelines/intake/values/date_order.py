"""Whether day or month comes first in a column of dates. What could be read in two ways is never guessed."""

from dataclasses import replace

from pipelines.counting.contract import REFUSED
from pipelines.intake.problems import Fault
from pipelines.intake.values.date_text import Written

FEW = 0.01
"""Up to this share of a column may be written against its rule and be set aside; more refuse the file."""
TWO_ORDERS = "some dates can only be day first and others only month first"
AMBIGUOUS = "it cannot be told whether day or month comes first in the dates"
SAY_ORDER = 'say which in a mapping file: dates = "mdy" (month first) or dates = "dmy"'


def evident_order(written: Written) -> str | None:
    """ "mdy" or "dmy" where the column's own dates leave one choice, all but a few; else None."""
    # Only a number above 12 tells, and it tells of one order. One against a thousand is a slip of the hand and is
    # set aside later; many against many are two exports pasted together, where no rule can be right.
    day_first, month_first = _leanings(written)
    if day_first <= FEW * month_first and month_first:
        return "mdy"
    return "dmy" if month_first <= FEW * day_first and day_first else None


def _leanings(written: Written) -> tuple[int, int]:
    """How many lines can only be day first, and how many only month first."""
    loose = written.read & ~written.parts["year_first"].to_numpy()
    day_first = loose & (written.parts["a"] > 12).to_numpy()
    month_first = loose & (written.parts["b"] > 12).to_numpy()
    return int(written.counts[day_first].sum()), int(written.counts[month_first].sum())


def settle_order(written: Written, declared: str | None, others: str | None) -> tuple[str, list[Fault]]:
    """The order of a column's dates: declared, evident, or that of the file's other columns; a Fault that
    refuses the file when it is none of these. `others` is None where the other columns do not tell."""
    loose = written.read & ~written.parts["year_first"].to_numpy()
    if declared or not loose.any():
        return declared or "ymd", []
    # Another column of the file may tell, as one system wrote both, but only where this one is silent. Never the
    # majority, never the county's habit: 3/4 read the wrong way round is a plausible date a month away.
    day_first, month_first = _leanings(written)
    order = evident_order(written) or (None if day_first or month_first else others)
    if order:
        return order, []
    reason = TWO_ORDERS if day_first else AMBIGUOUS
    code = "dates_mixed" if day_first else "dates_ambiguous"
    return "mdy", [Fault(written.field, code, reason, SAY_ORDER, loose[written.codes], REFUSED)]


def mixed_styles(written: Written) -> list[Fault]:
    """2026-03-31 beside 3/31/2026 in one column: two hands or two exports. A few are set aside."""
    year_first = written.parts["year_first"].to_numpy()
    styles = [written.read & year_first, written.read & ~year_first]
    rare = min(styles, key=lambda s: written.counts[s].sum())
    few, all_ = written.counts[rare].sum(), written.counts[written.read].sum()
    if few == 0:
        return []
    fault = Fault(
        written.field,
        "date_styles_mixed",
        "dates are written in two ways in this column",
        "write all dates in one way, best as 2026-03-31",
        rare[written.codes],
    )
    return [fault if few <= FEW * all_ else replace(fault, outcome=REFUSED)]
