"""Text that is readable but hardly what was meant: two scripts in one word, and mis-decoded letters."""

import re
import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd

from pipelines.counting.contract import SET_ASIDE, WARNED, Contract
from pipelines.intake.problems import Fault

MISDECODED = re.compile("[ÃÂ][\u0080-\u00bf]|â€|\ufffd")
"""What UTF-8 letters and curly marks look like after being read as cp1252, and the sign of a lost letter."""
LOOKALIKES = ("LATIN", "CYRILLIC", "GREEK")
_LETTERS = re.compile(r"[^\W\d_]+")


def doubtful_text(text: pd.DataFrame, contract: Contract) -> list[Fault]:
    """A Cyrillic A in a Latin name makes a second unit nobody can tell apart: the row is set aside.
    Letters lost in an earlier conversion are told, and kept."""
    names = [f.name for f in contract.fields if f.kind == "text" and f.name in text]
    faults = [fault for name in names for fault in _doubts(name, text[name])]
    return [f for f in faults if f.where.any()]


def _doubts(name: str, column: pd.Series) -> tuple[Fault, Fault]:
    reason = "a word mixes letters of two scripts that look alike"
    fix = "type the word anew"
    mixed = Fault(name, "mixed_scripts", reason, fix, _where(column, _mixes_scripts), SET_ASIDE)
    reason = "letters look as if they were decoded wrongly"
    fix = "export the file again as CSV UTF-8"
    lost = _where(column, lambda word: bool(MISDECODED.search(word)))
    return mixed, Fault(name, "letters_lost", reason, fix, lost, WARNED)


def _where(column: pd.Series, is_so: Callable[[str], bool]) -> np.ndarray:
    codes, words = pd.factorize(column)
    return np.array([not w.isascii() and is_so(w) for w in words], dtype=bool)[codes]


def _mixes_scripts(text: str) -> bool:
    return any(len(_scripts(word)) > 1 for word in _LETTERS.findall(text))


def _scripts(word: str) -> set[str]:
    names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
    return names & set(LOOKALIKES)
