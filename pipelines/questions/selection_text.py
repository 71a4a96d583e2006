"""A question in words, as an address or a command line writes it: words to a Selection, and back.

Two manners. Strictly (downloads, command line) a key that is not known is refused by name, with the
nearest one that is: a file that silently answers another question is a wrong number. On screen it is
dropped, so that an old link still opens.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from pipelines.questions.errors import WrongQuestion, no_such
from pipelines.questions.selection import Selection

KEYS = ("indicator", "from", "to", "grain", "by", "where", "org")
"""What may be said of a question, in the order it is written."""
CONDITION = re.compile(r"([^:=]+)[:=](.+)", re.DOTALL)

Words = Mapping[str, Sequence[str]]
"""Key -> what was said under it, in the order it was said."""


def words_in(pairs: Iterable[tuple[str, str]], known: Collection[str], strict: bool) -> Words:
    """The words of an address by key. Strict: WrongQuestion for a key that is not known; else it is dropped."""
    found: dict[str, list[str]] = {}
    for key, word in pairs:
        if key in known:
            found.setdefault(key, []).append(word)
        elif strict:
            raise no_such("key", key, known)
    return found


def one_word(words: Words, key: str, default: str = "") -> str:
    """The one word under a key. WrongQuestion where several contradict each other."""
    said = dict.fromkeys(w for w in words.get(key, ()) if w)
    if len(said) > 1:
        raise WrongQuestion(
            "{key} is said {count} times, each time otherwise. Say it once.", key=key, count=len(said)
        )
    return next(iter(said), default)


def listed_word(words: Words, key: str, allowed: Sequence[str]) -> str:
    """The first word under a key if it is allowed; else the first that is, or "": the manner of the screen."""
    said = next(iter(words.get(key, ())), "")
    return said if said in allowed else next(iter(allowed), "")


def condition(text: str) -> tuple[str, tuple[str]]:
    """One limit: "unit:N-1" in an address, "unit=N-1" on a command line; either mark is read in either place."""
    found = CONDITION.fullmatch(text)
    if found is None:
        raise WrongQuestion("Write each limit as DIM=VALUE, for example unit=N-1; in an address, unit:N-1.")
    return found[1], (found[2],)


def selection_of(words: Words) -> Selection:
    """The Selection that words ask for. WrongQuestion for what cannot be asked so."""
    return Selection(
        indicator=one_word(words, "indicator"),
        start=one_word(words, "from") or None,
        end=one_word(words, "to") or None,
        grain=one_word(words, "grain", "month"),
        where=tuple(map(condition, words.get("where", ()))),
        by=tuple(d for said in words.get("by", ()) for d in said.split(",") if d),
        organisation=one_word(words, "org", "then"),
    )


def pairs_of(selection: Selection) -> list[tuple[str, str]]:
    """The Selection in words, as (key, word) in the order of KEYS; what is not said is left out."""
    said: Words = {
        "indicator": [selection.indicator],
        "from": [selection.start or ""],
        "to": [selection.end or ""],
        "grain": [selection.grain],
        "by": [",".join(selection.by)],
        "where": [f"{d}:{v}" for d, values in selection.where for v in values],
        "org": [selection.organisation],
    }
    return [(key, word) for key in KEYS for word in said[key] if word]
