"""Text made plain: one spelling for what looks the same. The case of an id is never touched."""

import re
import unicodedata
from collections.abc import Callable

import pandas as pd

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w]|_")


def plain(word: str) -> str:
    """NFKC, without invisible characters and outer blanks."""
    return unicodedata.normalize("NFKC", word).translate(INVISIBLE).strip()


def plain_column(column: pd.Series) -> pd.Series:
    """`plain` of a whole column of text."""
    return by_unique(column, plain)


def by_unique(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """A column of text with `change` applied once to each different value."""
    codes, values = pd.factorize(column)
    changed = pd.Series([change(v) for v in values], dtype="str")
    return changed.take(codes).set_axis(column.index)


def folded(word: str) -> str:
    """For comparing headings and words: case and runs of white space do not matter."""
    return _SPACES.sub(" ", plain(word)).casefold()


def letters_only(word: str) -> str:
    """For comparing headings loosely: neither case nor blanks nor punctuation matter; "#" is "number"."""
    return _MARKS.sub("", folded(word.replace("#", " number ")))
