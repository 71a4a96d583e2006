"""A page added as somebody would add it: in a copy of the repository, with a file of its own and a line in the list."""

import inspect
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

from dash import Dash
from werkzeug.serving import make_server

from dashboard.serving.create import create_app
from pipelines.reports import Reports
from tests.county import built
from tests.dashboard.reading import elements, text

LABEL, PATH, TITLE = "Case reviews", "/case-reviews", "No case review is loaded"
FILTERS = ("months", "unit")
ENTRY = f'    Page("case-reviews", "{LABEL}", {FILTERS!r}, EVERYBODY),\n'
MODULE = f'''"""Case reviews: what do reviewers find?"""

from dash import html

from dashboard.drawing.blocks import heading, scope_line
from dashboard.shell.address import View
from dashboard.shell.reader import Reader


def page(reader: Reader, view: View) -> html.Div:
    return html.Div(heading("{TITLE}", scope_line(reader, view)))
'''
LEFT = shutil.ignore_patterns(".git", ".venv", ".data", "__pycache__", ".*_cache", ".hypothesis", "golden")


def with_a_new_page(root: Path, folder: Path) -> tuple[Path, list[str]]:
    """A copy of the repository with the page in it, and the files in which it differs."""
    copy = folder / "copy"
    shutil.copytree(root, copy, ignore=LEFT)
    (copy / "dashboard" / "pages" / "case_reviews.py").write_text(MODULE, encoding="utf-8")
    listed = copy / "dashboard" / "shell" / "page_list.py"
    before = listed.read_text(encoding="utf-8")
    last = '    Page("methods"'
    if before.count(last) != 1:
        raise AssertionError("The list of pages no longer ends as it did: mend this test.")
    listed.write_text(before.replace(last, ENTRY + last), encoding="utf-8")
    return copy, differing(root, copy)


def differing(root: Path, copy: Path) -> list[str]:
    """Files of the copy that are new or other than in the original."""
    files = [p.relative_to(copy) for p in copy.rglob("*") if p.is_file()]
    return sorted(
        f.as_posix()
        for f in files
        if not (root / f).is_file() or (root / f).read_bytes() != (copy / f).read_bytes()
    )


def county(folder: Path) -> Reports:
    """The door on a county of two inquiries, of one unit of North."""
    tables = {
        "organisation": [
            {
                "unit": "N-1",
                "unit_name": "North Intake",
                "division": "north",
                "division_name": "North Division",
                "valid_from": "2024-01-01",
            }
        ],
        "inquiries": [
            {
                "inquiry_id": month,
                "received_at": f"{month}-03 09:00",
                "acknowledged_at": f"{month}-03 10:00",
                "unit": "N-1",
            }
            for month in ("2026-08", "2026-09")
        ],
    }
    return built(folder, tables, "2026-09-30")


def served_by(reports) -> Dash:
    return create_app(
        reports,
        SimpleNamespace(
            demo=False,
            role="director",
            secret=b"not a secret in a test",
            trusted_hosts=("localhost", "127.0.0.1"),
        ),
    )


def fetched(app: Dash, path: str, search: str = "", language: str = "en") -> str:
    """What the page callback answers, as a browser of a reader of that language asks it."""
    address = {"pathname": path, "search": search}
    asked = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "url", "property": p, "value": v} for p, v in address.items()],
        "changedPropIds": ["url.pathname"],
    }
    spoken = {"Accept-Language": language}
    answer = app.server.test_client().post("/_dash-update-component", json=asked, headers=spoken)
    if answer.status_code != 200:
        raise AssertionError(f"{answer.status_code}: {answer.text}")
    return answer.text


def as_served(folder: str) -> None:
    """Print, as JSON, what the app of this copy serves of the page. Runs inside the copy."""
    from dashboard.pages import case_reviews

    app = served_by(county(Path(folder)))
    with app.server.test_request_context():
        layout = app.layout()
    nav = next(e for e in elements(layout) if e[0] == "nav")
    sent = next(a["data"] for _, a, _ in elements(layout) if a.get("id") == "vocabulary")
    seen = {
        "source": inspect.getsourcefile(case_reviews),
        "links": [
            [a["href"], text(said)] for span in nav[2] for kind, a, said in elements(span) if kind == "link"
        ],
        "filters": next(p["keys"] for p in sent["pages"] if p["path"] == PATH),
        "content": fetched(app, PATH, "?unit=north"),
    }
    print(json.dumps(seen))


def serve(folder: str) -> None:
    """Serve the app of this copy on a free port, whose address it prints first. Runs inside the copy."""
    server = make_server("127.0.0.1", 0, served_by(county(Path(folder))).server, threaded=True)
    print(f"http://127.0.0.1:{server.port}", flush=True)
    server.serve_forever()
