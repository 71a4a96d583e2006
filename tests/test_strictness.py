"""A skip names the tool it wants, and a strict run lets none pass."""

from pathlib import Path

import pytest

from tests import strictness

pytest_plugins = ["pytester"]
PLUGINS = ("-p", "no:dash", "-p", "no:playwright", "-p", "tests.strictness")


@pytest.fixture
def run(pytester, monkeypatch):
    """Return a function that runs a test file in its own pytest and says how its tests came out."""

    def outcomes(source, **environment):
        for name in ("CQI_TEST_STRICT", "CQI_TEST_POSTGRES_URL", "CQI_TEST_CHROMIUM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("PYTHONPATH", str(Path(strictness.__file__).parents[1]))
        pytester.makepyfile(source)
        result = pytester.runpytest_subprocess(*PLUGINS, "-rs")
        return result.parseoutcomes(), result.stdout.str()

    return outcomes


WANTS_POSTGRES = """
import pytest

@pytest.mark.postgres
def test_a_table_is_written():
    raise RuntimeError("never reached")
"""


def test_a_test_that_wants_postgres_skips_with_the_name_of_what_is_missing(run):
    outcomes, text = run(WANTS_POSTGRES)
    assert outcomes["skipped"] == 1
    assert "failed" not in outcomes
    assert "needs PostgreSQL: CQI_TEST_POSTGRES_URL names no server" in text


def test_a_strict_run_counts_that_skip_as_a_failure(run):
    outcomes, text = run(WANTS_POSTGRES, CQI_TEST_STRICT="1")
    assert "skipped" not in outcomes
    assert outcomes["errors"] == 1
    assert "lets nothing skip" in text


def test_a_strict_run_refuses_a_module_that_skips_as_a_whole(run):
    source = 'import pytest\npytest.skip("not today", allow_module_level=True)'
    assert run(source)[0] == {"skipped": 1}
    assert run(source, CQI_TEST_STRICT="1")[0]["errors"] == 1


def test_a_strict_run_lets_a_test_that_does_not_skip_pass(run):
    assert run("def test_it():\n    pass", CQI_TEST_STRICT="1")[0] == {"passed": 1}


def test_only_a_missing_shared_folder_excuses_a_skip(monkeypatch, tmp_path):
    monkeypatch.setattr(strictness, "SHARED", tmp_path / "nowhere")
    assert not strictness.forbids_skip("Skipped: needs ../shared: there is no such folder beside the clone")
    assert strictness.forbids_skip("Skipped: needs Chromium: none is installed")
    monkeypatch.setattr(strictness, "SHARED", tmp_path)
    assert strictness.forbids_skip("Skipped: needs ../shared: there is no such folder beside the clone")


def test_a_path_missing_from_a_shared_folder_that_is_there_fails(monkeypatch, tmp_path):
    monkeypatch.setattr(strictness, "SHARED", tmp_path)
    (tmp_path / "there.csv").touch()
    assert strictness.need_shared("there.csv") == tmp_path / "there.csv"
    with pytest.raises(pytest.fail.Exception, match="realdata/gone.csv"):
        strictness.need_shared("realdata", "gone.csv")
