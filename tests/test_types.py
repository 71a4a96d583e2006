"""Where the type checker is told to look away: seldom, by the code of the fault, and with the reason beside it."""

import re
import tokenize
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST = 40
WHOLE = re.compile(r"# type: ignore\[[a-z-]+(, [a-z-]+)*\]  # \w.{9,}")
"""What an ignore must look like: the codes it silences, then why."""


def ignores(source: Path) -> list[str]:
    """Comments of a file that speak to the type checker, told with their line."""
    with tokenize.open(source) as lines:
        comments = [t for t in tokenize.generate_tokens(lines.readline) if t.type == tokenize.COMMENT]
    return [
        f"{source.name}:{c.start[0]} {c.string}"
        for c in comments
        if re.search(r"type:\s*ignore|mypy:", c.string)
    ]


def checked() -> list[Path]:
    rooms = [p for room in ("pipelines", "dashboard", "sample_data") for p in (ROOT / room).rglob("*.py")]
    return [ROOT / "app.py", *rooms]


def wanting(found: list[str]) -> list[str]:
    return [line for line in found if not WHOLE.search(line)]


def test_the_product_is_told_to_be_ignored_in_few_places():
    found = [line for source in checked() for line in ignores(source)]
    assert 0 < len(found) <= MOST


def test_each_ignore_names_its_codes_and_its_reason():
    assert wanting([line for source in checked() for line in ignores(source)]) == []


def test_the_checker_is_pinned_and_make_lint_runs_it():
    assert re.search(r"^mypy==\d+\.\d+\.\d+\b", (ROOT / "requirements-dev.in").read_text(), re.MULTILINE)
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nlint:")[1].split("\n\n")[0]
    assert "\t$(PY) -m mypy" in recipe


def test_the_checker_looks_at_the_whole_product_and_inside_every_function():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["files"] == ["app.py", "pipelines", "dashboard", "sample_data"]
    wanted = ("check_untyped_defs", "disallow_incomplete_defs", "no_implicit_optional")
    wanted += ("warn_redundant_casts", "warn_unreachable", "warn_unused_ignores")
    assert [name for name in wanted if not settings.get(name)] == []
    assert "ignore_errors" not in settings
    assert [o for o in settings["overrides"] if set(o) != {"module", "ignore_missing_imports"}] == []


@pytest.mark.parametrize(
    "comment",
    [
        "# type: ignore",
        "# type: ignore[arg-type]",
        "# type: ignore  # a reason without a code",
        "# type:ignore[arg-type]  # written otherwise than all the others",
        "# type: ignore[arg-type]  # short",
        "# mypy: ignore-errors",
    ],
)
def test_an_ignore_without_code_or_reason_is_found(comment, tmp_path):
    source = tmp_path / "room.py"
    source.write_text(f'WORDS = "# type: ignore"\nx = 1  {comment}\n', encoding="utf-8")
    assert wanting(ignores(source)) == [f"room.py:2 {comment}"]
