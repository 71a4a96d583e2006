"""Which tests stay together when they are shared out, and how the script that runs them all explains itself."""

import subprocess
from pathlib import Path

import pytest

from tests.spreading import LONGEST, TOGETHER, group_of, turn

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("node", "group"),
    [
        ("tests/test_gate.py::test_a[b::c]", "tests/test_gate.py"),
        ("tests/stats/test_spc.py::test_a", "tests/stats/test_spc.py"),
        ("tests/store/test_store_faults.py::test_a", "tests/store"),
        ("tests/browser/test_walk.py::test_a[chromium]", "tests/browser"),
    ],
)
def test_a_file_stays_with_one_worker_and_so_does_a_folder_that_shares_something(node, group):
    assert group_of(node) == group


def test_the_longest_start_first():
    groups = ["tests/stats/test_spc.py", *reversed(LONGEST)]
    assert sorted(groups, key=turn) == [*LONGEST, "tests/stats/test_spc.py"]


@pytest.mark.parametrize("name", [*TOGETHER, *LONGEST])
def test_what_is_named_is_there(name):
    assert (ROOT / name).exists()


def test_only_one_group_empties_the_postgresql_database():
    """Two workers would empty it under each other's hands."""
    users = {p for p in (ROOT / "tests").rglob("*.py") if "emptied_postgres(" in p.read_text("utf-8")}
    groups = {group_of(str(p.relative_to(ROOT))) for p in users - {Path(__file__).resolve()}}
    assert groups == {"tests/store"}


@pytest.mark.parametrize(("word", "code"), [("--help", 0), ("-h", 0), ("--fast", 2)])
def test_the_script_that_runs_everything_can_be_asked_what_it_does(word, code):
    asked = [str(ROOT / ".ci" / "run"), word]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=20)
    assert done.returncode == code
    assert "make test" in done.stdout + done.stderr
    assert "Installing" not in done.stdout
