"""Who answers for what: one table for figures, survey scores, work lists, choices and the words for the place.

The county is small enough to count by hand. Unit M moved from division a to b on 1 January 2026; unit E of
a ended the day before and is carried on by B-1. Each unit has a number of inquiries of its own in November
2025 and again in February 2026, powers of two, so that a sum tells which units are in it.
"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from pipelines.gate import views
from pipelines.gate.responsibility import responsibility
from pipelines.gate.views import VIEWS
from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import Actor, Appointment, acting_as
from pipelines.questions.errors import NotAllowed, WrongQuestion
from pipelines.questions.policy import (
    DATA_DESK,
    EVERYBODY,
    NOWHERE,
    POLICIES,
    PUBLISHED,
    RESPONSIBLE,
    TABLES,
    WORK_LISTS,
    Policy,
    policy_of,
    seen_by,
)
from pipelines.questions.released import SHOWN
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from tests.county import built

LINES = (
    ("A-1", "a", "2019-01-01", "", ""),
    ("A-2", "a", "2019-01-01", "", ""),
    ("M", "a", "2019-01-01", "2025-12-31", ""),
    ("M", "b", "2026-01-01", "", ""),
    ("E", "a", "2019-01-01", "2025-12-31", "B-1"),
    ("B-1", "b", "2019-01-01", "", ""),
    ("B-2", "b", "2019-01-01", "", ""),
)
INQUIRIES = {"A-1": 1, "A-2": 2, "M": 4, "E": 8, "B-1": 16, "B-2": 32}
WAVES = {
    "2025-Q4": {"A-1": 10, "M": 11, "E": 12, "B-1": 13},
    "2026-Q1": {"A-1": 10, "M": 11, "B-1": 13},
}
FAMILIES = 20
"""Families of A-1 who answer in each wave, half of them Black and half White."""
COUNTY = '[county]\nname = "Testing County"\nsynthetic = true\ntime_zone = "America/Los_Angeles"\n'
WHOLE = "Testing County, whole county"
REFUSED = "refused"

DIRECTOR, EQUITY = acting_as("director"), acting_as("equity")
OF_A, OF_B = acting_as("manager", "a"), acting_as("manager", "b")
OF_M, OF_B1 = acting_as("supervisor", "M"), acting_as("supervisor", "B-1")
BOTH = Actor("p7", (Appointment("supervisor", ("B-1",)), Appointment("manager", ("a",))))
"""One person with two roles: manager of division a, and supervisor of a unit in b."""


def _tree():
    for unit, division, since, until, successor in LINES:
        yield {
            "unit": unit,
            "unit_name": f"Unit {unit}",
            "division": division,
            "division_name": f"Division {division.upper()}",
            "valid_from": since,
            "valid_to": until,
            "successor": successor,
        }


def _log():
    for unit, number in INQUIRIES.items():
        for month in ("2025-11", "2026-02"):
            if (unit, month) == ("E", "2026-02"):
                continue
            for n in range(number):
                yield {
                    "inquiry_id": f"{unit} {month} {n}",
                    "received_at": f"{month}-04 09:00",
                    "acknowledged_at": f"{month}-04 10:00",
                    "unit": unit,
                }
    for unit in ("A-1", "A-2", "M", "B-1"):
        yield {"inquiry_id": f"open {unit}", "received_at": "2026-03-30 09:00", "unit": unit}


def _answers():
    for wave, units in WAVES.items():
        people = [(unit, "direct_report", "") for unit, n in units.items() for _ in range(n)]
        people += [("A-1", "family", ("black", "white")[n % 2]) for n in range(FAMILIES)]
        for number, (unit, rater, race) in enumerate(people):
            yield {
                "response_id": f"{wave} {number}",
                "wave": wave,
                "recorded_at": f"{wave[:4]}-{3 * int(wave[-1]):02d}-10 10:00",
                "instrument": "T1",
                "unit": unit,
                "rater": rater,
                "race": race,
                "domain": "Teaming",
                "item": "t1",
                "low": "1",
                "high": "5",
                "reversed": "no",
                "answer": str(1 + number % 5),
            }


def _decisions():
    for division, children in (("", 3000), ("a", 1000), ("b", 2000)):
        for race, reported in (("black", children // 10), ("white", children // 20)):
            for step, count in (("population", children), ("report", reported)):
                yield {
                    "period": "2025",
                    "division": division,
                    "step": step,
                    "race": race,
                    "children": str(count),
                }


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    tables = {
        "organisation": list(_tree()),
        "inquiries": list(_log()),
        "surveys": list(_answers()),
        "decisions": list(_decisions()),
    }
    return built(tmp_path_factory.mktemp("county"), tables, "2026-03-31", parse_profile(COUNTY))


def _place(text):
    """ "unit=M" or "division=a,b", now or then, as a limit."""
    return tuple((d, tuple(v.split(","))) for d, v in (part.split("=") for part in text.split()))


def asked(reports, actor, selection):
    """(figures by group or period, scope words), or REFUSED."""
    try:
        found = reports.fetch(actor, selection)
    except NotAllowed:
        return REFUSED
    shown = {r.group[-1][1] if r.group else r.period: r.den for r in found.rows if r.status == SHOWN}
    return shown, found.scope


def inquiries(reports, actor, place="", by=(), organisation="then"):
    """Inquiries answered or overdue from November to February: who is in, and what it is called."""
    window = Selection("response_24h", "2025-11", "2026-02", "window", _place(place), by, organisation)
    found = asked(reports, actor, window)
    if found == REFUSED or by:
        return found
    return sum(found[0].values()), found[1]


# ---- figures of clients and staff: by the organisation as it is today


@pytest.mark.parametrize(
    ("actor", "place", "outcome"),
    [
        (DIRECTOR, "", (118, WHOLE)),
        (OF_A, "", (6, "Division A as it is today")),
        (OF_B, "", (112, "Division B as it is today")),
        (OF_M, "", (8, "Unit M")),
        (OF_B1, "", (40, "Unit B-1 as it is today")),
        (BOTH, "", (46, "Division A as it is today, Unit B-1 as it is today")),
        (DIRECTOR, "unit=M", (8, "Unit M")),
        (OF_A, "unit=M", REFUSED),
        (OF_B, "unit=M", (8, "Unit M")),
        (OF_M, "unit=M", (8, "Unit M")),
        (OF_B1, "unit=M", REFUSED),
        (BOTH, "unit=M", REFUSED),
        (DIRECTOR, "unit=E", (8, "Unit E")),
        (OF_A, "unit=E", REFUSED),
        (OF_B, "unit=E", (8, "Unit E")),
        (OF_M, "unit=E", REFUSED),
        (OF_B1, "unit=E", (8, "Unit E")),
        (BOTH, "unit=E", (8, "Unit E")),
        (BOTH, "unit=A-1", (2, "Unit A-1")),
        (BOTH, "unit=B-2", REFUSED),
        (DIRECTOR, "division=a", (18, "Division A")),
        (OF_A, "division=a", (6, "Division A, as far as it stands in Division A today")),
        (OF_B, "division=a", REFUSED),  # M and E stood in a: once answered as "Division A" (finding A2)
        (OF_M, "division=a", REFUSED),
        (DIRECTOR, "division=b", (100, "Division B")),
        (OF_B, "division=b", (100, "Division B")),
        (OF_M, "division=b", REFUSED),
        (OF_B, "division=a,b", REFUSED),
        (OF_B, "unit=B-1,A-1", REFUSED),
        (DIRECTOR, "unit=M division=a", (4, "Unit M, while in Division A")),
        (OF_B, "unit=M division=b", (4, "Unit M, while in Division B")),
        (OF_A, "unit=unknown", REFUSED),
        (EQUITY, "unit=M", REFUSED),
        (acting_as("manager"), "", REFUSED),
        (acting_as("supervisor"), "", REFUSED),
    ],
)
def test_a_figure_holds_what_one_answers_for_today_and_is_called_by_what_it_holds(
    county, actor, place, outcome
):
    assert inquiries(county, actor, place) == outcome


@pytest.mark.parametrize(
    ("actor", "place", "outcome"),
    [
        (DIRECTOR, "division=b", (112, "Division B as it is today")),
        (OF_B, "division=b", (112, "Division B as it is today")),
        (OF_B, "division=a", REFUSED),
        (DIRECTOR, "unit=B-1", (40, "Unit B-1 as it is today")),
        (OF_B, "unit=B-1", (40, "Unit B-1 as it is today")),
        (DIRECTOR, "unit=E", (0, "Unit E as it is today")),
        (OF_A, "unit=E", REFUSED),
    ],
)
def test_in_the_organisation_as_it_is_today_a_place_is_called_so_where_it_has_changed(
    county, actor, place, outcome
):
    assert inquiries(county, actor, place, organisation="now") == outcome


@pytest.mark.parametrize(
    ("actor", "by", "outcome"),
    [
        (DIRECTOR, ("division",), ({"a": 18, "b": 100}, WHOLE)),
        (OF_A, ("division",), ({"a": 6}, "Division A, as far as it stands in Division A today")),
        (OF_B, ("division",), ({"b": 100}, "Division B")),
        (OF_M, ("division",), REFUSED),
        (BOTH, ("division",), REFUSED),
        (OF_A, ("unit",), ({"A-1": 2, "A-2": 4}, "Division A as it is today")),
        (OF_B, ("unit",), ({"M": 8, "E": 8, "B-1": 32, "B-2": 64}, "Division B as it is today")),
        (OF_B1, ("unit",), ({"E": 8, "B-1": 32}, "Unit B-1 as it is today")),
    ],
)
def test_a_row_is_named_by_a_place_one_answers_for(county, actor, by, outcome):
    """A row "Division A" for the manager of b was one unit of it, long ago (finding A2)."""
    assert inquiries(county, actor, by=by) == outcome


# ---- survey scores: by the organisation as it was when people answered


@pytest.mark.parametrize(
    ("actor", "place", "by", "outcome"),
    [
        (OF_A, "", (), ({"2025-Q4": 53, "2026-Q1": 30}, "Division A")),
        (OF_B, "", (), ({"2025-Q4": 13, "2026-Q1": 24}, "Division B")),
        (OF_M, "", (), ({"2025-Q4": 11, "2026-Q1": 11}, "Unit M")),
        (OF_A, "unit=M", (), ({"2025-Q4": 11}, "Unit M, while in Division A")),
        (OF_B, "unit=M", (), ({"2026-Q1": 11}, "Unit M, while in Division B")),
        (OF_M, "unit=A-1", (), REFUSED),
        (OF_A, "unit=E", (), ({"2025-Q4": 12}, "Unit E")),
        (OF_B, "unit=E", (), REFUSED),
        (OF_A, "division=b", (), REFUSED),
        (OF_A, "unit=B-1", (), REFUSED),
        (OF_M, "division=a", ("unit",), REFUSED),  # once answered under Division A's name (finding A7)
        (OF_M, "division=b", ("unit",), REFUSED),
        (OF_M, "", ("division",), REFUSED),
        (DIRECTOR, "division=b", ("unit",), ({"M": 11, "B-1": 13}, "Division B")),
        (BOTH, "", (), REFUSED),
        (BOTH, "division=a", (), ({"2025-Q4": 53, "2026-Q1": 30}, "Division A")),
        (BOTH, "unit=B-1", (), ({"2025-Q4": 13, "2026-Q1": 13}, "Unit B-1")),
        (acting_as("manager"), "", (), REFUSED),
    ],
)
def test_survey_scores_hold_what_stood_in_ones_place_at_the_time(county, actor, place, by, outcome):
    question = Selection("fidelity_score", grain="quarter", where=_place(place), by=by)
    assert asked(county, actor, question) == outcome


@pytest.mark.parametrize("actor", [DIRECTOR, OF_A, OF_B, OF_M, BOTH])
def test_families_scores_by_group_are_the_countys_and_say_so_to_everybody(county, actor):
    """They stood under the name of the reader's own division or unit (finding A1)."""
    question = Selection("fidelity_score", grain="year", by=("race",))
    found = county.fetch(actor, question)
    assert found.scope == WHOLE
    assert [r.den for r in found.rows if r.status == SHOWN] == [FAMILIES / 2] * 4


