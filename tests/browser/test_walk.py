"""Each page as each role: nothing in the console, nothing from another host, nothing that axe finds."""

import pytest

from dashboard.shell.page_list import PAGES
from pipelines.questions.policy import ROLES

pytestmark = pytest.mark.browser
WIDE, PHONE, NARROW = (
    {"width": 1440, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_stands_without_a_complaint(watch, role):
    watch.page.set_viewport_size(WIDE)
    watch.become(role)
    for page in PAGES:
        watch.go(page.path)
        refused = role not in page.roles
        assert ("not for this role" in watch.title) == refused, page.id
        assert watch.opened().violations() == [], page.id


@pytest.mark.parametrize(
    "measure", ["staffing_gap", "fidelity_score", "relative_rate_index", "decision_rate"]
)
def test_measures_of_every_kind_stand_without_a_complaint(watch, measure):
    watch.go(f"/measure?measure={measure}").opened()
    assert watch.page.locator("article.card").count() >= 1
    assert watch.violations() == []


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "320"])
def test_on_a_phone_nothing_runs_off_the_side(watch, size):
    watch.page.set_viewport_size(size)
    watch.become("director")
    for page in PAGES:
        watch.go(page.path)
        width = watch.page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], page.id
        if size is PHONE:
            assert watch.violations() == [], page.id


def test_no_chart_offers_to_send_its_data_away(watch):
    watch.go("/director")
    assert watch.page.locator(".js-plotly-plot").count() >= 4
    assert watch.page.locator(".modebar-btn, .modebar a").count() == 0
    assert watch.page.locator("a[href*='plotly']").count() == 0


def test_an_unknown_address_is_a_page_in_words(page, site):
    answer = page.goto(f"{site}/nothing")
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "There is no such page"
