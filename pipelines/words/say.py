"""The one way to say a sentence: a whole template with named places, looked up in the reader's language.

    say("Data through {day}", day=day)
    say_plural("{count} day late", "{count} days late", 3)
    say_in("column", "From")

Templates are written out where they are said, or marked where they are declared (questions.template.marked),
so that they can be gathered for translators. Put together from pieces, a sentence cannot be translated. What
is put into a place is text, and stays text: nothing here makes or reads markup.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from pipelines.questions.errors import Told
from pipelines.questions.template import filled, places_of
from pipelines.words.languages import ENGLISH, LOCALE, catalogue
from pipelines.words.numbers import number

_spoken: ContextVar[tuple[str, Path]] = ContextVar("spoken", default=(ENGLISH, LOCALE))


def speak(language: str, folder: Path = LOCALE) -> None:
    """From here on, in this request, sentences are said in this language."""
    _spoken.set((language, folder))


@contextmanager
def speaking(language: str, folder: Path = LOCALE) -> Iterator[None]:
    """Sentences inside are said in this language."""
    before = _spoken.set((language, folder))
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    """The language being spoken. What is kept after it was said must be kept by language."""
    return _spoken.get()[0]


def say(template: str, /, **places: str | int) -> str:
    """The sentence. KeyError for a place without anything in it, TypeError for a number without a unit."""
    return _said(catalogue(*_spoken.get()).gettext(template), template, places)


def say_in(context: str, template: str, /, **places: str | int) -> str:
    """`say` for words that mean different things in different places: "From" a person, "From" a day."""
    return _said(catalogue(*_spoken.get()).pgettext(context, template), template, places)


def say_plural(one: str, many: str, count: int, /, **places: str | int) -> str:
    """The sentence of so many. Its place {count} holds the number as it is written, and is filled here."""
    found = catalogue(*_spoken.get()).ngettext(one, many, count)
    return _said(found, one if count == 1 else many, {"count": count, **places})


def unfilled(template: str, /) -> str:
    """The template in the reader's language, its places still open: for what fills them in the browser."""
    found = catalogue(*_spoken.get()).gettext(template)
    return found if places_of(found) <= places_of(template) else template


def told(problem: Told) -> str:
    """A refusal or a fault in the reader's language."""
    if problem.places:
        return say(problem.template, **problem.places)
    return catalogue(*_spoken.get()).gettext(problem.template) if problem.template else ""


def _said(translated: str, template: str, places: Mapping[str, str | int]) -> str:
    """A translation that names a place there is not is passed over: the English is said."""
    whole = translated if places_of(translated) <= set(places) else template
    return filled(whole, {name: _written(part) for name, part in places.items()})


def _written(part: str | int) -> str:
    """What stands in a place: text, or a whole number. Others are written by their unit first."""
    if isinstance(part, str):
        return part
    if isinstance(part, int) and not isinstance(part, bool):
        return number(part)
    raise TypeError(f"A place takes text or a whole number, not {type(part).__name__}.")
