"""The door and its written face are one: what the screen is typed against is what it gets."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import get_type_hints

import pytest

from pipelines.answers.cards import IndicatorCard
from pipelines.catalog.behaviours import BehaviourCoverage, ItemCoverage
from pipelines.counting.definition import Example
from pipelines.questions import door
from pipelines.questions.door import Door
from pipelines.reports import Reports

SCREEN = Path(__file__).resolve().parents[2] / "dashboard"
SHAPES = {
    door.WorkedExample: Example,
    door.Card: IndicatorCard,
    door.BehaviourReached: BehaviourCoverage,
    door.ItemReached: ItemCoverage,
}
"""What the face names by what a reader sees of it -> what the door really gives."""
QUESTIONS = (
    "changes",
    "county",
    "coverage",
    "coverage_2023",
    "data_desk",
    "demo_scope",
    "fetch",
    "options",
    "register",
    "work_list",
    "work_lists",
)


def public(face: type) -> list[str]:
    return sorted(name for name in vars(face) if not name.startswith("_"))


def given(kind: object) -> str:
    """A type in words, with the real one in place of each shape."""
    said = str(kind).replace("typing.", "")
    for shape, real in SHAPES.items():
        said = said.replace(f"{shape.__module__}.{shape.__name__}", f"{real.__module__}.{real.__name__}")
    return said


def test_the_face_has_every_question_of_the_screen_and_no_more():
    assert tuple(public(Door)) == QUESTIONS


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_door_takes_and_gives_what_its_face_says(name):
    face, real = (inspect.signature(getattr(cls, name)) for cls in (Door, Reports))
    assert face.parameters == real.parameters
    assert given(face.return_annotation) == given(real.return_annotation)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda s: s.__name__)
def test_what_the_door_gives_has_every_attribute_its_face_names(shape):
    held = get_type_hints(SHAPES[shape])
    for name in public(shape):
        named = get_type_hints(vars(shape)[name].fget)["return"]
        assert given(named) == given(held[name]), name


def questions_in(source: str) -> Iterator[str]:
    """Names looked up on `reports` or on `….reports`, in the order of the source."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and _is_the_door(node.value):
            yield node.attr
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
            assert not _is_the_door(node.args[0]), "the door is asked by method, never by a word"


def _is_the_door(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) == "reports"
    )


def test_the_screen_asks_nothing_that_is_not_in_the_face():
    asked = {name for path in SCREEN.rglob("*.py") for name in questions_in(path.read_text(encoding="utf-8"))}
    assert asked == set(QUESTIONS)


def test_a_question_beside_the_face_would_be_seen():
    assert list(questions_in("def f(reader): return reader.reports.cells()")) == ["cells"]
    with pytest.raises(AssertionError, match="never by a word"):
        list(questions_in("getattr(reports, name)(actor)"))


def test_the_small_county_is_answered_by_the_door_itself(county):
    assert type(county) is Reports
