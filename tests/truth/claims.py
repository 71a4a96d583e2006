"""What a page claims, held against what it shows: nothing reassuring without evidence, no number without its row."""

import re
from collections.abc import Iterator

from tests.truth.page_text import COMING, Grid, ReadPage, Sheet, figures_in
from tests.truth.summed import NO_FIGURE, TITLES, amount

PERIOD = r"(?:[A-Z][a-z]{2} \d{4}(?: to [A-Z][a-z]{2} \d{4})?|Q[1-4] \d{4}|\d{4})"
SERIES = re.compile(rf"(?:.* carries on its work\. )?({PERIOD}): ")
ENDED = re.compile(r"^.*? ended on .*?(?:carries on its work|carries on its work)\. ")
YEAR_BEFORE = re.compile(rf"A year before, ({PERIOD}): (.*)\.$")
DISTANCE = re.compile(r"misses the target of ([−\d.,]+)[^.;]*? by ([−\d.,]+)")
MEETS = re.compile(r"meets the target of ([−\d.,]+)")
RULE_WORDS = re.compile(
    r"24 business hours|(?:at most|more than) 20 business days|four office hours|nine in ten|\d+ (?:periods|months|period|month) in a row|last 3\b|at 95%"
    r"|A lasting change of less than about [^.]*?(?:\.\d+[^.]*?)?would not show here yet"
    r"|\d+ of the \d+ periods that are needed to judge|in this phase to judge \(\d+ of \d+\)"
    r"|over all \d+ pairs? of groups|lowest of \d+ groups|Of \d+ pairs"
    r"|Since [A-Z][a-z]{2} \d{4} \([^)]*\): .*?(?= A year before|$)"
)
ILL = (
    (r"\bNone\b(?! (?:is|of|are)\b)|\bnan\b|\binf\b|[{}]", "a value that is none was printed"),
    (
        r"\b1 (?:inquiries|units|workers|rows|files|feeds|pairs|ratios|measures|series were)\b",
        "one thing in the plural",
    ),
    (
        r"\bhidden of\b|\b0 of them\b|(?:^|[ .])0 are due\b",
        "an absence is put into a sentence as if it were a figure",
    ),
    (r"under about 0(?:\.0+)? ", "a change of nothing is said to be too small to show"),
    (r"\.\.(?!\.)| ,| \.(?!\d)|\(\)", "punctuation without words"),
    (
        r"from ([\d.,%]+)(?: \([^)]*\))? in [^.;]*? to \1(?: \([^)]*\))? in ",
        "equal figures are said to lie apart",
    ),
)
"""What no sentence should hold, and why."""


def faults_of_words(page: ReadPage) -> Iterator[str]:
    """Sentences that are none."""
    told = [
        page.title,
        page.lead,
        page.looked_at,
        *(c.answer for c in page.cards),
        *(c.absent for c in page.cards),
    ]
    for words in (*told, *(line.words for line in page.changes)):
        for pattern, why in ILL:
            if re.search(pattern, words):
                yield f"{why}: {words!r}"


def faults_of_reassurance(page: ReadPage) -> Iterator[str]:
    """Good news over figures that are missing, hidden or not looked for."""
    yield from _quiet_about_lists(page)
    yield from _quiet_about_change(page)
    yield from _quiet_about_gaps(page)
    for sheet in page.cards:
        yield from _met(sheet)


def _quiet_about_lists(page: ReadPage) -> Iterator[str]:
    due = page.card("open_inquiries")
    if "othing is late" in page.title:
        looked = due is not None and (due.absent.endswith("Nothing is open.") or bool(due.tables))
        if not looked or any("late" in row for g in due.tables for row in g.rows):
            yield f"{page.title!r} over {due}"
    if "o unit lacks" in page.title:
        gap = page.card("staffing")
        if gap is None or not any(
            n for g in gap.tables for line in g.lines() if (n := line.get("Needed FTE"))
        ):
            yield f"{page.title!r} over a gap that is not shown: {gap and gap.absent!r}"


def _quiet_about_change(page: ReadPage) -> Iterator[str]:
    found = re.search(r"(\d+) series w\S+ looked at.*?(\d+) held enough", page.looked_at)
    judged = int(found[2]) if found else 0
    if "has moved beyond" in page.title and not judged:
        yield f"{page.title!r}, and nothing was judged: {page.looked_at!r}"
    if page.title.startswith("No measure has moved") and found and found[1] != found[2]:
        yield f"{page.title!r}, and {page.looked_at!r}"
    if "None of those shows a change" in page.looked_at and not judged:
        yield page.looked_at


def _quiet_about_gaps(page: ReadPage) -> Iterator[str]:
    ladder = page.card("ladder")
    if "shows an adverse difference" not in page.title:
        return
    compared = re.search(r"of (\d+) ratios? compared", page.title)
    shown = [r for r in _ratios(ladder) if r] if ladder else []
    if compared is None or int(compared[1]) != len(shown) or not shown:
        yield f"{page.title!r} over {len(shown)} ratios with an interval"


def _ratios(ladder: Sheet) -> list[str]:
    """The intervals of groups that are compared; the reference has none."""
    lines = [line for g in ladder.tables for line in g.lines() if "Interval" in line]
    return [
        i if figures_in(i := line["Interval"]) else ""
        for line in lines
        if "Not recorded" not in line.values()
    ]


