"""The floors, read from the source: who may import whom, who makes what, and how modules are named."""

import ast
import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pipelines", "dashboard", "sample_data")
OURS = {*PACKAGES, "app", "tests", "benchmarks"}
DOOR, CARD = "pipelines/reports.py", "dashboard/drawing/card.py"
FLOORS = (
    "app",
    "dashboard.serving",
    "dashboard.pages",
    "dashboard.drawing",
    "dashboard.shell",
    "pipelines.cli",
    "pipelines.reports",
    "pipelines.answers",
    "pipelines.gate",
    "pipelines.building",
    "pipelines.store",
    "pipelines.intake",
    "pipelines.register",
    "pipelines.indicators",
    "pipelines.sources",
    "pipelines.counting",
    "pipelines.profile",
    "pipelines.words",
    "pipelines.catalog",
    "pipelines.stats",
    "pipelines.questions",
)
"""The rooms of the house, from the roof down. A module imports from its own room and from those below it."""
DOORS = ("pipelines.reports", "pipelines.words", "pipelines.questions")
"""All that the dashboard sees of the pipelines."""
INSIDE_A_COMMAND = {"pipelines.cli.commands": {"app", "sample_data.generate"}}
"""What starts the product may be reached from the command that starts it, not when it is imported."""


@cache
def sources() -> dict[str, Path]:
    """Module name -> file, of everything that ships."""
    found = {"app": ROOT / "app.py"}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(sources()[module].read_text(encoding="utf-8"))


