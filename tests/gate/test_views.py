"""Whom a figure protects × who asks: what each pair shows, written by hand, asked through the door."""

from dataclasses import replace

import pytest

from pipelines import reports
from pipelines.counting.definition import PROTECTS, PublishedTable
from pipelines.gate import views
from pipelines.gate.views import VIEWS, view_of
from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.errors import NotAllowed
from pipelines.questions.policy import ROLES
from pipelines.questions.released import HIDDEN, SHOWN
from pipelines.questions.selection import Selection
from pipelines.register.indicators import register
from pipelines.reports import Reports
from pipelines.store.database import open_database
from tests.county import built

PROFILE = '[county]\nname = "Small"\nsynthetic = true\ntime_zone = "America/Los_Angeles"\n'
ASKERS = {
    "director": acting_as("director"),
    "manager": acting_as("manager", "d"),
    "supervisor": acting_as("supervisor", "U"),
    "equity": acting_as("equity"),
}
INQUIRIES = {"2024": 33, "2025": 3}
PERSONS = 3


def _tree(unit, division):
    named = {"unit_name": unit, "division_name": division}
    return {"unit": unit, "division": division, "valid_from": "2019-01-01", **named}


def _inquiry(year, number):
    at = f"{year}-03-04 09:00"
    events = {"received_at": at, "acknowledged_at": at, "resolved_at": at}
    return {"inquiry_id": f"{year}-{number}", "unit": "U", "race": "white", **events}


def _answer(person, item):
    row = {"response_id": f"p{person}", "wave": "2025-Q1", "recorded_at": "2025-03-10 10:00", "unit": "U"}
    scale = {"low": "1", "high": "5", "answer": "3", "instrument": "T1"}
    return {**row, **scale, "rater": "family", "race": "white", "domain": "Teaming", "item": f"T{item}"}


def _post(number, filled):
    fte = {"authorised_fte": "1", "filled_fte": str(filled), "status": "active" if filled else "vacant"}
    when = {"effective_from": "2025-03-01", "report_date": "2025-03-31"}
    return {"position_id": str(number), "unit": "U", **when, **fte}