def _met(sheet: Sheet) -> Iterator[str]:
    """ "Meets the target" over a row without a figure, or one that misses it."""
    if not MEETS.search(sheet.answer) and not DISTANCE.search(sheet.answer):
        return
    row = row_named(sheet)
    if row is None:
        yield f"no row for {sheet.answer!r}"
    elif (
        row.get("Figure", "") in NO_FIGURE
        and "not reached" not in sheet.answer
        and "fewer than half" not in sheet.answer
    ):
        yield f"{sheet.answer!r} over {row}"


def row_named(sheet: Sheet) -> dict[str, str] | None:
    """The row of the period that a card's sentence begins with, in the table of the whole place."""
    found = SERIES.match(ENDED.sub("", sheet.answer))
    grid = series_table(sheet)
    if found is None or grid is None:
        return None
    return next((r for r in grid.lines() if r["Period"].removesuffix(COMING) == found[1]), None)


def series_table(sheet: Sheet) -> Grid | None:
    return next((g for g in sheet.tables if g.headings[:1] == ("Period",)), None)


def faults_of_numbers(sheet: Sheet, again: set[float]) -> Iterator[str]:
    """Numbers of a card's sentence that stand in no table under it; `again` are those counted again elsewhere."""
    if not sheet.answer or not sheet.tables:
        return
    words = YEAR_BEFORE.sub("", sheet.answer)
    yield from _pairs(sheet, words)
    yield from _distance(sheet, words)
    words = DISTANCE.sub(" ", words)
    words = MEETS.sub(" ", RULE_WORDS.sub(" ", words))
    known = sheet.figures | counts_of(sheet) | again
    for number in figures_in(words):
        if not any(abs(number - k) < 1e-9 for k in (*known, *(-k for k in known))):
            yield f"{number:g} stands in no table under {sheet.answer!r}"


def counts_of(sheet: Sheet) -> set[float]:
    """What can be counted in the tables of a card: rows, hidden rows, rows with a figure, late ones, those over."""
    found: set[float] = set()
    for grid in sheet.tables:
        lines = grid.lines()
        last = [line for line in lines if line.get("Period") == lines[-1].get("Period")]
        for rows in (lines, last):
            found |= {
                float(len(rows)),
                float(sum("hidden" in r.values() for r in rows)),
                float(sum(r.get("Interval", "") not in ("none", *NO_FIGURE) for r in rows)),
            }
        figures = [amount(line.get("Figure", "").removesuffix(" FTE")) or 0.0 for line in last]
        for side in ([f for f in figures if f > 0], [-f for f in figures if f < 0]):
            found |= {round(sum(side), 1), float(len(side))}
        for column in grid.headings:
            cells = [line.get(column, "") for line in lines]
            found |= {float(cells.count(c)) for c in set(cells)}
            found.add(float(sum((amount(c) or 0) > 1 for c in cells)))
            found.add(float(sum("over" in c or _days(c) > 20 for c in cells)))
    return found


def _days(cell: str) -> float:
    return max(figures_in(cell), default=0) if "business day" in cell else 0


def _pairs(sheet: Sheet, words: str) -> Iterator[str]:
    """As many pairs of groups as the table's last period has groups with a figure."""
    found = re.search(r"(\d+) pairs? of groups", words)
    if found is None:
        return
    lines = sheet.tables[0].lines()
    end = re.match(PERIOD, words)
    rows = [r for r in lines if end and r["Period"].removesuffix(COMING) == end[0]]
    told = [
        r for r in rows if r["Figure"] not in NO_FIGURE and not {"Not recorded", "Unknown"} & set(r.values())
    ]
    if int(found[1]) != len(told) * (len(told) - 1) // 2:
        yield f"{len(told)} groups have a figure under {words!r}"


def _distance(sheet: Sheet, words: str) -> Iterator[str]:
    """The distance from the target is the figure of the row less the target, as printed."""
    found, row = DISTANCE.search(words), row_named(sheet)
    if found is None or row is None or "short" in words:
        return
    target, by = (figures_in(f)[0] for f in found.groups())
    figure = amount(re.sub(r"[^\d.,−-]", "", row["Figure"]))
    if figure is not None and abs(abs(figure - target) - by) > 1.001:
        yield f"{figure:g} against {target:g} is not {by:g}: {words!r}"


def is_signal(sheet: Sheet) -> bool:
    """A card of a series that the title speaks of: it may be of another place than the page, and names it."""
    return sheet.id.startswith("signal-")


def faults_of_verdicts(page: ReadPage) -> Iterator[str]:
    """One verdict a series: the scorecard, and the sentence of the same measure's card."""
    if page.scorecard is None:
        return
    scores = {row[0]: row for row in page.scorecard.rows}
    for sheet in page.cards:
        if is_signal(sheet):
            continue
        title = next((t for t, i in TITLES.items() if f"indicator={i}&" in "".join(sheet.hrefs[:1])), "")
        row = scores.get(title)
        if row is None or series_table(sheet) is None or not sheet.answer:
            continue
        if (
            row[3] not in ("–",)
            and not row[3].startswith("not judged")
            and row[3].lower() not in sheet.answer.lower()
        ):
            yield f"{title}: {row[3]!r} in the scorecard, {sheet.answer!r} in its card"
