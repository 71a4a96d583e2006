"""The list of pages: its slips are told at start, the browser is sent it, and a new page touches two files."""

import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.serving.create import page_at
from dashboard.serving.page_binding import bound
from dashboard.shell.address import CONTROLS, KEYS, View
from dashboard.shell.filters import LABELS, for_browser
from dashboard.shell.page_list import PAGES, Page, home, may_see, slips
from dashboard.shell.reader import Reader
from pipelines.questions.actor import acting_as
from pipelines.questions.errors import DataError, WrongQuestion
from pipelines.questions.policy import DIRECTOR, EQUITY, EVERYBODY, ROLES, WHOLE_COUNTY
from pipelines.register.indicators import register
from tests.dashboard.new_page import FILTERS, LABEL, PATH, TITLE, county, fetched, served_by, with_a_new_page
from tests.dashboard.reading import tags, text

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "dashboard" / "assets"
SEEN = {
    "director": ["director", "manager", "equity", "measure", "data-desk", "methods"],
    "manager": ["manager", "measure", "data-desk", "methods"],
    "supervisor": ["manager", "measure", "data-desk", "methods"],
    "equity": ["equity", "measure", "methods"],
}
"""Written by hand: what each role may see of these pages, its own first page first. A page added is none of them."""
LINKS = {
    "director": ("/director", ["months", "unit", "org"]),
    "manager": ("/manager", ["months", "unit", "org"]),
    "equity": ("/equity", ["year", "step"]),
    "measure": ("/measure", ["measure", "months", "unit", "org", "by"]),
    "data-desk": ("/data", []),
    "methods": ("/methods", []),
}
"""Page -> its address and its filters, by hand."""


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_its_pages_and_begins_with_the_first(role):
    seen = [page.id for page in PAGES if may_see(role, page)]
    assert [page for page in seen if page in LINKS] == SEEN[role]
    assert home(role).id == SEEN[role][0]


def test_every_page_of_the_list_is_bound_to_its_own_module():
    made = {page: make.__module__ for page, make in bound(PAGES).items()}
    assert set(made) == {page.id for page in PAGES}
    assert (
        made.items()
        >= {
            "director": "dashboard.pages.director",
            "manager": "dashboard.pages.manager",
            "equity": "dashboard.pages.equity",
            "measure": "dashboard.pages.measure",
            "data-desk": "dashboard.pages.data_desk",
            "methods": "dashboard.pages.methods",
        }.items()
    )


def test_the_list_as_it_stands_has_no_slip():
    assert slips(PAGES) == []


def another(**changes) -> Page:
    """A page that would be right, but for what is changed."""
    right = {"id": "another", "label": "Another", "keys": ("months",), "audience": EVERYBODY}
    return Page(**{**right, **changes})


SLIPS = {
    "a filter that does not exist": ({"keys": ("mnoths",)}, 'another: no filter is called "mnoths"'),
    "a key without a control": ({"keys": ("index",)}, 'another: no filter is called "index"'),
    "an audience that does not exist": ({"audience": "kings"}, 'another: there is no audience "kings"'),
    "nobody": ({"audience": "", "refusal": "Not you."}, "another: nobody may see it"),
    "no words for those refused": ({"audience": WHOLE_COUNTY}, "another: it has no words for a role"),
    "no label": ({"label": " "}, "another: it has no label"),
    "six filters": ({"keys": tuple(CONTROLS)[:6]}, "another: 6 filters are more than 5"),
    "an id that is no file name": ({"id": "An other"}, "An other: an id is small letters"),
    "an address outside": ({"path": "//evil.example"}, '"//evil.example" is no address'),
    "an id that stands already": ({"id": "methods"}, 'The id "methods" stands twice.'),
    "an address that stands already": ({"path": "/methods"}, 'The path "/methods" stands twice.'),
    "a label that stands already": ({"label": "Methods"}, 'The label "Methods" stands twice.'),
    "no module": ({}, "another: there is no dashboard/pages/another.py"),
}


