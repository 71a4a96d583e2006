"""A county whose words are markup: they stay words, in headings, charts, tables, filters and titles."""

import pytest
from playwright.sync_api import expect

from pipelines.questions.released import Choice
from tests.browser.conftest import served
from tests.browser.watching import Watch
from tests.dashboard import fake_reports
from tests.dashboard.fake_reports import FakeReports

pytestmark = pytest.mark.browser
EVIL = '<img src=x onerror="window.evil=1"><a href="javascript:window.evil=1">x</a>'


class Hostile(FakeReports):
    def county(self):
        return type(super().county())(EVIL, True, "2026-11-02", "2026-10-31", (), EVIL)

    def options(self, actor):
        found = super().options(actor)
        renamed = tuple(Choice(c.id, EVIL, c.parent) for c in found.units)
        return type(found)(**{**found.__dict__, "units": renamed})

    def fetch(self, actor, selection):
        answer = super().fetch(actor, selection)
        words = {"sentence": EVIL, "scope": EVIL, "events": (("2025-07", EVIL),), "notes": (EVIL,)}
        return type(answer)(**{**answer.__dict__, **words})


@pytest.fixture
def hostile(monkeypatch):
    names = {dimension: dict.fromkeys(words, EVIL) for dimension, words in fake_reports.NAMES.items()}
    monkeypatch.setattr(fake_reports, "NAMES", names)
    yield from served(Hostile())


def test_markup_in_a_countys_words_runs_nothing(page, hostile):
    watch = Watch(page, hostile)
    for path in ("/director", "/manager?unit=n-er2", "/equity", "/measure?by=unit", "/methods"):
        watch.go(path).opened()
        expect(page.locator(".brand")).to_contain_text("<img src=x")
        assert page.evaluate("window.evil") is None
        assert (
            page.locator("#page img[src=x], #page a[href^=javascript], svg a[*|href^=javascript]").count()
            == 0
        )
    assert watch.complaints == []
