"""What the documents name is there: files, folders, modules, and the rooms in their order."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.test_architecture import FLOORS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    p.relative_to(ROOT).as_posix() for f in (".", "docs", "sample_data") for p in (ROOT / f).glob("*.md")
)
NAMED = re.compile(r"`((?:[\w.*-]+/)+(?:[\w.*-]+\.(?:py|md|txt|toml|csv))?)(?:::\w+)?`")
"""A folder, or a file that has one: `store/faults.py`. Its folder may be one of pipelines or dashboard."""
LINKED = re.compile(r"\]\(([^)#:]+)\)")
MODULE = re.compile(r"`((?:pipelines|dashboard)(?:\.\w+)+)`")
ELSEWHERE = (".data/",)
"""What the product makes, or a county brings."""


def paths(text: str) -> list[str]:
    """Paths that a document names; a word in capitals stands for any name."""
    found = [*NAMED.findall(text), *LINKED.findall(text)]
    return [re.sub(r"\b[A-Z]+\b(?!\.md)", "*", p) for p in found if not p.startswith(ELSEWHERE)]


def there(path: str, document: str) -> bool:
    folders = (ROOT, ROOT / "pipelines", ROOT / "dashboard", (ROOT / document).parent)
    return any(any(folder.glob(path.strip("/"))) for folder in folders)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_and_module_of_a_document_is_there(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    assert [p for p in paths(text) if not there(p, document)] == []
    assert [m for m in MODULE.findall(text) if find_spec(m) is None] == []


def test_paths_are_found_and_the_absent_ones_told():
    text = "`pipelines/gone.py`, `store/faults.py`, `dashboard/pages/ID.py::test_x`, [it](docs/none.md), `a or b/c`"
    assert paths(text) == ["pipelines/gone.py", "store/faults.py", "dashboard/pages/*.py", "docs/none.md"]
    assert [p for p in paths(text) if there(p, "README.md")] == ["store/faults.py", "dashboard/pages/*.py"]
    assert sum(len(paths((ROOT / d).read_text(encoding="utf-8"))) for d in DOCUMENTS) > 40


def test_the_rooms_of_the_document_are_the_floors_in_their_order():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = text.split("\n## Rooms\n")[1].split("```")[1].strip().splitlines()
    named = [line.split()[0].removesuffix(".py").strip("/").replace("/", ".") for line in rooms]
    assert named == list(FLOORS)


def test_the_front_page_leads_to_every_document_of_the_house():
    led_to = set(LINKED.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert {*DOCUMENTS} - {"README.md"} <= led_to
