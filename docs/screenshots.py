"""Pictures of every page on the sample county: python -m docs.screenshots [FOLDER]

Without a folder only the README's picture, docs/director.png, is made anew.
"""

import sys
import tempfile
import threading
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

import app
from pipelines.building.build import build
from pipelines.cli.settings import Settings
from pipelines.profile.agency import load_profile
from pipelines.store.database import open_database
from tests.strictness import need_chromium

HERE = Path(__file__).parent
COUNTY = HERE.parent / "sample_data" / "county"
AS_OF = datetime(2026, 10, 31, 23, 59, 59)
PAGES = {
    "director": "/",
    "manager": "/manager",
    "equity": "/equity",
    "measure": "/measure",
    "data": "/data",
    "methods": "/methods",
}
WIDTHS = (1440, 390)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def serve(folder: Path) -> str:
    """The address of the sample county, built into the folder and served from a thread."""
    url = f"sqlite:///{folder / 'county.db'}"
    build([COUNTY], open_database(url, create=True), load_profile(COUNTY / "county.toml"), AS_OF)
    server = make_server("127.0.0.1", 0, app.make(Settings(database=url)).server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def picture(browser: Browser, address: str, width: int, path: Path, whole: bool) -> None:
    page = browser.new_page(viewport={"width": width, "height": 1180})
    page.goto(address)
    page.wait_for_selector("main h1")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    page.screenshot(path=path, full_page=whole)
    page.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = serve(Path(folder))
        browser = playwright.chromium.launch(executable_path=need_chromium(), args=FLAGS)
        if len(sys.argv) == 1:
            picture(browser, address, 1440, HERE / "director.png", whole=False)
            return
        into = Path(sys.argv[1])
        into.mkdir(parents=True, exist_ok=True)
        for name, path in PAGES.items():
            for width in WIDTHS:
                picture(browser, address + path, width, into / f"{name}-{width}.png", whole=True)


if __name__ == "__main__":
    main()