@pytest.mark.parametrize(
    ("actor", "place", "outcome"),
    [
        (DIRECTOR, "", ({"black": 3000, "white": 3000}, WHOLE)),
        (DIRECTOR, "division=b", ({"black": 2000, "white": 2000}, "Division B")),
        (OF_A, "", ({"black": 1000, "white": 1000}, "Division A")),  # not "whole county" (finding A8)
        (OF_A, "division=b", REFUSED),
        (OF_M, "", REFUSED),
    ],
)
def test_ratios_of_a_division_are_called_the_divisions(county, actor, place, outcome):
    where = (*_place(place), ("step", ("report",)))
    question = Selection("relative_rate_index", grain="year", where=where, by=("step", "race"))
    assert asked(county, actor, question) == outcome


# ---- work lists and choices


@pytest.mark.parametrize(
    ("actor", "place", "outcome"),
    [
        (DIRECTOR, "", ({"A-1", "A-2", "M", "B-1"}, WHOLE)),
        (OF_A, "", ({"A-1", "A-2"}, "Division A as it is today")),
        (OF_B, "", ({"M", "B-1"}, "Division B as it is today")),
        (OF_M, "", ({"M"}, "Unit M")),
        (BOTH, "", ({"A-1", "A-2", "B-1"}, "Division A as it is today, Unit B-1 as it is today")),
        (OF_B, "unit=M", ({"M"}, "Unit M")),
        (OF_A, "unit=M", REFUSED),
        (OF_B, "division=a", REFUSED),
        (OF_M, "division=b", REFUSED),
        (EQUITY, "", REFUSED),
        (acting_as("manager"), "", REFUSED),
    ],
)
def test_a_work_list_follows_the_same_table(county, actor, place, outcome):
    question = Selection("overdue_open", where=_place(place))
    try:
        found = county.work_list(actor, "open_inquiries", question)
    except NotAllowed:
        assert outcome == REFUSED
    else:
        assert ({r["unit"].removeprefix("Unit ") for r in found.rows}, found.scope) == outcome


