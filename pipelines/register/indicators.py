"""The register: every indicator found in this folder, by id."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

import pipelines.indicators
from pipelines.counting.definition import Indicator
from pipelines.questions.errors import WrongQuestion

ORDER = (
    "response_24h_leadership",
    "response_24h_expectation",
    "response_24h",
    "time_to_acknowledgement",
    "overdue_open",
    "time_to_resolution",
    "vacancy_rate",
    "staffing_gap",
    "caseload_load",
    "fidelity_score",
    "relative_rate_index",
    "disparity_index",
    "decision_rate",
)
"""For reading; an indicator not named here comes after, by id."""


@cache
def register() -> Mapping[str, Indicator]:
    """Indicator id -> definition, in reading order."""
    names = [m.name for m in pkgutil.iter_modules(pipelines.indicators.__path__)]
    modules = [importlib.import_module(f"pipelines.indicators.{name}") for name in names]
    found = {m.INDICATOR.id: m.INDICATOR for m in modules if hasattr(m, "INDICATOR")}
    return dict(sorted(found.items(), key=lambda pair: (*_place(pair[0]), pair[0])))


def _place(indicator: str) -> tuple[int]:
    return (ORDER.index(indicator) if indicator in ORDER else len(ORDER),)


def indicator(id: str) -> Indicator:
    """The definition, or a WrongQuestion naming what there is."""
    if id not in register():
        raise WrongQuestion(
            "There is no indicator of that name. Choose one of: {choices}.", choices=", ".join(register())
        )
    return register()[id]