def named(node: ast.AST) -> set[str]:
    """Modules that one import statement names; `from a import b` names a.b where that is a module."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        if node.level:
            return {"." * node.level + (node.module or "")}
        inner = {f"{node.module}.{alias.name}" for alias in node.names}
        return {name if name in sources() else node.module for name in inner}
    return set()


def imports(module: str, only_at_import_time: bool = False) -> set[str]:
    """Modules it imports anywhere, or only those run when it is imported itself."""
    found = set()
    todo = [tree(module)]
    while todo:
        node = todo.pop()
        found |= named(node)
        lazy = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or (
            isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        )
        if not (lazy and only_at_import_time):
            todo += ast.iter_child_nodes(node)
    return found


def ours(names: set[str]) -> set[str]:
    return {n for n in names if n.split(".")[0] in OURS}


def below(module: str, floor: str) -> bool:
    return module == floor or module.startswith(f"{floor}.")


def modules_in(floor: str) -> list[str]:
    return [m for m in sources() if below(m, floor)]


def floor_of(module: str) -> int | None:
    """Which floor a module belongs to, 0 at the top; None for the packages that only hold rooms."""
    return next((n for n, room in enumerate(FLOORS) if below(module, room)), None)


def above(module: str, only_at_import_time: bool = False) -> set[str]:
    """Modules of the product on a higher floor that it imports."""
    found = {n for n in ours(imports(module, only_at_import_time)) if not below(n, "sample_data")}
    return {n for n in found if floor_of(n) is None or floor_of(n) < floor_of(module)}


def test_the_tree_is_read():
    assert len(modules_in("pipelines")) > 60
    assert {"pipelines.reports", "pipelines.stats.spc", "dashboard.drawing.card"} <= set(sources())
    assert "pipelines.store.reading" in imports("pipelines.reports")


def test_every_module_belongs_to_a_room():
    homeless = {m for m in sources() if floor_of(m) is None and not below(m, "sample_data")}
    assert homeless == {"dashboard", "pipelines"}


def test_no_room_stands_empty():
    assert [room for room in FLOORS if not modules_in(room)] == []


@pytest.mark.parametrize("room", FLOORS)
def test_imports_point_down(room):
    wrong = {m: above(m) - INSIDE_A_COMMAND.get(m, set()) for m in modules_in(room)}
    assert {m: names for m, names in wrong.items() if names} == {}


def test_what_starts_the_product_is_imported_only_inside_its_command():
    for module, allowed in INSIDE_A_COMMAND.items():
        assert not imports(module, only_at_import_time=True) & allowed


def test_a_name_at_the_top_of_the_pipelines_is_a_room():
    names = {p.stem for p in (ROOT / "pipelines").iterdir() if p.suffix == ".py" or p.is_dir()}
    names -= {"__init__", "__pycache__"}
    assert {f"pipelines.{n}" for n in names} == {f for f in FLOORS if below(f, "pipelines")}
    assert len(names) <= 18


def test_the_pipelines_know_nothing_of_pages():
    for module in modules_in("pipelines"):
        wrong = {n for n in ours(imports(module)) if not below(n, "pipelines")}
        assert wrong <= INSIDE_A_COMMAND.get(module, set()), (module, wrong)


def test_the_pages_import_questions_words_and_the_door_only():
    seen = set()
    for module in modules_in("dashboard"):
        from_below = {n for n in ours(imports(module)) if not below(n, "dashboard")}
        seen |= from_below
        assert all(any(below(n, door) for door in DOORS) for n in from_below), (module, from_below)
    assert "pipelines.questions.released" in seen


def test_a_page_imports_no_page():
    for module in modules_in("dashboard.pages"):
        assert not {n for n in imports(module) if below(n, "dashboard.pages")} - {module}, module


def test_indicators_import_no_indicator_and_sources_no_source():
    for room in ("pipelines.indicators", "pipelines.sources"):
        for module in modules_in(room):
            assert not {n for n in imports(module) if below(n, room)} - {module}, module


def test_the_sample_county_is_made_without_the_product_that_counts_it():
    for module in modules_in("sample_data"):
        assert not {n for n in ours(imports(module)) if not below(n, "sample_data")}, module


def test_only_the_store_and_the_build_write_sql():
    """A select elsewhere would be a second way to the figures, past the gate."""
    allowed = {"pipelines.building.build", *modules_in("pipelines.store")}
    for module in sources():
        if module in allowed:
            continue
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("sqlalchemy"):
                names = {alias.name for alias in node.names}
                assert names <= {"Connection", "Engine"}, (module, names)


def test_row_level_tables_are_read_by_the_work_lists_alone():
    readers = {
        m
        for m in sources()
        for n in ast.walk(tree(m))
        if isinstance(n, ast.Attribute) and n.attr == "work_rows"
    }
    assert readers == {"pipelines.answers.work_lists"}


def calls(name: str) -> set[str]:
    """Files that call something of that name, whatever it hangs on."""
    found = set()
    for module, path in sources().items():
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call):
                last = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                if last == name:
                    found.add(str(path.relative_to(ROOT)))
    return found


def test_only_the_door_makes_a_released():
    assert calls("Released") == {DOOR}


def test_only_one_module_makes_a_graph():
    assert calls("Graph") == {CARD}


def test_no_module_is_called_by_a_word_that_says_nothing():
    empty_words = {"utils", "util", "common", "core", "helpers", "helper", "misc"}
    assert not {m for m in sources() if empty_words & set(m.split("."))}


def test_a_package_file_is_empty_or_one_docstring():
    for path in sorted(ROOT.rglob("__init__.py")):
        if ".venv" in path.parts:
            continue
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert [type(n) for n in body] in ([], [ast.Expr]), path.relative_to(ROOT)


@pytest.mark.parametrize("module", sorted(sources()))
def test_nothing_is_caught_that_is_not_named(module):
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            names = set(caught.strip("()").replace(" ", "").split(","))
            assert caught, f"line {node.lineno}"
            assert not names & {"Exception", "BaseException"}, f"line {node.lineno}"


def test_no_assert_checks_input_in_what_ships():
    """`python -O` would leave it out."""
    for module in sources():
        lines = [n.lineno for n in ast.walk(tree(module)) if isinstance(n, ast.Assert)]
        assert not lines, (module, lines)


def test_imports_are_absolute():
    for module in sources():
        assert not {n for n in imports(module) if n.startswith(".")}, module


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """One cycle of the graph, or []."""
    done, path = set(), []

    def walk(node: str) -> list[str]:
        if node in path:
            return path[path.index(node) :]
        if node in done:
            return []
        path.append(node)
        for other in sorted(graph.get(node, ())):
            if found := walk(other):
                return found
        path.pop()
        done.add(node)
        return []

    for start in sorted(graph):
        if found := walk(start):
            return list(found)
    return []


def test_the_cycle_finder_finds_one():
    assert set(cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}
    assert cycle({"a": {"b", "c"}, "b": {"c"}}) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_imports_itself_in_a_circle(package):
    names = set(modules_in(package))
    graph = {m: {n for n in imports(m, only_at_import_time=True) if n in names} - {m} for m in names}
    assert cycle(graph) == []


def test_everything_imported_is_ours_the_standard_library_or_a_listed_requirement():
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    listed = {re.split(r"[^\w-]", line)[0].lower().replace("-", "_") for line in lines}
    # flask brings werkzeug.
    allowed = listed | OURS | {"werkzeug"} | set(sys.stdlib_module_names)
    for module in sources():
        heads = {n.split(".")[0] for n in imports(module)}
        assert heads <= allowed, (module, heads - allowed)


ONE_NAME_IN_TWO_ROOMS = {"data_desk", "standing", "work_lists", "equity", "organisation"}
"""Modules that may share a name: a page and what it is made of, a declaration and what is said of it."""


def test_no_name_stands_for_two_things():
    stems, classes = Counter(), Counter()
    for module in (m for m in sources() if not below(m, "sample_data")):
        stems[module.rsplit(".", 1)[-1]] += not sources()[module].name.startswith("__")
        classes.update(n.name for n in ast.walk(tree(module)) if isinstance(n, ast.ClassDef))
    assert {c for c, n in classes.items() if n > 1} == set()
    ours_only = {s for s, n in stems.items() if n > 1}
    assert ours_only - ONE_NAME_IN_TWO_ROOMS == set()


SHAPE = {"function median": 7, "function p90": 20, "module median": 90, "longest module": 299}


def test_the_house_keeps_its_shape():
    """Most functions are read at a glance, and a module answers one question."""
    modules = [m for m in sources() if not below(m, "sample_data")]
    lengths = sorted(len(sources()[m].read_text(encoding="utf-8").splitlines()) for m in modules)
    functions = sorted(
        n.end_lineno - n.lineno + 1
        for m in modules
        for n in ast.walk(tree(m))
        if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    found = {
        "function median": functions[len(functions) // 2],
        "function p90": functions[int(len(functions) * 0.9)],
        "module median": lengths[len(lengths) // 2],
        "longest module": lengths[-1],
    }
    assert {what: n for what, n in found.items() if n > SHAPE[what]} == {}