@pytest.mark.parametrize(
    ("actor", "divisions", "units"),
    [
        (DIRECTOR, {"a", "b"}, {"A-1", "A-2", "M", "E", "B-1", "B-2"}),
        (OF_A, {"a"}, {"A-1", "A-2"}),
        (OF_B, {"b"}, {"M", "E", "B-1", "B-2"}),
        (OF_M, set(), {"M"}),
        (OF_B1, set(), {"E", "B-1"}),
        (BOTH, {"a"}, {"A-1", "A-2", "E", "B-1"}),
        (EQUITY, {"a", "b"}, set()),
        (acting_as("manager"), set(), set()),
    ],
)
def test_what_is_offered_is_what_is_answered(county, actor, divisions, units):
    found = county.options(actor)
    assert ({c.id for c in found.divisions}, {c.id for c in found.units}) == (divisions, units)
    if actor != EQUITY:
        for unit in INQUIRIES:
            assert (inquiries(county, actor, f"unit={unit}") != REFUSED) == (unit in units)


def test_a_planned_move_is_not_yet_in_the_choices_the_figures_or_the_words(tmp_path):
    tree = [{**line, "valid_from": line["valid_from"].replace("2026", "2027")} for line in _tree()]
    tree = [{**line, "valid_to": line["valid_to"].replace("2025", "2026")} for line in tree]
    reports = built(tmp_path, {"organisation": tree, "inquiries": list(_log())}, "2026-03-31")
    found = {u.id: u.parent for u in reports.options(OF_A).units}
    assert found == {"A-1": "a", "A-2": "a", "M": "a", "E": "a"}
    assert {u.id for u in reports.options(OF_B).units} == {"B-1", "B-2"}
    assert inquiries(reports, OF_A) == (22, "Division A")
    assert inquiries(reports, OF_A, "division=a") == (22, "Division A")
    assert inquiries(reports, OF_B, "unit=M") == REFUSED


