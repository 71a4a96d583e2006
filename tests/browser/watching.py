"""A browser page that keeps a list of everything that should not happen."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
QUIET = ("data:", "blob:")
SLOW = "was preloaded using link preload"
"""Told of a page that took seconds, as the first one does on a busy machine: no fault of what it shows."""
PATIENCE = 30_000
"""Milliseconds that a page may take on a busy machine."""


class Watch:
    """Console errors, script errors and requests to other hosts of one page, and the ways to go about it."""

    def __init__(self, page: Page, site: str):
        self.page, self.site = page, site
        self.complaints: list[str] = []
        self.posts = 0
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type in ("error", "warning") and SLOW not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.site, *QUIET)):
            self.complaints.append(f"another host: {request.url}")
        self.posts += request.url.startswith(f"{self.site}/_dash-update-component")

    def go(self, path: str) -> "Watch":
        """Open an address and wait until its page and its charts stand."""
        self.page.goto(self.site + path)
        return self.settled()

    def settled(self) -> "Watch":
        expect(self.page.locator("#page h1")).to_be_visible(timeout=PATIENCE)
        # Dash puts nothing in a graph's place until its script has come: the holder is ours.
        expect(self.page.locator("#page figure > div[role=img]:not(:has(.main-svg))")).to_have_count(
            0, timeout=PATIENCE
        )
        expect(self.page.locator("#page .dash-graph--pending")).to_have_count(0, timeout=PATIENCE)
        return self

    def become(self, role: str) -> "Watch":
        """Switch the role by its button, as a person would."""
        if self.page.url == "about:blank":
            self.go("/methods")
        self.page.locator(f"button[name=role][value={role}]").click()
        expect(self.page.locator(f"button[name=role][value={role}]")).to_have_attribute(
            "aria-pressed", "true"
        )
        return self.settled()

    def opened(self) -> "Watch":
        """Open every table and definition."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        return self

    def violations(self) -> list[str]:
        """What axe finds wrong, one line each."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found]

    @property
    def title(self) -> str:
        return self.page.locator("#page h1").inner_text()
