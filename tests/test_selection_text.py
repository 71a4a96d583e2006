"""A question in words: read back the same, refused by name where a word is not known, dropped on screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.errors import WrongQuestion
from pipelines.questions.selection import GRAINS, ORGANISATIONS, Selection
from pipelines.questions.selection_text import KEYS, condition, listed_word, pairs_of, selection_of, words_in

DIMENSION = st.sampled_from(tuple(DIMENSIONS))
VALUE = st.text(min_size=1, max_size=12)
MONTH = st.none() | st.dates().filter(lambda d: 1900 <= d.year < 2200).map(lambda d: f"{d:%Y-%m}")


@st.composite
def selections(draw) -> Selection:
    start, end = draw(MONTH), draw(MONTH)
    if start and end and start > end:
        start, end = end, start
    return Selection(
        draw(st.from_regex(r"[a-z0-9_]{1,20}", fullmatch=True)),
        start,
        end,
        draw(st.sampled_from(GRAINS)),
        tuple(draw(st.dictionaries(DIMENSION, st.lists(VALUE, min_size=1, max_size=3).map(tuple))).items()),
        tuple(draw(st.lists(DIMENSION, max_size=3))),
        draw(st.sampled_from(ORGANISATIONS)),
    )


@given(selections())
def test_a_question_put_into_words_is_read_back_the_same(selection):
    assert selection_of(words_in(pairs_of(selection), KEYS, strict=True)) == selection


def test_the_words_of_a_question_are_those_a_person_would_write():
    asked = Selection("response_24h", "2025-01", "2026-10", "year", (("unit", ("N-1", "S-1")),), ("race",))
    assert pairs_of(asked) == [
        ("indicator", "response_24h"),
        ("from", "2025-01"),
        ("to", "2026-10"),
        ("grain", "year"),
        ("by", "race"),
        ("where", "unit:N-1"),
        ("where", "unit:S-1"),
        ("org", "then"),
    ]


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("unit:N-1", ("unit", ("N-1",))),
        ("unit=N-1", ("unit", ("N-1",))),
        ("unit=a:b=c", ("unit", ("a:b=c",))),
        ("unit:a=b", ("unit", ("a=b",))),
        ("unit:a\nb", ("unit", ("a\nb",))),
    ],
)
def test_a_limit_reads_the_same_in_an_address_and_on_a_command_line(text, limit):
    assert condition(text) == limit


@pytest.mark.parametrize("text", ["", "unit", "unit=", ":N-1", "="])
def test_half_a_limit_is_refused_with_an_example(text):
    with pytest.raises(WrongQuestion, match=r"for example unit=N-1"):
        condition(text)


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [
        (("wher", "unit:N-1"), 'no key "wher". Did you mean where?'),
        (("form", "2025-01"), 'no key "form". Did you mean from?'),
        (("months", "12"), 'no key "months". Choose one of: indicator, from, to'),
        (("from\n", "2025-01"), 'no key "from�". Did you mean from?'),
        (("x" * 900, ""), f'no key "{"x" * 40}…".'),
    ],
)
def test_a_key_that_is_not_known_is_refused_by_name_with_the_nearest_one(pair, sentence):
    with pytest.raises(WrongQuestion) as refusal:
        words_in([("indicator", "response_24h"), pair], KEYS, strict=True)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"by": ["rase"]}, 'no dimension "rase". Did you mean race?'),
        ({"where": ["untis:N-1"]}, 'no dimension "untis". Did you mean unit?'),
        ({"grain": ["mnoth"]}, 'no grain "mnoth". Did you mean month?'),
        ({"org": ["know"]}, 'no organisation "know". Did you mean now?'),
        ({"from": ["2025-01", "2026-01"]}, "from is said 2 times"),
    ],
)
def test_a_word_that_is_not_known_is_refused_by_name_with_the_nearest_one(words, sentence):
    with pytest.raises(WrongQuestion) as refusal:
        selection_of({"indicator": ["response_24h"], **words})
    assert sentence in str(refusal.value)


def test_on_screen_what_is_not_known_is_dropped():
    words = words_in([("unit", "north"), ("role", "director"), ("unit", "south")], ("unit",), strict=False)
    assert words == {"unit": ["north", "south"]}
    assert listed_word(words, "unit", ("all", "north")) == "north"
    assert listed_word(words, "unit", ("all", "central")) == "all"
    assert listed_word(words, "months", ("24", "12")) == "24"
    assert listed_word(words, "months", ()) == ""
