"""Indicators and sources stand alone: no other file names their ids, and one added in a copy shows up everywhere."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.register.indicators import register
from tests import new_indicator, new_source

ROOT = Path(__file__).resolve().parents[1]
OWN = (Path("pipelines", "indicators"), Path("pipelines", "sources"))
ORDER, CHOICE = "the order of the sources", "one of the county's choices, or what a word is looked for among"
OTHER_SENSES = {
    **{("pipelines/register/sources.py", p.stem): ORDER for p in (ROOT / OWN[1]).glob("[a-z]*.py")},
    ("pipelines/counting/definition.py", "organisation"): CHOICE,
    ("pipelines/answers/choices.py", "organisation"): CHOICE,
    ("pipelines/questions/errors.py", "organisation"): CHOICE,
    ("pipelines/questions/selection.py", "organisation"): CHOICE,
    ("pipelines/counting/kinds/staffing.py", "positions"): "a part of the cells of vacancy",
    ("pipelines/store/upgrades/step_0003_work_lists.py", "overdue_open"): "what an older store says",
    ("pipelines/store/upgrades/step_0003_work_lists.py", "caseload_load"): "what an older store says",
}
"""(file, word) -> what the word means there."""


def ids() -> set[str]:
    """Every indicator and source there is, by the names of their files."""
    return {p.stem for room in OWN for p in (ROOT / room).glob("[a-z]*.py")}


def shipped() -> list[Path]:
    rooms = (ROOT / "pipelines", ROOT / "dashboard")
    found = [p.relative_to(ROOT) for room in rooms for p in room.rglob("*.py")]
    return [Path("app.py"), *(p for p in found if p.parent not in OWN)]


def named(source: str, known: set[str]) -> set[str]:
    """The ids that a source holds as text, whole."""
    return {
        n.value
        for n in ast.walk(ast.parse(source))
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value in known
    }


def taken(source: str) -> set[str]:
    """What a source imports out of the two folders."""
    modules = {f"{room.parts[0]}.{room.parts[1]}" for room in OWN}
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names if any(a.name.startswith(f"{m}.") for m in modules)}
        if isinstance(node, ast.ImportFrom) and any(f"{node.module}.".startswith(f"{m}.") for m in modules):
            found |= {f"{node.module}.{a.name}" for a in node.names}
    return found


def test_no_file_names_an_indicator_or_a_source_but_its_own():
    found = {
        (path.as_posix(), id)
        for path in shipped()
        for id in named((ROOT / path).read_text(encoding="utf-8"), ids())
    }
    assert found == set(OTHER_SENSES)


def test_no_file_takes_anything_out_of_their_folders():
    """The register reads the folders; whatever else is wanted of a source or an indicator, it declares."""
    found = {p.as_posix(): taken((ROOT / p).read_text(encoding="utf-8")) for p in shipped()}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "dashboard" / "assets").glob("panel.*")))
def test_neither_script_nor_style_names_one(name):
    text = (ROOT / "dashboard" / "assets" / name).read_text(encoding="utf-8")
    assert set(re.findall(r"[a-z0-9_]+", text)) & ids() <= {"positions"}


def test_a_name_would_be_seen():
    assert named("x = {'surveys': 1}", {"surveys"}) == {"surveys"}
    assert taken("from pipelines.indicators import overdue_open") == {"pipelines.indicators.overdue_open"}
    assert taken("from pipelines.sources.surveys import x") == {"pipelines.sources.surveys.x"}
    assert taken("import pipelines.indicators") == set()
    assert len(ids()) >= 20


# ---- one more of each, as somebody would add it


def seen_in(copy: Path, module: str, folder: Path) -> dict:
    """What `as_shown` of a test module says of the product in that copy, in a process of its own."""
    asked = f"from tests.{module} import as_shown; as_shown({str(folder)!r})"
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def with_an_indicator(tmp_path_factory) -> tuple[list[str], dict]:
    folder = tmp_path_factory.mktemp("indicator")
    copy, touched = new_indicator.added(ROOT, folder)
    return touched, seen_in(copy, "new_indicator", folder)


@pytest.fixture(scope="module")
def with_a_source(tmp_path_factory) -> tuple[list[str], dict]:
    folder = tmp_path_factory.mktemp("source")
    copy, touched = new_source.added(ROOT, folder)
    return touched, seen_in(copy, "new_source", folder)


def test_an_indicator_is_one_file(with_an_indicator):
    touched, _ = with_an_indicator
    assert touched == ["pipelines/indicators/by_phone.py"]


def test_a_new_indicator_stands_where_it_says_it_does(with_an_indicator):
    _, seen = with_an_indicator
    assert [m for m in seen["scorecard"] if "phone" in m or "hours, all" in m] == [
        "Asked by phone",
        "Acknowledged within 24 business hours, all staff",
    ]
    assert seen["trend"] == "Who rings up?"
    assert seen["groups"] == ["Do families of every group ring up?", "75% 53% to 89%"]


def test_a_new_indicator_is_in_every_list(with_an_indicator):
    """Measures, Methods, coverage of the practice model, the command line: from the register alone."""
    _, seen = with_an_indicator
    assert seen["measures"][2:4] == ["response_24h", "by_phone"]
    assert seen["measure"] == "Asked by phone: 69% in December 2025"
    assert seen["methods"].startswith(f"{len(register()) + 1} measures reach")
    assert "Asked by phone" in seen["summaries"]
    assert "by_phone" in seen["covered"]
    # 15 of 20 and 40 of 60.
    assert seen["shown"] == ["2025-12", "shown", "55", "80", "0.6875"]


def test_a_new_indicator_says_a_change_in_its_own_words(with_an_indicator):
    _, seen = with_an_indicator
    assert seen["better"] == "More people ring up in North"


def test_a_new_indicator_is_published_in_the_tables_it_declares_and_in_no_other(with_an_indicator):
    """15 of 20 leave five, which is small; and 55 of 80 less 40 of 60 would tell them."""
    _, seen = with_an_indicator
    assert seen["published"] == {
        "White": "hidden",
        "Black": "hidden",
        "total": "shown",
        "splits": ["race"],
        "quarter": "refused",
    }


def test_a_source_is_its_file_and_a_place_in_the_order(with_a_source):
    touched, _ = with_a_source
    assert touched == ["pipelines/register/sources.py", "pipelines/sources/visits.py"]


def test_a_new_source_is_loaded_checked_and_told_on_the_data_desk(with_a_source):
    """Three rows, one of which ends before it begins; visits end on 2 June, and two days are allowed."""
    _, seen = with_a_source
    assert seen["feed"] == ["Visits by supervisors", "2 Jun 2025", 26, 3, 2, 1]
    assert seen["reasons"] == ["it ended before it began"]
    assert seen["late"] == ["Visits by supervisors"]


def test_the_work_list_of_a_new_source_is_on_the_managers_page_and_can_be_downloaded(with_a_source):
    _, seen = with_a_source
    assert seen["card"] == ["Which visits are not written up?", "1 row."]
    assert seen["rows"] == [["Visit", "Unit", "Days"], ["v2", "U", "0"]]
    assert seen["file"] == [["Visit", "Unit", "Days"], ["v2", "U", "0"]]
    assert seen["as_of"] == "2 Jun 2025 23:59"
    assert seen["why"] == "No Visits by supervisors file is loaded. Load one to see this."
