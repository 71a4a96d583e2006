"""The words of what a figure is split by: a county's own names as they are, closed lists in the reader's language."""

from collections.abc import Mapping

from pipelines.questions.dimensions import DIMENSIONS, UNKNOWN
from pipelines.words.say import say


def dimension_words(dimension: str) -> str:
    """The heading of a dimension: Race/ethnicity."""
    return say(DIMENSIONS[dimension].label)


def value_words(dimension: str, value: str, names: Mapping[str, str] | None = None) -> str:
    """One value in words; `names` brings a county's own words (units, race groups), which nobody translates."""
    if value == UNKNOWN:
        return say("Not recorded")
    own, listed = (names or {}).get(value), DIMENSIONS[dimension].values.get(value)
    return own or (say(listed) if listed else value)