def test_a_place_that_never_stood_is_a_slip_of_the_pen_for_everybody(county):
    for actor in (DIRECTOR, OF_A, OF_M):
        with pytest.raises(WrongQuestion):
            county.fetch(actor, Selection("response_24h", where=(("unit", ("M-1",)),)))
    with pytest.raises(WrongQuestion):
        county.fetch(acting_as("manager", "c"), Selection("response_24h"))


def test_without_an_organisation_file_a_unit_answers_for_itself(tmp_path):
    reports = built(tmp_path, {"inquiries": list(_log())}, "2026-03-31", parse_profile(COUNTY))
    assert inquiries(reports, OF_M) == (8, "M")
    assert inquiries(reports, OF_M, "unit=A-1") == REFUSED
    assert inquiries(reports, OF_A) == (0, "a")
    assert inquiries(reports, OF_A, "unit=A-1") == REFUSED
    assert reports.demo_scope("supervisor") == ("A-1",)


def test_in_the_demonstration_a_role_stands_in_the_first_division_and_its_first_unit(county):
    assert [county.demo_scope(r) for r in ("director", "manager", "supervisor", "equity")] == [
        (),
        ("a",),
        ("A-1",),
        (),
    ]


# ---- roles and dates


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        (date(2026, 3, 31), None, True),
        (date(2026, 4, 1), None, False),
        (None, date(2026, 3, 31), True),
        (None, date(2026, 3, 30), False),
    ],
)
def test_an_appointment_counts_on_its_days_only(county, since, until, held):
    """Synthetic data stand still at 31 March 2026."""
    actor = Actor("p1", (Appointment("manager", ("a",), since, until),))
    question = Selection("response_24h", "2025-11", "2026-02", "window")
    assert (asked(county, actor, question) != REFUSED) is held
    for ask in (
        lambda who, asked: county.work_list(who, "open_inquiries", asked),
        lambda who, _: county.options(who),
        lambda who, _: county.data_desk(who),
    ):
        if held:
            ask(actor, Selection("overdue_open"))
        else:
            with pytest.raises(NotAllowed, match="not in force"):
                ask(actor, Selection("overdue_open"))


