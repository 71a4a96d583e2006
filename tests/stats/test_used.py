"""Statistics that are tested are those that run: none is kept for its tests alone."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATS = ROOT / "pipelines" / "stats"


def public_functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [n for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def names_in(node: ast.AST) -> set[str]:
    """Every name that a piece of code reads, imports or takes from something."""
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            found.add(each.id)
        elif isinstance(each, ast.Attribute):
            found.add(each.attr)
        elif isinstance(each, ast.ImportFrom):
            found |= {alias.name for alias in each.names}
    return found


def reached(used_outside: set[str], functions: list[ast.FunctionDef]) -> set[str]:
    """Names used outside, and those of functions that these use in turn."""
    used, size = set(used_outside), -1
    while size != len(used):
        size = len(used)
        used |= {name for f in functions if f.name in used for name in names_in(f)}
    return used


def outside() -> set[str]:
    shipped = [p for room in ("pipelines", "dashboard") for p in (ROOT / room).rglob("*.py")]
    return {name for p in shipped if p.parent != STATS for name in names_in(ast.parse(p.read_text("utf-8")))}


FUNCTIONS = {(p.stem, f.name): f for p in sorted(STATS.glob("*.py")) for f in public_functions(p)}


def test_there_are_statistics():
    assert len(FUNCTIONS) > 20


@pytest.mark.parametrize(("module", "name"), FUNCTIONS)
def test_a_statistic_is_used_by_what_ships(module, name):
    classes = [
        node
        for p in STATS.glob("*.py")
        for node in ast.parse(p.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
    ]
    used_by_classes = {n for c in classes for n in names_in(c)}
    assert name in reached(outside() | used_by_classes, list(FUNCTIONS.values()))


def test_a_statistic_that_only_itself_uses_would_be_seen():
    tree = ast.parse("def a(): return b()\ndef b(): return 1\ndef c(): return c()")
    assert {"a", "b"} <= reached({"a"}, tree.body)
    assert "c" not in reached({"a"}, tree.body)
