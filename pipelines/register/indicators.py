"""The register: every indicator found in its folder, by id, once all of its words are known to be right."""

from collections.abc import Iterator, Mapping
from functools import cache

import pipelines.indicators
from pipelines.catalog.checks import catalogue_slips
from pipelines.counting.definition import Indicator
from pipelines.questions.errors import WrongQuestion
from pipelines.register import sources
from pipelines.register.checks import definition_slips
from pipelines.register.files import declared, path_of
from pipelines.register.kind_checks import kind_slips
from pipelines.register.slips import Slip, refuse

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
    """Indicator id -> definition, in reading order.

    The first reading holds every word of indicators, sources, kinds and catalogue against the list it
    comes from; DataError tells all that is wrong, by file. Whatever counts or serves reads it first.
    """
    read = declared(pipelines.indicators, "INDICATOR", Indicator)
    refuse((*read.slips, *_slips(read.things), *sources.slips(), *_elsewhere()))
    return {d.id: d for d in sorted(read.things.values(), key=lambda d: (_place(d.id), d.id))}


def _slips(definitions: Mapping[str, Indicator]) -> Iterator[Slip]:
    contracts = sources.found().things
    for file, definition in definitions.items():
        others = {d.id for name, d in definitions.items() if name != file}
        for says in definition_slips(file, definition, contracts, others):
            yield Slip(path_of(pipelines.indicators, file), says)


def _elsewhere() -> Iterator[Slip]:
    yield from kind_slips()
    yield from (Slip(f"pipelines/catalog/{file}", says) for file, says in catalogue_slips())


def _place(indicator: str) -> int:
    return ORDER.index(indicator) if indicator in ORDER else len(ORDER)


def indicator(id: str) -> Indicator:
    """The definition, or a WrongQuestion naming what there is."""
    if id not in register():
        raise WrongQuestion(
            "There is no indicator of that name. Choose one of: {choices}.", choices=", ".join(register())
        )
    return register()[id]
