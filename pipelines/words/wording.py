"""Numbers, periods and statuses as a director reads them. Every figure on a page is written here."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.questions.released import EMPTY, HIDDEN, NOT_MEASURABLE, SHOWN, Row

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
STATUS_WORDS = {HIDDEN: "hidden", EMPTY: "nothing to count", NOT_MEASURABLE: "not measurable"}
NOT_COMPUTABLE = "not computable"
TOO_FEW = "too few to compare"
MINUS = "\u2212"


@dataclass(frozen=True)
class Unit:
    """How a value of one unit prints: scaled, rounded, and with its name where there is room."""

    scale: float
    decimals: int
    short: str
    long: str
    trimmed: bool = False
    """Whether zeros at the end of the decimals are left out: 3.25, 8.5, 14."""


UNITS = {
    "percent": Unit(100, 0, "%", "%"),
    "percent of possible": Unit(1, 0, "%", "% of possible"),
    "hours": Unit(1, 2, " h", " office hours", trimmed=True),
    "count": Unit(1, 0, "", ""),
    "fte": Unit(1, 1, "", " FTE"),
    "ratio": Unit(1, 2, "", ""),
    "per 1,000": Unit(1, 1, "", " per 1,000"),
}
PLAIN = Unit(1, 1, "", "")


def unit_of(name: str) -> Unit:
    return UNITS.get(name, PLAIN)


def number(value: float, decimals: int = 0) -> str:
    """A number with thousands commas and a real minus; a rounded -0 is 0."""
    text = f"{value:,.{decimals}f}"
    negative = text.startswith("-") and any(c in "123456789" for c in text)
    return (MINUS if negative else "") + text.lstrip("-")


def value(amount: float | None, unit: str, long: bool = False) -> str:
    """A value in its unit: 0.934 percent -> 93%. None prints that it cannot be computed, never 0."""
    if amount is None:
        return NOT_COMPUTABLE
    how = unit_of(unit)
    text = number(amount * how.scale, how.decimals)
    text = text.rstrip("0").rstrip(".") if how.trimmed and "." in text else text
    return text + (how.long if long else how.short)


def figure(row: Row, unit: str, long: bool = False) -> str:
    """A row's figure, or the one word for why there is none."""
    if row.status != SHOWN:
        return STATUS_WORDS[row.status]
    if row.value is None and row.more.get("too_few"):
        return TOO_FEW
    return value(row.value, unit, long)


def interval(row: Row, unit: str) -> str:
    """ "90% to 95%", or "" where the row has none."""
    if row.status != SHOWN or row.low is None or row.high is None:
        return ""
    return f"{value(row.low, unit)} to {value(row.high, unit)}"


def amount(part: float | None) -> str:
    """A numerator or denominator: whole where it is whole. None prints nothing."""
    if part is None:
        return ""
    return number(part, 0 if float(part).is_integer() else 1)


def group(row: Row) -> str:
    return " · ".join(row.words)


def month(text: str, short: bool = False) -> str:
    """ "2026-10" -> October 2026, or Oct 2026."""
    name = MONTHS[int(text[5:7]) - 1]
    return f"{name[:3] if short else name} {text[:4]}"


def period(text: str, short: bool = False) -> str:
    """A period of any grain in words; a form unknown here prints as it is."""
    if "/" in text or ".." in text:
        first, last = text.replace("..", "/").split("/", 1)
        return span(first, last, short)
    if len(text) == 7 and text[5] == "Q":
        return f"Q{text[6]} {text[:4]}" if short else f"{quarter_months(text)} {text[:4]}"
    if len(text) == 7 and text[:4].isdigit() and text[5:].isdigit():
        return month(text, short)
    return text


def quarter_months(text: str) -> str:
    first = 3 * int(text[6]) - 3
    return f"{MONTHS[first][:3]}–{MONTHS[first + 2][:3]}"


def span(first: str, last: str, short: bool = False) -> str:
    return period(first, short) if first == last else f"{period(first, short)} to {period(last, short)}"


def day(text: str) -> str:
    """ "2026-10-31" or "2026-10-31T17:00…" -> 31 Oct 2026, with the clock time where there is one."""
    date, clock = text[:10], text[11:16]
    if len(date) != 10 or not date.replace("-", "").isdigit():
        return text
    return f"{int(date[8:])} {month(date, short=True)}" + (f", {clock}" if clock else "")


def days(count: int) -> str:
    return plural(count, "day")


def plural(count: int, singular: str, many: str = "") -> str:
    return f"{number(count)} {singular if count == 1 else many or singular + 's'}"


def listing(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def opening(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = text.strip()
    return opening(text) + ("" if text.endswith((".", "!", "?")) or not text else ".")