def test_an_answer_given_yesterday_is_not_kept_for_one_whose_appointment_has_ended(county):
    day = {"now": datetime(2026, 3, 30, 12)}
    reports = Reports(county._engine, clock=lambda: day["now"])
    actor = Actor(
        "p1", (Appointment("manager", ("a",), until=date(2026, 3, 30)), Appointment("supervisor", ("M",)))
    )
    assert inquiries(reports, actor)[0] == 6 + 8
    day["now"] = datetime(2026, 3, 31, 12)
    assert inquiries(reports, actor) == (8, "Unit M")
    assert reports.fetch(actor, Selection("response_24h")).role == "supervisor"
    assert (actor.on(date(2026, 3, 30)).role, actor.on(date(2026, 3, 31)).role) == ("manager", "supervisor")


def test_an_actor_is_frozen_can_be_told_apart_and_may_be_kept_by():
    assert {BOTH: 1}[replace(BOTH)] == 1
    assert replace(BOTH, id="p8") != BOTH
    assert (BOTH.role, BOTH.places) == ("manager", ("B-1", "a"))
    with pytest.raises(NotAllowed):
        Actor("p9", ())


def test_a_seat_on_the_committee_adds_nothing_to_what_one_answers_for(county):
    """Nor does it open the whole county: with both roles one sees one's own places, exactly."""
    for other, outcome in ((("manager", ("a",)), 6), (("supervisor", ("M",)), 8)):
        seated = Actor("p2", (Appointment("equity"), Appointment(*other)))
        assert inquiries(county, seated)[0] == outcome
        assert inquiries(county, seated, "division=b") == REFUSED
        assert inquiries(county, seated, "unit=B-1") == REFUSED
        assert {u.id for u in county.options(seated).units} == {
            "manager": {"A-1", "A-2"},
            "supervisor": {"M"},
        }[other[0]]


def test_the_committee_reads_no_places_name_where_nothing_was_counted(county):
    """No position was loaded: the question is answered in words, and they are the county's."""
    answer = county.fetch(EQUITY, Selection("vacancy_rate", where=(("unit", ("A-1",)),)))
    assert answer.sentence.startswith("Not measurable")
    assert answer.scope == WHOLE


