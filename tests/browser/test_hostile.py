"""A county whose words are markup: they stay words, in headings, charts, tables, filters and titles."""

import pytest
from playwright.sync_api import expect

from pipelines.profile.agency import parse_profile
from tests.browser.conftest import served
from tests.browser.watching import Watch
from tests.county import built
from tests.dashboard import small_county

pytestmark = pytest.mark.browser


@pytest.fixture
def hostile(tmp_path):
    """The small county with markup for every name it gives, served."""
    tables, profile = small_county.marked_up()
    yield from served(built(tmp_path, tables, small_county.AS_OF, parse_profile(profile)))


def test_markup_in_a_countys_words_runs_nothing(page, hostile):
    watch = Watch(page, hostile)
    for path in ("/director", "/manager?unit=N-2", "/equity", "/measure?by=unit", "/methods"):
        watch.go(path).opened()
        expect(page.locator(".brand")).to_contain_text("<img src=x")
        assert page.evaluate("window.evil") is None
        assert (
            page.locator("#page img[src=x], #page a[href^=javascript], svg a[*|href^=javascript]").count()
            == 0
        )
    assert watch.complaints == []
