"""Every link of the navigation, clicked: it leads to its own page. And a page that cannot be fetched says so."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.serving.create import page_at
from dashboard.shell.address import CONTROLS
from dashboard.shell.page_list import PAGES
from dashboard.shell.reader import Reader
from pipelines.questions.actor import acting_as
from pipelines.questions.policy import DIRECTOR
from tests.browser.watching import Watch
from tests.dashboard.new_page import FILTERS, LABEL, PATH, TITLE, with_a_new_page

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
SLOW = 30_000
"""Milliseconds that a page may take."""
CALLBACK = "**/_dash-update-component*"
SIZES = {"1440": {"width": 1440, "height": 900}, "390": {"width": 390, "height": 844}}
OWN = {
    "/director": "#scorecard",
    "/manager": "#open_inquiries",
    "/equity": "#closing",
    "/measure": "#trend",
    "/data": "h2:has-text('What is loaded')",
    "/methods": "h2:has-text('Rules for every figure')",
}
"""Written by hand: what stands on that page and on no other."""


@pytest.fixture(scope="module", autouse=True)
def asked_before(reports) -> Iterator[None]:
    """Every page asked once, and patience: these tests are about where a link leads, not how soon."""
    for listed in PAGES:
        page_at(Reader(reports, acting_as(DIRECTOR)), listed.path, "")
    expect.set_options(timeout=SLOW)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def visitor(page, site) -> Watch:
    """A browser whose complaints are not held against it: here something is meant to fail."""
    return Watch(page, site)


def link_to(watch: Watch, label: str):
    return watch.page.get_by_role("navigation", name="Pages").get_by_role("link", name=label, exact=True)


def arrived(watch: Watch, label: str, path: str) -> None:
    """The address, the one marked link and the title are those of the page."""
    expect(watch.page).to_have_url(f"{watch.site}{path}")
    links = watch.page.get_by_role("navigation", name="Pages")
    expect(links.locator("a[aria-current=page]")).to_have_text([label])
    expect(links.locator("a.on")).to_have_text([label])


def its_content_stands(watch: Watch, path: str) -> None:
    """What only that page holds has come, and what only the others hold has gone."""
    expect(watch.page.locator(f"#page {OWN[path]}").first).to_be_visible()
    for other in {*OWN} - {path}:
        expect(watch.page.locator(f"#page {OWN[other]}")).to_have_count(0)


def standing_filters(watch: Watch) -> list[str]:
    return [key for key, one in CONTROLS.items() if watch.page.locator(f"#{one.control}").is_visible()]


@pytest.mark.parametrize("size", SIZES)
def test_every_link_of_the_navigation_leads_to_its_own_page(watch, size):
    watch.page.set_viewport_size(SIZES[size])
    watch.go("/director")
    assert {listed.path for listed in PAGES} == set(OWN)
    for listed in (*PAGES[1:], *reversed(PAGES[:-1])):
        link_to(watch, listed.label).click()
        arrived(watch, listed.label, listed.path)
        its_content_stands(watch, listed.path)
        expect(watch.page.locator("#title")).to_be_focused()


@pytest.mark.parametrize("listed", PAGES, ids=lambda page: page.id)
def test_the_filters_of_a_page_are_those_of_the_list_and_its_links_carry_the_view(visitor, listed):
    visitor.go(f"{listed.path}?unit=north")
    assert set(standing_filters(visitor)) == set(listed.keys)
    for other in PAGES:
        expect(link_to(visitor, other.label)).to_have_attribute("href", f"{other.path}?unit=north")


def test_where_a_measure_has_no_months_and_no_places_their_filters_go(watch):
    watch.go("/measure?measure=relative_rate_index")
    assert standing_filters(watch) == ["measure", "by"]
    watch.page.select_option("#filter-measure", "vacancy_rate")
    expect(watch.page.locator("#filter-unit")).to_be_visible()
    assert standing_filters(watch) == ["measure", "months", "unit", "org", "by"]


def test_back_goes_through_the_pages_as_they_were_clicked(watch):
    watch.go("/director?unit=north")
    for listed in PAGES[1:]:
        link_to(watch, listed.label).click()
        arrived(watch, listed.label, f"{listed.path}?unit=north")
    for listed in reversed(PAGES[:-1]):
        watch.page.go_back()
        arrived(watch, listed.label, f"{listed.path}?unit=north")
        its_content_stands(watch, listed.path)


@pytest.fixture
def new_page(page, tmp_path) -> Iterator[Watch]:
    """A browser on a copy of the repository with one page more, served by a process of its own."""
    copy, _ = with_a_new_page(ROOT, tmp_path)
    serving = f"from tests.dashboard.new_page import serve; serve({str(tmp_path)!r})"
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", serving], cwd=copy, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            site = process.stdout.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+", site), "the copy does not start"
            found = Watch(page, site)
            yield found
            assert found.complaints == []
        finally:
            process.terminate()


def test_a_page_added_in_two_files_is_reached_by_its_own_link_and_disturbs_no_other(new_page):
    labels = {page.path: page.label for page in PAGES} | {PATH: LABEL}
    new_page.go("/director")
    for path, label in labels.items():
        link_to(new_page, label).click()
        arrived(new_page, label, path)
    link_to(new_page, LABEL).click()
    expect(new_page.page.locator("#title")).to_have_text(TITLE)
    assert standing_filters(new_page) == list(FILTERS)
    new_page.page.select_option("#filter-unit", "north")
    expect(new_page.page.locator("p.lead")).to_contain_text("North Division")
    expect(new_page.page).to_have_url(f"{new_page.site}{PATH}?unit=north")


def broken(route) -> None:
    route.fulfill(status=500, body="")


def unreachable(route) -> None:
    route.abort()


@pytest.mark.parametrize("fault", [broken, unreachable])
def test_a_first_page_that_cannot_be_fetched_says_so_and_can_be_tried_again(visitor, fault):
    visitor.page.route(CALLBACK, fault)
    visitor.page.goto(f"{visitor.site}/equity")
    notice = visitor.page.get_by_role("alert")
    expect(notice.get_by_role("heading")).to_have_text("This page could not be fetched")
    expect(notice.get_by_role("heading")).to_be_focused()
    expect(visitor.page.locator(".skeleton")).to_be_hidden()
    expect(notice.get_by_role("link", name="back to the first page")).to_have_attribute("href", "/")
    assert visitor.violations() == []
    visitor.page.unroute(CALLBACK)
    notice.get_by_role("link", name="Try again").click()
    expect(visitor.page.locator("#page .guide")).to_be_visible()
    expect(visitor.page.locator("#failure")).to_be_hidden()
    expect(visitor.page).to_have_url(f"{visitor.site}/equity")


def test_old_figures_do_not_stand_under_filters_that_could_not_be_answered(visitor):
    visitor.go("/director")
    visitor.page.route(CALLBACK, broken)
    visitor.page.select_option("#filter-unit", "north")
    expect(visitor.page.locator("#failure")).to_be_visible()
    expect(visitor.page.locator("#page")).to_be_hidden()
    visitor.page.unroute(CALLBACK)
    visitor.page.go_back()
    expect(visitor.page.locator("#scorecard")).to_be_visible()
    expect(visitor.page.locator("#failure")).to_be_hidden()


def test_a_frame_that_cannot_be_fetched_says_so_too(visitor):
    visitor.page.route("**/_dash-layout", broken)
    visitor.page.goto(f"{visitor.site}/director")
    expect(visitor.page.locator("#failure")).to_be_visible()


def test_a_callback_that_breaks_in_the_browser_says_so(visitor):
    visitor.go("/director")
    visitor.page.evaluate("() => { document.getElementById('nav-director').removeAttribute = null; }")
    visitor.page.click("#nav-manager")
    expect(visitor.page.locator("#failure")).to_be_visible()
