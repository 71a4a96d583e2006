"""Wrong data is told plainly, without a traceback; wrong code may crash."""

from collections.abc import Iterable
from difflib import get_close_matches

from pipelines.questions.template import filled, marked

LONGEST_ECHO = 40
"""Characters of an unknown word that are said back."""


class Told(Exception):
    """What went wrong, as a sentence for the person who gets it.

    Raised with a whole template and what stands in its places. `str()` is the sentence in English; where it
    is told to a reader, pipelines.words.say says it in theirs.
    """

    def __init__(self, template: str = "", /, **places: str | int):
        super().__init__(template)
        self.template, self.places = template, places

    def __str__(self) -> str:
        return filled(self.template, self.places) if self.places else self.template


class DataError(Told):
    """The data or a setting is wrong: the message says what, where and what to do."""


class WrongQuestion(DataError):
    """The question cannot be asked so: a word that does not exist, or a split the measure does not have."""


class NotAllowed(DataError):
    """The door refuses the question for this role. It never says what the answer would have been."""


class StoreFault(Told):
    """The store could not do what was asked. The message says why and what to do; what it held, it holds.

    Not a DataError: a page may show a refusal in place of a figure, but never a fault.
    """


class StoreBusy(StoreFault):
    """Another load holds the store: the same question, asked a little later, is answered."""


class StoreDamaged(StoreFault):
    """The store, or a part of it, is absent or cannot be read."""


NO_SUCH = {
    "key": (
        marked('There is no key "{word}". Choose one of: {choices}.'),
        marked('There is no key "{word}". Did you mean {nearest}? Choose one of: {choices}.'),
    ),
    "list": (
        marked('There is no list "{word}". Choose one of: {choices}.'),
        marked('There is no list "{word}". Did you mean {nearest}? Choose one of: {choices}.'),
    ),
    "grain": (
        marked('There is no grain "{word}". Choose one of: {choices}.'),
        marked('There is no grain "{word}". Did you mean {nearest}? Choose one of: {choices}.'),
    ),
    "organisation": (
        marked('There is no organisation "{word}". Choose one of: {choices}.'),
        marked('There is no organisation "{word}". Did you mean {nearest}? Choose one of: {choices}.'),
    ),
    "dimension": (
        marked('There is no dimension "{word}". Choose one of: {choices}.'),
        marked('There is no dimension "{word}". Did you mean {nearest}? Choose one of: {choices}.'),
    ),
}
"""What a word may be looked for among -> how its absence is said, without and with a nearest one."""


def no_such(what: str, word: object, known: Iterable[str]) -> WrongQuestion:
    """The refusal of a word that is not on a closed list: the word, the nearest one that is, and the list."""
    listed = tuple(known)
    said = printable(str(word))
    nearest = get_close_matches(said, listed, n=1)
    plainly, with_hint = NO_SUCH[what]
    if nearest:
        return WrongQuestion(with_hint, word=said, nearest=nearest[0], choices=", ".join(listed))
    return WrongQuestion(plainly, word=said, choices=", ".join(listed))


def printable(word: str) -> str:
    """A foreign word on one line and not too long, fit to be said back."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in word)
    return shown if len(shown) <= LONGEST_ECHO else f"{shown[:LONGEST_ECHO]}…"
