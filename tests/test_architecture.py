"""The floors, read from the source: who may import whom, who makes what, and how modules are named."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("pipelines", "dashboard", "sample_data")
OURS = {*PACKAGES, "app", "tests", "benchmarks"}
CLI, DOOR, CARD = "pipelines.cli", "pipelines/reports.py", "dashboard/charts/card.py"
DASHBOARD_MAY = {
    "pipelines.reports",
    "pipelines.released",
    "pipelines.selection",
    "pipelines.dimensions",
    "pipelines.access",
    "pipelines.indicators.register",
    "pipelines.catalog.catalog",
    "pipelines.settings",
    "pipelines.errors",
    "pipelines.periods",
    "pipelines.sentences",
    "pipelines.listing",
    "pipelines.frame",
    "pipelines.definition",
}
"""Words, questions and released answers; never the store, the build, cells, sources or the profile."""
LAYERS = {
    "pipelines.stats": {"pipelines.stats"},
    "pipelines.disclosure": set(),
    "pipelines.errors": set(),
    "pipelines.periods": set(),
    "pipelines.intake": {
        "pipelines.intake",
        "pipelines.contracts",
        "pipelines.errors",
        "pipelines.profile",
        "pipelines.sources",
        "pipelines.dimensions",
        "pipelines.toml_table",
    },
    "pipelines.catalog": {"pipelines.catalog", "pipelines.errors"},
}
"""Floor -> the modules of ours it may import."""
READ_SIDE = (
    "pipelines.reports",
    "pipelines.ask",
    "pipelines.operational",
    "pipelines.published",
    "pipelines.surveyview",
    "pipelines.figures",
    "pipelines.released",
)
BUILD_SIDE = {
    "pipelines.build",
    "pipelines.engine",
    "pipelines.facts",
    "pipelines.contracts",
    "pipelines.store.publish",
    "pipelines.store.keeping",
    "pipelines.sources",
    "pipelines.intake",
}


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


def test_the_tree_is_read():
    assert len(modules_in("pipelines")) > 60
    assert {"pipelines.reports", "pipelines.stats.spc", "dashboard.charts.card"} <= set(sources())
    assert "pipelines.store.reading" in imports("pipelines.reports")


@pytest.mark.parametrize("floor", LAYERS)
def test_a_lower_floor_imports_only_what_lies_below_it(floor):
    for module in modules_in(floor):
        above = {n for n in ours(imports(module)) if not any(below(n, allowed) for allowed in LAYERS[floor])}
        assert not above, (module, above)


def test_the_pipelines_know_nothing_of_pages_but_for_the_command_line_when_it_serves():
    for module in modules_in("pipelines"):
        wrong = {n for n in ours(imports(module)) if not below(n, "pipelines")}
        if module == CLI:
            assert wrong <= {"app", "sample_data.generate"}
            assert not {
                n for n in ours(imports(module, only_at_import_time=True)) if not below(n, "pipelines")
            }
        else:
            assert not wrong, (module, wrong)


def test_the_pages_import_questions_and_released_answers_only():
    seen = set()
    for module in modules_in("dashboard"):
        from_below = {n for n in ours(imports(module)) if not below(n, "dashboard")}
        seen |= from_below
        assert from_below <= DASHBOARD_MAY, (module, from_below - DASHBOARD_MAY)
    assert "pipelines.released" in seen


def test_the_sample_county_is_made_without_the_product_that_counts_it():
    for module in modules_in("sample_data"):
        assert not {n for n in ours(imports(module)) if not below(n, "sample_data")}, module


def test_indicators_and_sources_know_nothing_of_the_store_or_the_door():
    for floor in (
        "pipelines.indicators",
        "pipelines.sources",
        "pipelines.cells",
        "pipelines.engine",
        "pipelines.facts",
    ):
        for module in modules_in(floor):
            above = {n for n in imports(module) if any(below(n, a) for a in ("pipelines.store", *READ_SIDE))}
            assert not above, (module, above)


def test_the_read_side_of_the_door_never_builds():
    for module in READ_SIDE:
        wrong = {n for n in imports(module) if any(below(n, b) for b in BUILD_SIDE)}
        assert not wrong, (module, wrong)


def test_only_the_store_and_the_build_write_sql():
    """A select elsewhere would be a second way to the figures, past the gate."""
    allowed = {"pipelines.build", *modules_in("pipelines.store")}
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
    assert readers == {"pipelines.worklist_views"}


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
