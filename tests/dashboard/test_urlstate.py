"""The address bar is the state: what is written is read back, and nothing hostile gets in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.shell.address import View, Vocabulary, read, vocabulary, write
from pipelines.questions.actor import acting_as
from pipelines.questions.policy import DIRECTOR


@pytest.fixture(scope="session")
def words(county) -> Vocabulary:
    """What the director of the small county may write into an address."""
    return vocabulary(county.options(acting_as(DIRECTOR)))


def any_view(words: Vocabulary, draw) -> View:
    measure = draw(st.sampled_from(words.words["measure"]))
    chosen = {k: draw(st.sampled_from(v)) for k, v in words.words.items() if k != "measure"}
    led = {
        key: draw(st.sampled_from(under.get({"by": measure}.get(key, chosen["months"])) or ("",)))
        for key, under in words.led.items()
    }
    return View(**chosen, measure=measure, **led)


@given(data=st.data())
def test_a_view_written_into_an_address_is_read_back_the_same(words, data):
    view = any_view(words, data.draw)
    assert read(write(view, words), words) == view


def test_the_default_view_has_an_empty_address(words):
    assert write(read("", words), words) == ""


def test_only_what_differs_from_the_default_is_in_the_address(words):
    view = read("?months=24&unit=north&measure=response_24h", words)
    assert write(view, words) == "?measure=response_24h&unit=north"


@pytest.mark.parametrize(
    "search",
    [
        "?unit=<script>alert(1)</script>",
        "?unit=..%2F..%2Fetc",
        "?unit=north'%20OR%201=1--",
        "?months=24000",
        "?by=ssn",
        "?measure=__class__",
        "?step=%00",
        "?org=",
        "?role=director",
        "?unit[]=north",
        "&&&===",
        "?" + "a" * 9000,
        "?" + "&".join(f"k{i}=v" for i in range(900)),
        "?unit=\ud800",
        "?months=36&months=12",
    ],
)
def test_hostile_and_stale_words_are_dropped(words, search):
    view = read(search, words)
    for key in ("months", "unit", "org", "measure", "step", "year", "index"):
        assert getattr(view, key) in words.words[key]
    assert view.by in words.splits[view.measure]


@given(search=st.text(max_size=300))
def test_no_text_at_all_makes_a_word_that_is_not_in_the_vocabulary(words, search):
    assert read(search, words).unit in words.words["unit"]


def test_a_split_that_another_measure_had_falls_back_to_the_first_of_this_one(words):
    assert read("?measure=vacancy_rate&by=requester", words).by == "division"


def test_any_months_are_a_period(words):
    """Point by point: a past quarter is written, read back, and names its months; a month not loaded is none."""
    asked = read("?months=own&since=2025-01&until=2025-03", words)
    assert (asked.since, asked.until) == ("2025-01", "2025-03")
    assert write(asked, words) == "?months=own&since=2025-01&until=2025-03"
    beyond = read("?months=own&since=2019-01&until=2031-01", words)
    assert (beyond.since, beyond.until) == ("2024-09", "2026-10")


def test_single_months_bear_on_no_other_period(words):
    assert (read("?since=2025-01", words).since, read("?months=12&until=2025-03", words).until) == ("", "")


def test_the_default_year_is_the_last_full_one(words):
    """The small county ends in October 2026, so 2026 is not full."""
    assert read("", words).year == "2025"


def test_nothing_loaded_gives_a_view_of_defaults():
    assert read("?unit=north", Vocabulary({}, {})) == View()


def test_decision_points_are_not_a_choice_of_the_reader(words):
    assert words.splits["relative_rate_index"] == ("race",)
