"""Every recipe of CONTRIBUTING.md is carried out by the test it names, in the files it names and in no more."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MOST = {
    "An indicator": 1,
    "A source": 2,
    "A page": 2,
    "A dimension": 3,
    "A kind of figure": 2,
    "A sentence": 1,
}
"""Recipe -> files that it may touch, written by hand."""
MEASURE = "pipelines/indicators/"
"""A kind is tried by a measure of it: that is another recipe's file."""


@dataclass(frozen=True)
class Recipe:
    """What a recipe says: its files, with a word in capitals for the new one's name, and its tests."""

    files: tuple[str, ...]
    tests: tuple[str, ...]


def recipes() -> dict[str, Recipe]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n## Recipes\n")[1]
    return {part.split("\n")[0]: recipe(part) for part in text.split("\n### ")[1:]}


def recipe(part: str) -> Recipe:
    (files,) = re.findall(r"^Files: (.*)$", part, re.MULTILINE)
    (kept,) = re.findall(r"^Kept true by (.*)$", part, re.MULTILINE)
    return Recipe(tuple(re.findall(r"`([^`]+)`", files)), tuple(re.findall(r"`([^`]+::[^`]+)`", kept)))


def function(test: str) -> ast.FunctionDef:
    """The test of that name, read from its source: tests/x.py::test_y."""
    path, name = test.split("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    (found,) = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name]
    return found


def touched_in(test: ast.FunctionDef) -> list[str]:
    """The list which the test holds the touched files against: assert touched == [...]."""
    return [
        file
        for node in ast.walk(test)
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare)
        if ast.unparse(node.test.left) == "touched" and isinstance(node.test.ops[0], ast.Eq)
        for file in ast.literal_eval(node.test.comparators[0])
    ]


def fits(file: str, pattern: str) -> bool:
    return bool(re.fullmatch(re.sub(r"[A-Z]+", "[a-z_]+", re.escape(pattern)), file))


def test_there_is_a_recipe_for_each_thing_that_is_added():
    assert list(recipes()) == list(MOST)


@pytest.mark.parametrize("name", MOST)
def test_the_test_of_a_recipe_touches_its_files_and_no_more(name):
    said = recipes()[name]
    touched = [file for test in said.tests for file in touched_in(function(test))]
    if name != "An indicator":
        touched = [file for file in touched if not file.startswith(MEASURE)]
    assert 0 < len(touched) <= MOST[name]
    assert [file for file in touched if not any(fits(file, p) for p in said.files)] == []
    assert [p for p in said.files if not any(fits(file, p) for file in touched)] == []


def test_a_list_of_files_is_read_from_an_assertion_alone():
    test = ast.parse("def test_x():\n    assert touched == ['a.py']\n    touched == ['b.py']\n").body[0]
    assert touched_in(test) == ["a.py"]
    assert fits("dashboard/pages/case_reviews.py", "dashboard/pages/ID.py")
    assert not fits("dashboard/shell/address.py", "dashboard/pages/ID.py")
