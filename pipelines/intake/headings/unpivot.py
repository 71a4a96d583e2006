"""A wide survey, one row a person, unfolded into one line an answer."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from pipelines.intake.mapping import SurveyItem, Unpivot
from pipelines.intake.spelling import by_unique, folded


def unfold(
    text: pd.DataFrame, answers: dict[str, pd.Series], unpivot: Unpivot
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Each line of `text` repeated for every item: (lines, the line each came from, the column it came from).

    Lines keep the order of the file, and items their order in the mapping file. An answer that is not
    applicable is blank, as is one that was not given.
    """
    people, items = len(text), unpivot.items
    origin = np.repeat(np.arange(people), len(items))
    lines = text.take(origin).reset_index(drop=True)
    for name in unpivot.fields:
        if name == "answer":
            lines[name] = _answers(answers, unpivot, people)
        else:
            lines[name] = pd.Series([PARTS[name](i, unpivot) for i in items] * people, dtype="str")
    return lines, origin, np.tile([i.column for i in items], people)


PARTS: dict[str, Callable[[SurveyItem, Unpivot], str]] = {
    "item": lambda item, _: item.item,
    "domain": lambda item, _: item.domain,
    "low": lambda item, unpivot: f"{unpivot.low if item.low is None else item.low:g}",
    "high": lambda item, unpivot: f"{unpivot.high if item.high is None else item.high:g}",
    "reversed": lambda item, _: "yes" if item.reversed else "no",
}
"""What each field says of an item, as text."""


def _answers(answers: dict[str, pd.Series], unpivot: Unpivot, people: int) -> pd.Series:
    points = {folded(label): f"{point:g}" for label, point in unpivot.labels.items()}
    points |= {folded(label): "" for label in unpivot.not_applicable}
    wide = np.empty((people, len(unpivot.items)), dtype=object)
    for n, item in enumerate(unpivot.items):
        wide[:, n] = by_unique(answers[item.column], lambda word: points.get(folded(word), word))
    return pd.Series(wide.ravel(), dtype="str")
