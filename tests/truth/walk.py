"""Reads a page of the truth county as a machine, and says what is not true on it."""

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from dashboard.serving.create import page_at
from dashboard.shell.download_address import asked_for
from dashboard.shell.page_list import PAGES
from dashboard.shell.session_actor import actor_for
from pipelines.profile.agency import parse_profile
from pipelines.reports import Reports
from pipelines.words.csv_file import released_lines
from tests.county import built
from tests.dashboard import small_county
from tests.dashboard.conftest import asking
from tests.truth import claims
from tests.truth.covering import Case, everything, suite
from tests.truth.page_text import ReadPage, Sheet, read_page
from tests.truth.recount import Recount
from tests.truth.summed import faults_of_table, inside_of, span_of
from tests.truth.truth_county import PERIODS, PLACES, variants

PATHS = {p.id: p.path for p in PAGES}


class County:
    """One variant of the county: its door, and its rows to count again."""

    def __init__(self, folder: Path, sources: str):
        self.tables = variants()[sources]
        self.reports: Reports = built(
            folder / sources.replace(" ", "_"),
            self.tables,
            small_county.AS_OF,
            parse_profile(small_county.profile()),
        )
        self.recount = Recount(self.tables)

    @lru_cache(maxsize=4096)  # noqa: B019  # lives as long as the county
    def page(self, role: str, path: str, search: str) -> ReadPage:
        return read_page(page_at(asking(self.reports, role), path, search))


def address(case: Case) -> tuple[str, str, str]:
    """(role, path, query) of a case."""
    page, role, _, place, period = case
    page_id, _, measure = page.partition(" ")
    asked = dict(PERIODS[period])
    if PLACES[place]:
        asked["unit"] = PLACES[place]
    if measure:
        asked["measure"] = measure
    return role, PATHS[page_id], f"?{urlencode(asked)}" if asked else ""


def faults(county: County, case: Case) -> tuple[list[str], int]:
    """What is not true on the page of a case, and how many rows of its tables were counted again."""
    role, path, search = address(case)
    page = county.page(role, path, search)
    found = [
        *claims.faults_of_words(page),
        *claims.faults_of_reassurance(page),
        *claims.faults_of_verdicts(page),
    ]
    rows = 0
    for sheet in page.cards:
        wrong, checked = _summed(county, role, page, sheet)
        found += wrong
        rows += checked
        found += claims.faults_of_numbers(sheet, set())
        found += _year_before(county, sheet)
        found += _in_the_file(county, role, sheet)
    found += _led_to(county, role, page)
    return [f"{role} {path}{search}: {f}" for f in found], rows


def _questions(sheet: Sheet) -> list[dict[str, str]]:
    """The questions of a card's downloads, in the order of its tables."""
    return [
        dict(parse_qsl(urlsplit(h).query)) for h in sheet.hrefs if h.startswith("/download.csv?indicator=")
    ]


def _figure_tables(sheet: Sheet) -> list:
    return [g for g in sheet.tables if "Period" in g.headings and "Figure" in g.headings]


def _summed(county: County, role: str, page: ReadPage, sheet: Sheet) -> tuple[list[str], int]:
    """Faults of the tables of a card: not the place or period they name."""
    found, rows = [], 0
    for asked, grid in zip(_questions(sheet), _figure_tables(sheet), strict=False):
        place = grid.caption.removeprefix(sheet.question).strip()
        own = "rater:self" in asked.get("where", "")
        scope = place.removeprefix("Self-ratings, ").removeprefix("By unit, ")
        wrong, checked = faults_of_table(
            county.recount, asked["indicator"], scope, grid, role == "equity", own
        )
        found += wrong
        rows += checked
        found += _of_the_page(page, sheet, scope)
    return found, rows


def _of_the_page(page: ReadPage, sheet: Sheet, scope: str) -> Iterator[str]:
    """The card says its place where it is read, and the lead says it too unless it is narrower or the whole county."""
    if scope not in sheet.facts:
        yield f"the card of {scope!r} says {sheet.facts!r}"
    if claims.is_signal(sheet) and scope.removesuffix(" as it is today") in sheet.question:
        return
    if scope.endswith("whole county") or ", while in " in scope or not page.lead:
        return
    if not page.lead.startswith(scope.removesuffix(" as it is today")):
        yield f"the page is of {page.lead!r}, its card of {scope!r}"
    if scope.endswith(" as it is today") and "as it is today" not in page.lead:
        yield f"the page does not say that its organisation is today's: {page.lead!r}, {scope!r}"


def _year_before(county: County, sheet: Sheet) -> Iterator[str]:
    """The figure of a year before, which may lie outside the table, counted again."""
    found, asked = claims.YEAR_BEFORE.search(sheet.answer), _questions(sheet)
    if found is None or not asked or not _figure_tables(sheet):
        return
    place = _figure_tables(sheet)[0].caption.removeprefix(sheet.question).strip()
    span, inside = span_of(found[1]), inside_of(place, county.recount.organisation)
    counts = claims.figures_in(found[2])
    again = (
        county.recount.in_time(inside, span, "leadership" in asked[0]["indicator"])
        if asked[0]["indicator"] in ("response_24h", "response_24h_leadership")
        else None
    )
    if again is not None and tuple(counts[-2:]) != tuple(map(float, again)):
        yield f"{found[0]!r}: {again} counted"


def _in_the_file(county: County, role: str, sheet: Sheet) -> Iterator[str]:
    """The file that a card offers carries the sentence of the card, and with it its verdict."""
    if claims.row_named(sheet) is None or not _questions(sheet):
        return
    question, _ = asked_for(_questions(sheet)[0].items())
    lines = released_lines(county.reports.fetch(actor_for(role, county.reports, demo=True), question))
    told = {str(line[0]): str(line[1]) for line in lines if len(line) == 2}
    for name in ("Has it changed?", "Against the target today"):
        said = told.get(name, "").removesuffix(".").lower()
        if said and not said.startswith("not judged") and said not in sheet.answer.lower():
            yield f"the file says {told[name]!r}, the page {sheet.answer!r}"


def _led_to(county: County, role: str, page: ReadPage) -> Iterator[str]:
    """A line of What changed leads to a page that shows that series with that verdict."""
    for line in page.changes:
        if not line.href.startswith("/measure"):
            continue
        there = county.page(role, "/measure", f"?{urlsplit(line.href).query}")
        said = there.verdicts.lower()
        if not any(
            part and part in line.words.lower()
            for part in (said.split(" as it runs")[0].split(" no target")[0],)
        ):
            yield f"{line.words!r} leads to {there.title!r} with {there.verdicts!r}"


def read_all(cases: Iterable[Case]) -> tuple[list[str], int, int]:
    """(faults, pages, rows counted again) of many cases; each county is built once for cases in a row."""
    wrong, pages, rows, county, standing = [], 0, 0, None, ""
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            if case[2] != standing:
                county, standing = County(Path(folder), case[2]), case[2]
            found, checked = faults(county, case)
            wrong += found
            pages += 1
            rows += checked
    return wrong, pages, rows


def main(argument: str) -> None:
    """`list` prints what the tests read; `suite` reads it; `all` reads every page there is."""
    if argument == "list":
        for case in suite():
            print(" · ".join(case))
        return
    begun = time.monotonic()
    wrong, pages, rows = read_all(everything() if argument == "all" else suite())
    print(
        f"{pages} pages read, {rows} rows counted again, {len(wrong)} faults, {time.monotonic() - begun:.0f} s"
    )
    for fault in wrong:
        print(fault)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