TABLES = {
    "organisation": [_tree("U", "d"), _tree("V", "e")],
    "inquiries": [_inquiry(year, n) for year, many in INQUIRIES.items() for n in range(many)],
    "surveys": [_answer(p, i) for p in range(PERSONS) for i in range(4)],
    "positions": [_post(1, 1), _post(2, 1), _post(3, 0)],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    built(folder, TABLES, "2025-03-31", parse_profile(PROFILE))
    return open_database(f"sqlite:///{folder / 'store'}")


@pytest.fixture
def ask(store, monkeypatch):
    """Asks about an indicator as if it declared what the words say, past the register's own check."""

    def answered(indicator, protects, who, published=None, **question):
        declared = register()[indicator]
        worded = replace(declared, protects=protects, published=published or declared.published)
        monkeypatch.setattr(reports, "indicator", lambda id: worded)
        return Reports(store).fetch(ASKERS.get(who, who), Selection(indicator, **question)).rows

    return answered


YEARLY = (PublishedTable("year"),)
"""One table: the county by year, without a split."""


def counts(rows):
    return {r.period: (r.status, r.num) for r in rows}


EXACT = {"2024": (SHOWN, 33), "2025": (SHOWN, 3)}
MASKED = {"2024": (SHOWN, 35), "2025": (HIDDEN, None)}
REFUSED = None
PUBLISHED_COUNTS = {
    ("client", "director"): EXACT,
    ("client", "manager"): EXACT,
    ("client", "supervisor"): EXACT,
    ("client", "equity"): MASKED,
    ("staff", "director"): EXACT,
    ("staff", "manager"): EXACT,
    ("staff", "supervisor"): EXACT,
    ("staff", "equity"): REFUSED,
    ("none", "director"): EXACT,
    ("none", "manager"): EXACT,
    ("none", "supervisor"): EXACT,
    ("none", "equity"): EXACT,
}
"""33 records of 2024 and 3 of 2025, in a table that is published."""


@pytest.mark.parametrize(("pair", "expected"), PUBLISHED_COUNTS.items(), ids=map(" ".join, PUBLISHED_COUNTS))
def test_a_published_table_of_counts_shows_each_pair_what_is_meant_for_it(ask, pair, expected):
    protects, who = pair
    if expected is REFUSED:
        with pytest.raises(NotAllowed):
            ask("response_24h", protects, who, grain="year")
        return
    assert counts(ask("response_24h", protects, who, grain="year")) == expected


@pytest.mark.parametrize("protects", ["client", "staff", "none", "respondent"])
def test_what_is_in_no_published_table_is_not_for_equity_whomever_it_protects(ask, protects):
    for indicator in ("vacancy_rate", "time_to_resolution", "overdue_open"):
        with pytest.raises(NotAllowed):
            ask(indicator, protects, "equity", grain="year")


def test_a_figure_about_staff_stays_closed_to_equity_though_its_table_is_published(ask):
    with pytest.raises(NotAllowed):
        ask("vacancy_rate", "staff", "equity", published=YEARLY, grain="year")


def test_a_published_figure_about_nobody_is_neither_masked_nor_rounded(ask):
    (row,) = ask("vacancy_rate", "none", "equity", published=YEARLY, grain="year")
    assert (row.status, row.num, row.den) == (SHOWN, 1.0, 3.0)


SURVEYS = {"grain": "quarter", "by": ("unit",)}


@pytest.mark.parametrize("who", ["director", "manager", "supervisor"])
def test_a_score_of_three_persons_is_hidden_from_every_role(ask, who):
    assert [r.status for r in ask("fidelity_score", "respondent", who, **SURVEYS)] == [HIDDEN]


def test_a_score_is_for_equity_in_its_published_table_only(ask):
    with pytest.raises(NotAllowed):
        ask("fidelity_score", "respondent", "equity", **SURVEYS)
    rows = ask("fidelity_score", "respondent", "equity", grain="year", by=("race",))
    assert {r.status for r in rows if dict(r.group)["race"] == "white"} == {HIDDEN}
    assert SHOWN not in {r.status for r in rows}


@pytest.mark.parametrize("protects", ["client", "staff", "none"])
@pytest.mark.parametrize(
    "stranger",
    [acting_as("manager", "e"), acting_as("supervisor", "V")],
    ids=["manager", "supervisor"],
)
def test_those_responsible_elsewhere_see_nothing_of_it(ask, protects, stranger):
    rows = ask("response_24h", protects, stranger, grain="year")
    assert not [r for r in rows if r.num or r.den]


@pytest.mark.parametrize("word", ["respondents", "staf", "Client", "", "director", None])
@pytest.mark.parametrize("who", ASKERS)
@pytest.mark.parametrize(
    ("indicator", "question"),
    [("fidelity_score", SURVEYS), ("response_24h", {"grain": "year"}), ("vacancy_rate", {"grain": "year"})],
    ids=["survey", "inquiries", "positions"],
)
def test_an_unknown_word_shows_nothing_to_anybody(ask, word, who, indicator, question):
    with pytest.raises(NotAllowed):
        ask(indicator, word, who, **question)


def test_no_row_is_added_to_the_table_while_it_runs():
    with pytest.raises(TypeError):
        VIEWS["client", "visitor"] = VIEWS["client", "director"]
    assert ("client", "visitor") not in VIEWS


@pytest.mark.parametrize("pair", sorted(VIEWS), ids=" ".join)
def test_a_pair_that_is_taken_out_of_the_table_shows_nothing(ask, monkeypatch, pair):
    monkeypatch.setattr(views, "VIEWS", {p: view for p, view in VIEWS.items() if p != pair})
    indicator = "fidelity_score" if pair[0] == "respondent" else "response_24h"
    for question in ({"grain": "year", "by": ("race",)}, SURVEYS):
        with pytest.raises(NotAllowed):
            ask(indicator, *pair, **question)


def test_staff_and_equity_is_the_one_pair_without_a_view():
    absent = {(p, r) for p in PROTECTS for r in ROLES} - set(VIEWS)
    assert absent == {("staff", "equity")}
    with pytest.raises(NotAllowed):
        view_of("staff", "equity")


def test_refusal_of_real_data_does_not_tell_which_sources_are_loaded(tmp_path):
    """C11: where a source was absent the committee read "not measurable", where it was there "closed"."""
    from tests.county import built
    from tests.dashboard import small_county

    inquiries = small_county.tables("organisation", "inquiries")
    reports = built(tmp_path, inquiries, small_county.AS_OF)
    equity = acting_as("equity")
    said = set()
    for measure, by in (
        ("response_24h", ("race",)),
        ("decision_rate", ("step", "race")),
        ("fidelity_score", ("race",)),
    ):
        with pytest.raises(NotAllowed) as refused:
            reports.fetch(equity, Selection(measure, grain="year", by=by))
        said.add(refused.value.template)
    assert said == {"The equity view is closed for real data until its release audit exists."}
