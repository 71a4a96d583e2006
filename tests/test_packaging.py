"""The locks, the package list and the vendored files say the same as the code."""

import ast
import hashlib
import re
import sys
import tomllib
from fnmatch import fnmatch
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import plotly.graph_objects as go
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from plotly.basedatatypes import BaseTraceType
from plotly.offline import get_plotlyjs_version

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "dashboard" / "assets"
VENDOR = ASSETS / "vendor"
RUN_LOCK, DEV_LOCK, UV_LOCK = "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"
LOCKS = (RUN_LOCK, DEV_LOCK, UV_LOCK)
OURS = {"app", "benchmarks", "dashboard", "docs", "pipelines", "sample_data", "tests"}
BUNDLE = VENDOR / f"plotly-{get_plotlyjs_version()}.min.js"

# Put together from pieces, so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    + (("unpkg", "com"), ("jsdelivr", "net"), ("anaconda", "org"))
]


@cache
def pins(lock):
    """Return the lines of a lock, continuation lines joined, comments left out: one a pinned package."""
    joined = (ROOT / lock).read_text().replace("\\\n", " ")
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.strip().startswith("#")]


def pinned(lock):
    """Return the set of (name, version) in a lock; a package may have one version a Python version."""
    return {tuple(re.split("==", line.split()[0])) for line in pins(lock)}


def asked(*files):
    """Return the requirements that the hand-written lists name."""
    lines = [line.split("#")[0].strip() for file in files for line in (ROOT / file).read_text().splitlines()]
    return [Requirement(line) for line in lines if line]


def our_files(*suffixes):
    """Return the project's own files with these suffixes: all that .gitignore does not name."""
    lines = (ROOT / ".gitignore").read_text().split()
    at_top = {line.strip("/") for line in lines if line.startswith("/")} | {".git"}
    anywhere = {line.rstrip("/") for line in lines if not line.startswith("/")}

    def is_ours(path):
        parts = path.relative_to(ROOT).parts
        return (
            parts[0] not in at_top
            and path.is_file()
            and not any(fnmatch(part, pattern) for part in parts for pattern in anywhere)
        )

    return sorted(p for p in ROOT.rglob("*") if (not suffixes or p.suffix in suffixes) and is_ours(p))


def imported(path):
    """Return the top-level names of the modules a Python file imports, other than Python's own and ours."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level]
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names) - OURS


def uncovered(files, requirements):
    """Return the (file, module) imported from a package that the requirements do not name."""
    named = {canonicalize_name(requirement.name) for requirement in requirements}
    owners = packages_distributions()
    return [
        (str(path.relative_to(ROOT)), module)
        for path in files
        for module in sorted(imported(path))
        if not named & {canonicalize_name(owner) for owner in owners.get(module, [])}
    ]


def unused(files, requirements):
    """Return the names of the requirements that no file imports anything of."""
    owners = packages_distributions()
    modules = {module for path in files for module in imported(path)}
    brought = {canonicalize_name(owner) for module in modules for owner in owners.get(module, [])}
    return {r.name for r in requirements if canonicalize_name(r.name) not in brought}


def product_files():
    """Return the Python files that run in a county's installation."""
    elsewhere = ("tests", "benchmarks", "docs")
    return [path for path in our_files(".py") if path.relative_to(ROOT).parts[0] not in elsewhere]


# --- locks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_exact_versions_by_hash(lock):
    assert pins(lock)
    for line in pins(lock):
        assert re.match(r"[a-z0-9-]+==\S+ ", line), line[:60]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line[:60]


@pytest.mark.parametrize("file", [*LOCKS, "requirements.in", "requirements-dev.in", "pyproject.toml"])
def test_no_lock_or_list_holds_an_address(file):
    text = (ROOT / file).read_text()
    assert not re.search(r"https?:|://|--index-url|--extra-index-url|--find-links", text)


def test_there_is_no_lock_of_the_kind_that_holds_addresses():
    names = {path.name for path in our_files()}
    assert not names & {"uv.lock", "pylock.toml", "poetry.lock", "package-lock.json"}