def test_published_tables_only_means_no_exact_sum_by_any_way(county):
    held = responsibility(EQUITY, date(2026, 3, 31), county._current())
    for limited in (held.scope, held.scope_then):
        with pytest.raises(NotAllowed):
            limited(Selection("response_24h"))


@pytest.mark.parametrize("role", ["superuser", "", "Director", "director ", None, ["director"]])
def test_a_word_that_is_no_role_is_refused(role):
    for ask in (lambda: acting_as(role), lambda: policy_of(role), lambda: Appointment(role)):
        with pytest.raises(NotAllowed):
            ask()


def test_what_stands_in_no_row_is_open_to_nobody():
    for policy in POLICIES.values():
        with pytest.raises(NotAllowed):
            policy.allow("sign the release")
    assert seen_by("admin") == ()


ROWS = {
    # role: (answers for, pages for whom, work lists, data desk)
    "director": ("county", "whole county, responsible, tables, everybody", True, True),
    "manager": ("division", "responsible, everybody", True, True),
    "supervisor": ("unit", "responsible, everybody", True, True),
    "equity": ("published tables only", "tables, everybody", False, False),
}


def test_the_table_is_the_one_that_was_decided():
    found = {
        p.role: (p.answers_for, ", ".join(p.audiences), WORK_LISTS in p.opens, DATA_DESK in p.opens)
        for p in POLICIES.values()
    }
    assert found == ROWS


def test_a_role_to_come_is_a_row_and_no_code(county, monkeypatch):
    """The analyst loads data and sees no figure; a Tribal partner sees what the committee sees."""
    analyst = Policy("analyst", "Analyst", NOWHERE, (EVERYBODY,), (DATA_DESK,))
    partner = Policy("tribal_partner", "Tribal partner", PUBLISHED, (TABLES, EVERYBODY))
    for row in (analyst, partner):
        monkeypatch.setitem(POLICIES, row.role, row)
    # In the gate's own table a role has nothing until it has rows there.
    with_partner = {**VIEWS, ("client", "tribal_partner"): VIEWS["client", "equity"]}
    monkeypatch.setattr(views, "VIEWS", with_partner)
    loads, looks = acting_as("analyst"), acting_as("tribal_partner")
    assert county.data_desk(loads).version
    for question in (
        Selection("response_24h"),
        Selection("fidelity_score", grain="year", by=("race",)),
        Selection("relative_rate_index", grain="year", by=("step", "race")),
    ):
        assert asked(county, loads, question) == REFUSED
    assert county.options(loads).indicators == county.options(loads).units == ()
    for listed in ("open_inquiries", "worker_loads"):
        for actor in (loads, looks):
            with pytest.raises(NotAllowed):
                county.work_list(actor, listed, Selection("overdue_open"))
    table = Selection("response_24h", grain="year")
    assert county.fetch(looks, table).rows == county.fetch(EQUITY, table).rows
    assert asked(county, looks, Selection("response_24h")) == REFUSED
    assert seen_by(EVERYBODY)[-2:] == ("analyst", "tribal_partner")
    assert "analyst" not in seen_by(RESPONSIBLE)


@pytest.mark.parametrize(
    "wrong", [{"answers_for": "everything"}, {"audiences": ("kings",)}, {"opens": ("sign the release",)}]
)
def test_a_row_with_an_unknown_word_is_refused_when_it_is_written(wrong):
    row = {"role": "x", "label": "X", "answers_for": NOWHERE, "audiences": (EVERYBODY,)}
    with pytest.raises(ValueError, match="x "):
        Policy(**{**row, **wrong})


def test_responsibility_is_asked_of_the_day_and_the_tree_alone(county):
    version = county._current()
    held = responsibility(BOTH, date(2026, 3, 31), version)
    assert (held.divisions, held.units, held.of_places) == (frozenset({"a"}), frozenset({"B-1"}), True)
    assert [held.covers("unit", u) for u in ("A-1", "M", "E", "B-1", "B-2", "unknown")] == [
        True,
        False,
        True,
        True,
        False,
        False,
    ]
