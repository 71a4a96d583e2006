"""Role names stand in the policy table and nowhere else that ships: the source is read to see it."""

import ast
from pathlib import Path

import pytest

from pipelines.questions import policy

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "pipelines" / "questions" / "policy.py"
ROLES = {"director", "manager", "supervisor", "equity"}
CONSTANTS = {"DIRECTOR", "MANAGER", "SUPERVISOR", "EQUITY"}
OTHER_WORDS = {
    # The same words in another sense: who answers an inquiry, holds a post or rates a leader.
    "pipelines/questions/dimensions.py",
    "pipelines/indicators/response_24h_expectation.py",
    "pipelines/indicators/response_24h_leadership.py",
    # The ids of pages.
    "dashboard/shell/page_list.py",
}
MAY_USE_CONSTANTS = {"pipelines/gate/views.py"}
"""The table of what is protected and who asks."""


def shipped():
    files = [ROOT / "app.py", *(ROOT / "pipelines").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]
    return [f for f in files if f != TABLE]


def words(tree):
    """Lines that hold a role's name as text."""
    return [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value in ROLES]


def uses(tree):
    """Lines that use a constant of a role, or compare somebody's role with anything."""
    found = []
    for node in ast.walk(tree):
        names = {getattr(node, "id", ""), getattr(node, "attr", "")}
        if isinstance(node, ast.ImportFrom):
            names |= {alias.name for alias in node.names}
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        compared = any(isinstance(s, ast.Attribute) and s.attr == "role" for s in sides)
        into = compared and not isinstance(node.ops[0], ast.NotIn | ast.In)
        found += [getattr(node, "lineno", 0)] if names & CONSTANTS or into else []
    return found


def test_the_reader_of_the_source_sees_a_role():
    assert words(ast.parse("if who == 'manager': pass")) == [1]
    assert uses(ast.parse("from pipelines.questions.policy import EQUITY")) == [1]
    assert uses(ast.parse("\nif actor.role == chosen: pass")) == [2]
    assert set(policy.ROLES) == ROLES


@pytest.mark.parametrize("path", shipped(), ids=lambda p: str(p.relative_to(ROOT)))
def test_roles_are_named_in_the_policy_table_only(path):
    name = str(path.relative_to(ROOT))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert name in OTHER_WORDS or words(tree) == []
    assert name in MAY_USE_CONSTANTS or uses(tree) == []


def test_what_is_excepted_is_still_there():
    assert {n for n in OTHER_WORDS if words(ast.parse((ROOT / n).read_text(encoding="utf-8")))} == OTHER_WORDS
