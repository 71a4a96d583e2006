"""One slip of the pen a row: each is refused at start, with the file and the word, before anything is counted."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import app
import pipelines.indicators
import pipelines.sources
from pipelines.building.build import build, check_only
from pipelines.catalog import behaviours
from pipelines.cli.settings import Settings
from pipelines.counting.contract import OneAtATime
from pipelines.counting.definition import PublishedTable
from pipelines.counting.kinds import scores
from pipelines.indicators import (
    caseload_load,
    decision_rate,
    fidelity_score,
    overdue_open,
    relative_rate_index,
    response_24h,
    time_to_acknowledgement,
    vacancy_rate,
)
from pipelines.profile.agency import load_profile
from pipelines.questions.errors import DataError
from pipelines.questions.look import Further, Look, SecondLine
from pipelines.questions.standing import Stand
from pipelines.register import sources
from pipelines.register.indicators import register
from pipelines.reports import Reports
from pipelines.sources import inquiries, surveys
from pipelines.store.database import open_database
from tests.county import built, write_tables

ROOT = Path(__file__).resolve().parents[2]
MISSPELT = {"positions": ("position_id", "effective_form")}


def refusal() -> str:
    with pytest.raises(DataError) as told:
        register()
    return str(told.value)


def slipped(monkeypatch, module, **changes) -> None:
    """The real definition with some words changed, in the place where the register finds it."""
    monkeypatch.setattr(module, "INDICATOR", replace(module.INDICATOR, **changes))


def _without(outcome):
    return tuple(e for e in response_24h.INDICATOR.examples if e.outcome != outcome)


def _first_example(**changes):
    first, *rest = response_24h.INDICATOR.examples
    return (replace(first, **changes), *rest)


def _stands(slot, **how):
    return {"stands": (Stand(slot, **how),)}


def _published(*tables):
    return {"published": tuple(PublishedTable(*table) for table in tables)}


DEFINITIONS = [
    pytest.param(response_24h, {"id": "response_24"}, "response_24'", id="id is not the file's name"),
    pytest.param(response_24h, {"id": "overdue_open"}, "in use", id="id in use"),
    pytest.param(response_24h, {"direction": "hihger"}, "'hihger'", id="direction"),
    pytest.param(response_24h, {"breakdowns": ("unt",)}, "'unt'", id="breakdown"),
    pytest.param(overdue_open, {"last": frozenset({"nmu"})}, "'nmu'", id="moment"),
    pytest.param(response_24h, {"behaviours": ("LB-99",)}, "'LB-99'", id="behaviour"),
    pytest.param(response_24h, {"kind": "proportions"}, "'proportions'", id="kind"),
    pytest.param(response_24h, {"unit": "days"}, "'days'", id="unit"),
    pytest.param(response_24h, {"base_grain": "week"}, "'week'", id="base grain"),
    pytest.param(response_24h, {"grains": ("month", "decade")}, "'decade'", id="grain"),
    pytest.param(response_24h, {"whole": frozenset({"divison"})}, "'divison'", id="whole"),
    pytest.param(response_24h, {"needs_split": ("step",)}, "'step'", id="split it cannot have"),
    pytest.param(fidelity_score, {"unless_asked": {"ratr": ("self",)}}, "'ratr'", id="unless asked"),
    pytest.param(fidelity_score, {"unless_asked": {"rater": ("slef",)}}, "'slef'", id="value unless asked"),
    pytest.param(caseload_load, {"needs": MISSPELT}, "'effective_form'", id="column"),
    pytest.param(caseload_load, {"needs": {"postions": ()}}, "'postions'", id="source"),
    pytest.param(response_24h, {"choices": ("ofice_hours",)}, "'ofice_hours'", id="choice"),
    pytest.param(fidelity_score, {"protects": "respondents"}, "'respondents'", id="protects respondents"),
    pytest.param(caseload_load, {"protects": "staf"}, "'staf'", id="protects staf"),
    pytest.param(fidelity_score, {"protects": "staff"}, "'staff' is not enough", id="survey of staff"),
    pytest.param(response_24h, {"protects": "none"}, "'none' is not enough", id="inquiries of nobody"),
    pytest.param(response_24h, {"examples": _without("met")}, "none shows the practice met", id="none met"),
    pytest.param(response_24h, {"examples": _without("not met")}, "the practice not met", id="none not met"),
    pytest.param(response_24h, {"examples": ()}, "none shows the practice met", id="no example"),
    pytest.param(response_24h, {"examples": _first_example(outcome="mte")}, "'mte'", id="outcome"),
    pytest.param(response_24h, {"examples": _first_example(by=("unt",))}, "'unt'", id="example's split"),
    pytest.param(response_24h, {"examples": _first_example(grain="week")}, "'week'", id="example's grain"),
    pytest.param(response_24h, _stands("director.scorcard"), "'director.scorcard'", id="slot"),
    pytest.param(response_24h, _stands("manager.list"), "'manager.list'", id="slot of lists"),
    pytest.param(response_24h, _stands("director.trend", key="Leaders"), "'Leaders'", id="key"),
    pytest.param(response_24h, _stands("equity.by_group"), "'question' is not said", id="words not said"),
    pytest.param(
        response_24h,
        _stands("director.trend", words={"question": "Who?"}),
        "'question'",
        id="words not asked",
    ),
    pytest.param(
        response_24h,
        _stands("equity.by_group", words={"question": "Which {group}?"}),
        "the places are ['group'], not []",
        id="place of a template",
    ),
    pytest.param(
        response_24h,
        _stands("equity.by_group", words={"question": ("One?", "Many?")}),
        "only what is counted",
        id="two forms of what is not counted",
    ),
    pytest.param(
        overdue_open,
        _stands("director.over_target", words={"counted": "{count} are open"}),
        "only what is counted",
        id="one form of what is counted",
    ),
    pytest.param(
        response_24h,
        _stands("director.by_domain", words={"question": "Who?"}),
        "split that the slot needs: there is no 'domain'",
        id="split of the slot",
    ),
    pytest.param(
        response_24h,
        {"stands": (Stand("director.scorecard"), Stand("director.scorecard"))},
        "'director.scorecard' is taken twice",
        id="slot twice",
    ),
    pytest.param(
        vacancy_rate, _stands("manager.waiting", key="waiting"), "the anchor of 'time_to", id="anchor in use"
    ),
    pytest.param(response_24h, _published(("decade", ())), "'decade'", id="period of a published table"),
    pytest.param(response_24h, _published(("year", ("step",))), "'step'", id="split of a published table"),
    pytest.param(
        response_24h,
        _published(("year", ("race", "division")), ("year", ("division", "race"))),
        "stands twice",
        id="published table twice",
    ),
    pytest.param(
        response_24h,
        _published(("year", ("race",)), ("quarter", ("division",))),
        "two tables have the year by [] in common",
        id="sum that two published tables share",
    ),
    pytest.param(caseload_load, _published(("year", ())), "about staff", id="published figure about staff"),
    pytest.param(
        time_to_acknowledgement, _published(("year", ())), "no part 'num'", id="published without counts"
    ),
    pytest.param(
        overdue_open, _published(("year", ()), ("quarter", ())), "one grain only", id="published moments"
    ),
    pytest.param(decision_rate, {"linked": ""}, "linked: counts that do not add", id="published unlinked"),
    pytest.param(response_24h, {"linked": "answers"}, "and only they do", id="linked though it adds up"),
    pytest.param(vacancy_rate, {"linked": "posts"}, "nothing of it is published", id="linked, not published"),
    pytest.param(relative_rate_index, {"chained": False}, "exactly one", id="none is chained"),
    pytest.param(decision_rate, {"chained": True}, "exactly one", id="two are chained"),
    pytest.param(
        relative_rate_index, _published(("year", ("race",))), "is split by 'step'", id="chained without steps"
    ),
    pytest.param(
        decision_rate, _published(("year", ("step", "race"))), "in other tables", id="linked in other tables"
    ),
    pytest.param(
        response_24h,
        {"examples": _first_example(tables={"inquiries": ({"recieved_at": ""},)})},
        "'recieved_at'",
        id="example's column",
    ),
]


@pytest.mark.parametrize(("module", "changes", "word"), DEFINITIONS)
def test_a_slip_in_a_definition_is_refused_with_file_and_word(monkeypatch, module, changes, word):
    slipped(monkeypatch, module, **changes)
    told = refusal()
    assert f"{module.__name__.replace('.', '/')}.py:\n" in told
    assert word in told


def _with_field(named, **changes):
    return tuple(replace(f, **changes) if f.name == named else f for f in inquiries.CONTRACT.fields)


def _one_at_a_time(of, start):
    return {"one_at_a_time": (OneAtATime(of, start, "resolved_at"),)}


def _list(**changes):
    return {"work_lists": (replace(inquiries.OPEN_INQUIRIES, **changes),)}


CONTRACTS = [
    pytest.param({"source": "inquires"}, "'inquires'", id="source is not the file's name"),
    pytest.param({"key": ("inquiry",)}, "'inquiry'", id="key"),
    pytest.param({"events": ("recieved_at",)}, "'recieved_at'", id="event"),
    pytest.param({"events": ("channel",)}, "'channel'", id="event that is no date"),
    pytest.param({"protects": "clients"}, "'clients'", id="protects"),
    pytest.param({"fields": _with_field("topic", kind="txet")}, "'txet'", id="kind of field"),
    pytest.param({"fields": _with_field("topic", kind="choice")}, "'topic'", id="choice without choices"),
    pytest.param({"fields": _with_field("topic", choices=("a",))}, "'topic'", id="choices of a text"),
    pytest.param({"fields": _with_field("topic", minimum=0)}, "'topic'", id="minimum of a text"),
    pytest.param({"fields": _with_field("topic", name="unit")}, "'unit' stands twice", id="field twice"),
    pytest.param({"grain": "weak"}, "'weak'", id="grain of a source"),
    pytest.param({"begins": "recieved_at"}, "'recieved_at'", id="beginning"),
    pytest.param({"begins": "channel"}, "'channel'", id="beginning that is no date"),
    pytest.param({"partition": ("ticket",)}, "'ticket'", id="partition"),
    pytest.param(_one_at_a_time(("ticket",), "received_at"), "'ticket'", id="what may not overlap"),
    pytest.param(_one_at_a_time(("inquiry_id",), "topic"), "'topic'", id="overlap of what is no date"),
    pytest.param({"places": True}, "places: another source says so too", id="places twice"),
    pytest.param(_list(id="Open list"), "small letters", id="id of a work list"),
    pytest.param(_list(id="worker_loads"), "in use by another list", id="id of two work lists"),
    pytest.param(_list(needs={"inquires": ()}), "'inquires'", id="source of a work list"),
    pytest.param(_list(needs={"inquiries": ("due",)}), "'due'", id="column of a work list"),
    pytest.param(_list(kept={"inquiry_id": "txet"}), "'txet'", id="type of what is kept"),
    pytest.param(_list(stands=(Stand("manager.dew"),)), "'manager.dew'", id="slot of a work list"),
    pytest.param(_list(stands=(Stand("director.trend"),)), "'director.trend'", id="slot of measures"),
    pytest.param(_list(stands=(Stand("manager.due"),)), "'late' is not said", id="words of a work list"),
    pytest.param(_list(columns=(("id", "Inquiry"),)), "'state'", id="column that the slot draws"),
    pytest.param(
        {"checks": (replace(inquiries.CONTRACT.checks[0], field="acknowledged"),)},
        "'acknowledged'",
        id="field of a check",
    ),
    pytest.param(
        {"checks": (replace(inquiries.CONTRACT.checks[0], outcome="drop"),)},
        "'drop'",
        id="outcome of a check",
    ),
]


@pytest.mark.parametrize(("changes", "word"), CONTRACTS)
def test_a_slip_in_a_source_is_refused_with_file_and_word(monkeypatch, changes, word):
    monkeypatch.setattr(inquiries, "CONTRACT", replace(inquiries.CONTRACT, **changes))
    told = refusal()
    assert "pipelines/sources/inquiries.py:\n" in told
    assert word in told


ELSEWHERE = "from pipelines.indicators.response_24h import INDICATOR as KNOWN\n"


def test_a_file_that_says_indicators_for_indicator_is_refused(scratch):
    scratch(pipelines.indicators, "scratch", ELSEWHERE + "INDICATORS = (KNOWN,)\n")
    assert "pipelines/indicators/scratch.py:\n  there is no INDICATOR" in refusal()


def test_a_list_of_indicators_is_no_indicator(scratch):
    scratch(pipelines.indicators, "scratch", ELSEWHERE + "INDICATOR = (KNOWN,)\n")
    assert "pipelines/indicators/scratch.py:\n  there is no INDICATOR" in refusal()


def test_a_copied_file_with_the_id_left_as_it_was_is_refused(scratch):
    scratch(pipelines.indicators, "scratch", ELSEWHERE + "INDICATOR = KNOWN\n")
    told = refusal()
    assert "pipelines/indicators/scratch.py:\n  id 'response_24h' is in use" in told


def test_a_new_file_with_an_id_of_its_own_is_taken_in(scratch):
    text = (
        "from dataclasses import replace\n"
        + ELSEWHERE
        + "INDICATOR = replace(KNOWN, id='scratch', stands=())\n"
    )
    scratch(pipelines.indicators, "scratch", text)
    assert "scratch" in register()


def test_a_source_file_without_a_contract_is_refused(scratch):
    scratch(pipelines.sources, "scratch", "CONTRACTS = ()\n")
    assert "pipelines/sources/scratch.py:\n  there is no CONTRACT" in refusal()


def test_a_source_that_has_no_place_in_the_order_is_refused(scratch):
    text = "from dataclasses import replace\nfrom pipelines.sources.roster import CONTRACT as KNOWN\n"
    scratch(pipelines.sources, "scratch", text + "CONTRACT = replace(KNOWN, source='scratch')\n")
    assert "pipelines/sources/scratch.py:\n  'scratch' has no place in ORDER" in refusal()


def test_a_source_in_the_order_without_a_file_is_refused(monkeypatch):
    monkeypatch.setattr(sources, "ORDER", (*sources.ORDER, "supervision"))
    assert "pipelines/sources/supervision.py:\n  there is no such file" in refusal()


KIND_SLIPS = [
    pytest.param({"chart": "xrm"}, "'xrm'", id="chart"),
    pytest.param({"people": "dne"}, "'dne'", id="people"),
    pytest.param({"adds_over": "unit"}, "'unit'", id="adds over"),
    pytest.param({"id": "gap"}, "'gap' stands 2 times", id="id twice"),
    pytest.param({"look": Look(further=(Further("p9O", "Nine in ten"),))}, "'p9O'", id="column not held"),
    pytest.param(
        {"look": Look(further=(Further("bands", "Spread", "day"),))}, "'day'", id="unit of a column"
    ),
    pytest.param({"look": Look(second_line=SecondLine("p90", "9 in 10", "half"))}, "'p90'", id="second line"),
    pytest.param({"look": Look(pictures=("band",))}, "'band'", id="picture"),
    pytest.param({"look": Look(pictures=("bridge",))}, "drawn from Gap", id="picture of another record"),
    pytest.param({"compare": lambda *sides: None}, "must be Compared", id="comparison without its record"),
]


@pytest.mark.parametrize(("change", "word"), KIND_SLIPS)
def test_a_slip_in_a_kind_is_refused_with_its_file_and_the_word(monkeypatch, change, word):
    monkeypatch.setattr(scores, "KINDS", tuple(replace(kind, **change) for kind in scores.KINDS))
    told = refusal()
    assert "pipelines/counting/kinds/scores.py:\n" in told
    assert word in told


ITEMS = [
    pytest.param("LB-13d", {"parent_id": "LB-99"}, "'LB-99'", id="parent that is not there"),
    pytest.param("LB-13d", {"parent_id": "LB-13a"}, "'LB-13a'", id="parent of the wrong kind"),
    pytest.param("LB-13d", {"kind": "leterred"}, "'leterred'", id="kind"),
    pytest.param("LB-13d", {"crosswalk": ("PB23-ACC-99",)}, "'PB23-ACC-99'", id="crosswalk"),
    pytest.param("LB-13d", {"measurable_by": ("XX",)}, "'XX'", id="source code"),
    pytest.param("LB-13d", {"role": "boss"}, "'boss'", id="role"),
    pytest.param("LB-13d", {"confidence": "sure"}, "'sure'", id="confidence"),
    pytest.param("LB-13d", {"id": "LB-13c"}, "LB-13c stands 2 times", id="id twice"),
]


@pytest.mark.parametrize(("id", "changes", "word"), ITEMS)
def test_a_slip_in_the_catalogue_is_refused(monkeypatch, id, changes, word):
    rows = behaviours.rows
    cells = {k: " ".join(v) if isinstance(v, tuple) else v for k, v in changes.items()}

    def read(name):
        return [row | cells if row["id"] == id else row for row in rows(name)]

    monkeypatch.setattr(behaviours, "rows", read)
    _forget_catalogue()
    try:
        told = refusal()
    finally:
        monkeypatch.undo()
        _forget_catalogue()
    assert "pipelines/catalog/leadership_2016.csv:\n" in told
    assert word in told


def _forget_catalogue():
    behaviours.items.cache_clear()
    behaviours._by_id.cache_clear()


def test_all_slips_are_told_together_by_file(monkeypatch, scratch):
    slipped(monkeypatch, response_24h, direction="hihger", unit="days")
    slipped(monkeypatch, overdue_open, last=frozenset({"nmu"}))
    monkeypatch.setattr(surveys, "CONTRACT", replace(surveys.CONTRACT, key=("item", "respones_id")))
    scratch(pipelines.indicators, "scratch", "INDICATORS = ()\n")
    told = refusal().splitlines()
    files = [line for line in told if line.endswith(".py:")]
    assert files == [
        "pipelines/indicators/overdue_open.py:",
        "pipelines/indicators/response_24h.py:",
        "pipelines/indicators/scratch.py:",
        "pipelines/sources/surveys.py:",
    ]
    below = told[told.index("pipelines/indicators/response_24h.py:") + 1 :][:2]
    assert ["'days'" in below[0], "'hihger'" in below[1]] == [True, True]


def test_what_was_meant_is_suggested(monkeypatch):
    slipped(monkeypatch, response_24h, direction="hihger")
    assert "direction: there is no 'hihger'. Did you mean 'higher'?" in refusal()


# ---- at start: before anything is counted, shown or served

INQUIRY = {"inquiry_id": "a", "received_at": "2025-03-03 09:00", "acknowledged_at": "", "unit": "U"}


@pytest.fixture
def slip(monkeypatch):
    def make():
        slipped(monkeypatch, fidelity_score, protects="respondents")
        register.cache_clear()

    return make


def test_a_build_is_refused_before_a_file_is_read(tmp_path, slip):
    engine = open_database(f"sqlite:///{tmp_path / 'store'}", create=True)
    slip()
    for run in (lambda: build([tmp_path / "nowhere"], engine, load_profile(None)), lambda: _check(tmp_path)):
        with pytest.raises(DataError, match="respondents"):
            run()


def _check(folder):
    return check_only([write_tables(folder / "files", {"inquiries": [INQUIRY]})], load_profile(None))


def test_the_door_does_not_open(tmp_path, slip):
    built(tmp_path, {"inquiries": [INQUIRY]}, "2025-03-31")
    slip()
    with pytest.raises(DataError, match="fidelity_score"):
        Reports(open_database(f"sqlite:///{tmp_path / 'store'}"))


def test_the_application_is_not_made(tmp_path, slip):
    built(tmp_path, {"inquiries": [INQUIRY]}, "2025-03-31")
    slip()
    with pytest.raises(DataError, match="fidelity_score"):
        app.make(Settings(database=f"sqlite:///{tmp_path / 'store'}"))


START = """
from dataclasses import replace
from pipelines.indicators import fidelity_score
from pipelines.sources import inquiries
fidelity_score.INDICATOR = replace(fidelity_score.INDICATOR, protects="respondents")
topic = replace(inquiries.CONTRACT.field("topic"), kind="txet")
fields = tuple(topic if f.name == "topic" else f for f in inquiries.CONTRACT.fields)
inquiries.CONTRACT = replace(inquiries.CONTRACT, fields=fields)
from pipelines.cli.commands import main
main()
"""


@pytest.mark.parametrize("words", [("show", "response_24h"), ("build", "."), ("check", "."), ("serve",)])
def test_the_command_line_tells_it_without_a_traceback(tmp_path, words):
    """In a process of its own, so that tables are made from the contract with the slip as well."""
    where = ["--database", f"sqlite:///{tmp_path / 'store'}"] if words[0] != "check" else []
    done = subprocess.run(
        [sys.executable, "-c", START, *words, *where],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    assert "pipelines/indicators/fidelity_score.py:" in done.stderr
    assert "pipelines/sources/inquiries.py:" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_indicator_is_added_to_the_register_once_it_was_checked():
    first = next(iter(register()))
    with pytest.raises(TypeError):
        register()["unchecked"] = register()[first]
    assert "unchecked" not in register()
