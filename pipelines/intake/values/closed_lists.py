"""Words of closed lists: choices, yes and no, race/ethnicity in the county's scheme, languages."""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from pipelines.counting.contract import SET_ASIDE, WARNED, Field
from pipelines.intake.problems import Fault
from pipelines.intake.spelling import by_unique, folded
from pipelines.questions.dimensions import DIMENSIONS, LANGUAGES, UNKNOWN

YES = ("yes", "y", "true", "t", "1", "x", "si", "sí")
NO = ("no", "n", "false", "f", "0")
NOT_RECORDED = ("", UNKNOWN, "not recorded", "missing")
UNLISTED = "\x00"
"""Stands for a word that is in no list while a column is read; it never leaves this module."""
_GAPS = re.compile(r"[\s_-]+")
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")


def as_choice(wanted: Field, column: pd.Series) -> tuple[pd.Series, list[Fault]]:
    """The id of each word, by id or label whatever its case; "unknown" when blank or in no list."""
    labels = DIMENSIONS[wanted.name].values if wanted.name in DIMENSIONS else {}
    known = {_key(c): c for c in wanted.choices} | {_key(labels.get(c, c)): c for c in wanted.choices}
    return _listed(wanted, column, known, () if wanted.filled else NOT_RECORDED)


def as_race(wanted: Field, column: pd.Series, groups: Mapping[str, str]) -> tuple[pd.Series, list[Fault]]:
    """The id of each group in the county's scheme (`groups`: id -> label); the group may be "unknown"."""
    known = {_key(i): i for i in groups} | {_key(label): i for i, label in groups.items()}
    return _listed(wanted, column, known, NOT_RECORDED)


def as_language(wanted: Field, column: pd.Series) -> tuple[pd.Series, list[Fault]]:
    """The id of each language by id, label or regional tag (es-MX); any other is "other"."""
    known = {_key(i): i for i in LANGUAGES} | {_key(label): i for i, label in LANGUAGES.items()}
    known |= {_key(n): UNKNOWN for n in NOT_RECORDED}

    def language(word: str) -> str:
        tag = folded(word).replace("_", "-")
        found = known.get(_key(word)) or known.get(tag.split("-")[0])
        return found or ("other" if _LANGUAGE_CODE.fullmatch(tag) else UNLISTED)

    read = by_unique(column, language)
    unlisted = read.eq(UNLISTED).to_numpy(bool)
    return read.mask(unlisted, "other"), [_fault(wanted, unlisted, "counted as another language")]


def as_flag(wanted: Field, column: pd.Series) -> tuple[pd.Series, list[Fault]]:
    """ "yes", "no", or "" when blank."""
    words = {"": ""} | dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no")
    read = by_unique(column, lambda word: words.get(folded(word), UNLISTED))
    unlisted = read.eq(UNLISTED).to_numpy(bool)
    fix = f"write yes or no, or translate the words in a mapping file under [values.{wanted.name}]"
    fault = Fault(wanted.name, "not_yes_or_no", "this is neither yes nor no", fix, unlisted)
    return read.mask(unlisted, ""), [fault]


def _key(word: str) -> str:
    return _GAPS.sub(" ", folded(word)).strip()


def _listed(
    wanted: Field, column: pd.Series, known: Mapping[str, str], absent: tuple[str, ...]
) -> tuple[pd.Series, list[Fault]]:
    known = {_key(a): UNKNOWN for a in absent} | dict(known)
    read = by_unique(column, lambda word: known.get(_key(word), UNLISTED))
    unlisted = read.eq(UNLISTED).to_numpy(bool)
    return read.mask(unlisted, UNKNOWN), [
        _fault(wanted, unlisted & column.ne("").to_numpy(bool), "not recorded")
    ]


def _fault(wanted: Field, where: np.ndarray, becomes: str) -> Fault:
    """A word in no list spoils a row whose field must be filled; elsewhere one warning tells of it."""
    fix = f"translate the word in a mapping file under [values.{wanted.name}]"
    if wanted.filled:
        return Fault(wanted.name, "word_not_in_list", "the word is not in the list", fix, where, SET_ASIDE)
    reason = f"the word is not in the list, and is {becomes}"
    return Fault(wanted.name, "word_not_in_list", reason, fix, where, WARNED)