@pytest.mark.parametrize(("changes", "sentence"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_the_list_is_refused_at_start_with_page_and_word(changes, sentence):
    with pytest.raises(DataError) as refusal:
        bound((*PAGES, another(**changes)))
    assert sentence in str(refusal.value)


def test_all_slips_are_told_together():
    with pytest.raises(DataError) as refusal:
        bound((*PAGES[:-1], another(keys=("mnoths",), audience="kings")))
    told = str(refusal.value)
    for sentence in (
        'another: no filter is called "mnoths"',
        'another: there is no audience "kings"',
        "another: there is no dashboard/pages/another.py",
        "dashboard/pages/methods.py stands in no line of the list",
    ):
        assert sentence in told


def test_a_module_without_a_page_is_refused_at_start(monkeypatch):
    from dashboard.pages import methods

    monkeypatch.delattr(methods, "page")
    with pytest.raises(DataError, match=r"methods: its module has no function page"):
        bound(PAGES)


def test_the_keys_of_the_address_are_the_words_of_a_view_and_each_control_has_its_labels():
    assert [key.id for key in KEYS] == [f.name for f in fields(View)]
    assert set(LABELS) == set(CONTROLS)
    assert {key for page in PAGES for key in page.keys} == {
        i for i, key in CONTROLS.items() if not key.beside
    }
    for place, key in enumerate(KEYS):
        assert not key.led_by or key.led_by in [k.id for k in KEYS[:place]]


@pytest.mark.parametrize("script", sorted(p.name for p in ASSETS.glob("*.js")))
def test_no_script_holds_the_name_of_a_page_or_a_key(script):
    """By position, or by a copy of the list, a page added in Python would get another page's link."""
    words = set(re.findall(r"[\"'`/]([a-z-]+)[\"'`]", (ASSETS / script).read_text(encoding="utf-8")))
    names = {p.id for p in PAGES} | {p.path[1:] for p in PAGES} | {k.id for k in KEYS}
    assert not words & names


def test_no_style_depends_on_the_name_of_a_page_or_a_key():
    selectors = set(re.findall(r"[.#]([a-z][\w-]*)", (ASSETS / "panel.css").read_text(encoding="utf-8")))
    names = {p.id for p in PAGES} | {k.id for k in KEYS}
    of_one = {
        s
        for s in selectors
        for n in names
        if s in (f"on-{n}", f"for-{n}", f"filter-{n}", f"nav-{n}", f"field-{n}")
    }
    assert not of_one


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    return county(tmp_path_factory.mktemp("county"))


def test_a_page_whose_question_cannot_be_asked_says_so_and_leads_on(reports):
    def broken(reader, view):
        raise WrongQuestion("The period ends before it starts: swap the two months.")

    made = page_at(Reader(reports, acting_as(DIRECTOR)), "/manager", "", {"manager": broken})
    assert text(tags(made, "h1")[0][2]) == "Manager: this page could not be made"
    assert "The period ends before it starts" in text(made)
    assert [a["href"] for kind in ("a", "link") for _, a, _ in tags(made, kind)] == ["", "/director"]


def test_each_page_is_answered_with_its_own_content(reports):
    app = served_by(reports)
    titles = {
        page.id: re.search(r'"children":"([^"]+)","id":"title"', fetched(app, page.path))[1] for page in PAGES
    }
    assert len(set(titles.values())) == len(PAGES)
    assert titles["methods"].startswith(f"{len(register())} measures reach")


def test_the_browser_is_sent_every_page_with_its_link_and_its_filters(reports):
    sent = for_browser(Reader(reports, acting_as(DIRECTOR)))
    links = {p["link"]: (p["path"], p["keys"]) for p in sent["pages"]}
    assert len(links) == len(PAGES)
    assert {page: links[f"nav-{page}"] for page in LINKS} == LINKS
    assert next(k for k in sent["keys"] if k["id"] == "unit")["words"] == ("all", "north", "N-1")


def test_the_committee_is_offered_no_place_and_no_month(reports):
    sent = for_browser(Reader(reports, acting_as(EQUITY)))
    offered = {p["path"]: p["keys"] for p in sent["pages"]}
    assert (offered["/equity"], offered["/measure"]) == (["year", "step"], ["measure"])
    assert not {"months", "unit", "org", "by"} & {key for keys in offered.values() for key in keys}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("indicator=response_24h&unit=north", 'There is no key "unit".'),
        ("indicator=response_24h&months=12", 'There is no key "months".'),
        ("indicator=response_24h&wher=unit:N-1", 'There is no key "wher". Did you mean where?'),
        ("indicator=response_24h&where=untis:N-1", 'There is no dimension "untis". Did you mean unit?'),
        (
            "list=open_inquirys",
            'no list "open_inquirys". Did you mean open_inquiries?',
        ),
    ],
)
def test_a_download_refuses_a_word_it_does_not_know_by_name(reports, words, sentence):
    """Ignored, "unit=north" would be the whole county in a file that looks like North's."""
    answer = served_by(reports).server.test_client().get(f"/download.csv?{words}")
    assert answer.status_code == 400
    assert sentence in answer.text


def test_a_new_page_touches_two_files_and_appears_with_its_link_its_filters_and_its_words(tmp_path):
    copy, touched = with_a_new_page(ROOT, tmp_path)
    assert touched == ["dashboard/pages/case_reviews.py", "dashboard/shell/page_list.py"]
    asked = f"from tests.dashboard.new_page import as_served; as_served({str(tmp_path)!r})"
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["source"] == str(copy / "dashboard" / "pages" / "case_reviews.py")
    assert [PATH, LABEL] in seen["links"]
    assert [p.path for p in PAGES] == [path for path, _ in seen["links"] if path != PATH]
    assert seen["filters"] == list(FILTERS)
    assert TITLE in seen["content"]
    assert "North Division" in seen["content"]
