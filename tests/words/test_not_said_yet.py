"""What still reaches a reader past the catalogue: a committed list that may only shrink.

Every page is made for every role in the pseudo-language, in which each letter of a sentence that was said is
accented. What is left plain was put together somewhere else, and no translator can reach it. Strike off what
has been said since:

    python -m tests.words.test_not_said_yet strike
"""

import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from dashboard.drawing.data_state import data_state
from dashboard.drawing.readings import READINGS
from dashboard.serving.create import create_app, page_at
from dashboard.serving.error_pages import plain_page
from dashboard.serving.page_binding import bound
from dashboard.shell.page_frame import frame
from dashboard.shell.page_list import PAGES
from dashboard.shell.reader import Reader
from dashboard.shell.session_actor import actor_for
from pipelines.catalog.behaviours import items
from pipelines.cli.settings import Settings
from pipelines.profile.agency import parse_profile
from pipelines.questions.policy import RESPONSIBLE, ROLES, seen_by
from pipelines.questions.selection import Selection
from pipelines.register.sources import CONTRACTS
from pipelines.reports import Reports
from pipelines.words.say import say, speaking
from tests.county import built
from tests.dashboard import small_county
from tests.words.catalogue import PSEUDO, accented, gather, pseudo
from tests.words.seen_text import texts, unsaid

PRODUCT = "CQI"
LIST = Path(__file__).with_name("not_said_yet.txt")


def county(folder: Path) -> Reports:
    """The door on the small county of the screen's tests."""
    return built(folder, small_county.tables(), small_county.AS_OF, parse_profile(small_county.profile()))


def not_said(folder: Path) -> list[str]:
    """Every piece of text of every page that was not said, each once, in order of the alphabet."""
    reports = county(folder)
    own = own_names(reports)
    with speaking(PSEUDO, pseudo(folder, gather(folder / "messages.pot"))):
        seen = {text for role in ROLES for text in texts(list(pages(reports, role)))}
    return sorted({piece for text in seen for piece in unsaid(text, own)})


def pages(reports: Reports, role: str) -> Iterator[object]:
    """The frame and every page of a role; every measure, as a whole and by its first split."""
    reader = Reader(reports, actor_for(role, reports, demo=True))
    makers = bound()
    yield frame(reader, True, data_state(reports.county()))
    yield from (page_at(reader, address, search, makers) for address, search in addresses(reader))


def addresses(reader: Reader) -> Iterator[tuple[str, str]]:
    yield from ((page.path, "") for page in PAGES)
    yield from (("/no-such-page", ""), ("/equity", "?index=di"), ("/director", "?org=now&months=12"))
    for measure in reader.words.words["measure"]:
        for by in reader.words.splits.get(measure, ())[:2]:
            yield "/measure", f"?measure={measure}&by={by}"
        yield "/measure", f"?measure={measure}"


def own_names(reports: Reports) -> list[str]:
    """What the county calls its places, groups, choices, people and files, and codes: never translated.

    Codes are ids of the practice model, names of columns, and the letters of the readings; the longest first.
    """
    actors = [actor_for(role, reports, demo=True) for role in seen_by(RESPONSIBLE)]
    options = reports.options(actors[0])
    lists = [
        found
        for actor in actors
        for listed in reports.work_lists()
        for found in reports.work_list(actor, listed.id, Selection("")).rows
    ]
    groups = reports.fetch(actors[0], Selection("response_24h", grain="year", by=("race",)))
    domains = reports.fetch(actors[0], Selection("fidelity_score", grain="quarter", by=("domain",)))
    profile = tomllib.loads(small_county.profile())
    found = {
        *(c.label for c in (*options.divisions, *options.units)),
        *(str(row[code]) for row in lists for code in ("id", "worker") if code in row),
        *(word for row in (*domains.rows, *groups.rows) for word in row.words),
        *(name for feed in reports.data_desk(actors[0]).feeds for name in feed.files),
        *_named(profile),
        *(i.id for i in items()),
        *(field.name for contract in CONTRACTS for field in contract.fields),
        *READINGS,
        PRODUCT,
        *(target["source"] for target in profile["targets"]),
    }
    return sorted(found, key=len, reverse=True)


NAMED = ("name", "label")
"""Under what the profile keeps words of the county: the rest are ids, figures and clock times."""


def _named(part: object) -> Iterator[str]:
    """Every text of the profile under one of these names, at any depth."""
    if isinstance(part, dict):
        yield from (text for name, text in part.items() if name in NAMED and isinstance(text, str))
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _named(inner)


def listed() -> list[str]:
    return LIST.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> list[str]:
    return not_said(tmp_path_factory.mktemp("pseudo"))


def test_nothing_new_is_said_past_the_catalogue(found):
    """Say it with pipelines.words.say. Only what has to wait for another issue may be added to the list."""
    assert sorted(set(found) - set(listed())) == []


def test_what_has_been_said_since_is_struck_off_the_list(found):
    """python -m tests.words.test_not_said_yet strike"""
    assert sorted(set(listed()) - set(found)) == []


def test_the_list_is_in_order_and_holds_nothing_twice():
    assert listed() == sorted(set(listed()))


def test_of_a_text_only_what_was_not_said_is_found():
    own = ["Marigold County"]
    with speaking("en"):
        assert list(unsaid(say("Data through {day}", day="31 Oct"), own)) == ["Data through # Oct"]
    said = accented("Data through {day}").replace("{day}", "31 Oct")
    assert list(unsaid(said, own)) == ["# Oct"]
    assert list(unsaid("Marigold County, 93% (2–4)", own)) == []
    assert list(unsaid("<b>load</b> 1,234.5. Of what?", own)) == ["load #", "Of what?"]


@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 415, 500, 502])
def test_a_page_without_a_script_is_said_whole(code, tmp_path):
    with speaking(PSEUDO, pseudo(tmp_path, gather(tmp_path / "messages.pot"))):
        page = plain_page(code).get_data(as_text=True)
    assert list(unsaid(unescape(page.split("</title>")[1]), [])) == []


def test_the_document_around_every_page_is_said_whole(tmp_path):
    app = create_app(county(tmp_path), replace(Settings(), demo=True))
    with (
        speaking(PSEUDO, pseudo(tmp_path, gather(tmp_path / "messages.pot"))),
        app.server.test_request_context("/"),
    ):
        page = app.index()
    failure = page[page.index('<div id="failure"') : page.index("<footer hidden>")]
    assert list(unsaid(unescape(failure), [])) == []
    assert 'href="/"' in failure
    assert f'<html lang="{PSEUDO}">' in page
    assert "{%" not in page


def strike() -> None:
    """Write the list anew without what has been said; nothing is added."""
    with tempfile.TemporaryDirectory() as folder:
        now = set(not_said(Path(folder)))
    kept = [piece for piece in listed() if piece in now]
    print(f"{len(listed()) - len(kept)} struck off, {len(kept)} left")
    for piece in sorted(now - set(kept)):
        print(f"not listed: {piece}")
    LIST.write_text("".join(f"{piece}\n" for piece in kept), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["strike"]:
        sys.exit(__doc__)
    strike()