@pytest.mark.parametrize(
    ("lock", "lists"),
    [(RUN_LOCK, ["requirements.in"]), (DEV_LOCK, ["requirements.in", "requirements-dev.in"])],
)
def test_the_lock_holds_what_the_lists_ask_for(lock, lists):
    for requirement in asked(*lists):
        versions = [version for name, version in pinned(lock) if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not in {lock}: run make lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_the_tests_run_on_the_very_versions_that_are_served():
    assert pinned(RUN_LOCK) <= pinned(DEV_LOCK)


# --- code --------------------------------------------------------------------------------------------


def test_what_the_product_imports_is_asked_for():
    assert uncovered(product_files(), asked("requirements.in")) == []


# What runs without being named in an import, and what would miss it.
UNNAMED = {
    "alembic": "the store's upgrades are run by it",
    "flask-compress": "dash looks for it where an app asks for compress=True",
    "orjson": "plotly writes figures with it where it is there, several times faster",
    "plotly": "dash draws with it; its version decides which plotly.js is vendored",
    "psycopg": "SQLAlchemy loads it for a postgresql+psycopg:// address",
    "pyarrow": "pandas keeps text columns in it",
    "setuptools": "make run and make test install the project itself with it",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}


def test_every_requirement_is_imported_or_has_its_reason():
    assert unused(product_files(), asked("requirements.in")) - UNNAMED.keys() == set()
    assert UNNAMED.keys() <= {requirement.name for requirement in asked("requirements.in")}


def test_a_requirement_that_nothing_imports_would_be_seen(tmp_path):
    (tmp_path / "x.py").write_text("import numpy.linalg\n")
    assert unused([tmp_path / "x.py"], [Requirement("numpy"), Requirement("pandas>=3")]) == {"pandas"}


def is_exact(requirement):
    """Return whether only one release would do."""
    return any(s.operator in ("==", "===") and not s.version.endswith(".*") for s in requirement.specifier)


def test_only_what_the_product_leans_on_in_private_ways_is_pinned_to_the_patch():
    """A wider pin lets make lock bring security patches of all the others."""
    assert {r.name for r in asked("requirements.in") if is_exact(r)} == {"dash", "plotly"}


def test_what_the_tests_import_is_asked_for():
    # packaging is needed by pytest itself
    lists = asked("requirements.in", "requirements-dev.in") + [Requirement("packaging")]
    assert uncovered(our_files(".py"), lists) == []


def test_an_import_that_nobody_asked_for_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    (tmp_path / "x.py").write_text("import json\nimport numpy.linalg\nfrom requests import get\n")
    assert uncovered([tmp_path / "x.py"], [Requirement("numpy")]) == [("x.py", "requests")]


def test_every_package_is_listed_for_setuptools():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {path.relative_to(ROOT).parent for path in product_files()} - {Path()}
    assert listed == sorted(".".join(folder.parts) for folder in folders)
    assert [str(folder) for folder in folders if not (ROOT / folder / "__init__.py").exists()] == []


def test_every_data_file_of_a_package_is_installed_with_it():
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    installed = {p for top, globs in patterns.items() for glob in globs for p in (ROOT / top).glob(glob)}
    assert [
        p
        for p in our_files()
        if p.relative_to(ROOT).parts[0] in patterns and p.suffix != ".py" and p not in installed
    ] == []


# --- vendored files ----------------------------------------------------------------------------------


def test_the_vendored_plotly_is_the_one_python_speaks_to():
    assert [path.name for path in VENDOR.glob("plotly-*.min.js")] == [BUNDLE.name]
    assert f'"{get_plotlyjs_version()}"' in BUNDLE.read_text(encoding="utf-8")


def test_the_vendored_plotly_is_the_one_its_build_note_describes():
    digest = hashlib.sha256(BUNDLE.read_bytes()).hexdigest()
    assert digest in (VENDOR / "BUILD.md").read_text()


def is_trace(thing):
    """Return whether `thing` is one of plotly's trace classes, such as go.Bar."""
    return isinstance(thing, type) and issubclass(thing, BaseTraceType)


TRACES = {name.lower() for name in go.__all__ if is_trace(getattr(go, name))}


def registered_traces():
    """Return the trace types in the bundle: scatter comes with the core, plotly-entry.js adds the rest."""
    entry = (VENDOR / "plotly-entry.js").read_text()
    return {"scatter", *re.findall(r'require\("plotly\.js/lib/(\w+)"\)', entry)} - {"core"}


def types_written(node):
    """Return the values given for "type" in a dict display, or as a keyword of a call: {"type": "bar"}."""
    if isinstance(node, ast.Dict):
        given = [v for k, v in zip(node.keys, node.values, strict=True) if getattr(k, "value", "") == "type"]
    elif isinstance(node, ast.Call):
        given = [keyword.value for keyword in node.keywords if keyword.arg == "type"]
    else:
        given = []
    return {value.value for value in given if isinstance(value, ast.Constant)}


def traces_named(path):
    """Return the trace types of plotly that a Python file draws: go.Bar, add_bar or {"type": "bar"}."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    names = {node.attr.lower() for node in attributes if getattr(node.value, "id", "") == "go"}
    names |= {node.attr.removeprefix("add_") for node in attributes if node.attr.startswith("add_")}
    names |= {value for node in nodes for value in types_written(node)}
    return names & TRACES


def test_no_chart_draws_a_trace_that_the_bundle_lacks():
    drawn = {trace: path.name for path in product_files() for trace in traces_named(path)}
    assert drawn
    assert drawn.keys() <= registered_traces(), drawn


def test_a_trace_is_seen_however_it_is_named(tmp_path):
    (tmp_path / "x.py").write_text(
        'f.add_heatmap(z=1)\ngo.Box(y=1)\nhtml.Table()\na = {"type": "pie"}\nb = dict(type="histogram2d")'
    )
    assert traces_named(tmp_path / "x.py") == {"heatmap", "box", "pie", "histogram2d"}


def test_no_stylesheet_calls_another_host():
    sheets = our_files(".css")
    assert VENDOR / "bootstrap.min.css" in sheets
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text, sheet
        assert "sourceMappingURL" not in text, sheet
        assert not re.search(r"url\(\s*[\"']?\s*(?:[a-z]+:)?//", text), sheet


def test_every_font_a_stylesheet_names_is_there():
    sheet = ASSETS / "fonts" / "public-sans.css"
    fonts = re.findall(r'url\("([^"]+)"\)', sheet.read_text())
    assert len(fonts) == 2
    assert all((sheet.parent / font).read_bytes()[:4] == b"wOF2" for font in fonts)


# --- words -------------------------------------------------------------------------------------------


def test_no_file_names_a_package_registry_or_leans_on_the_reading_material():
    for path in our_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        where = path.relative_to(ROOT)
        assert not [host for host in REGISTRIES if host in text], where
        assert where.parts[0] in ("tests", ".ci") or "../shared" not in text, where
