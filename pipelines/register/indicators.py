"""The register: every indicator found in its folder, by id, once all of its words are known to be right."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

import pipelines.indicators
from pipelines.catalog.catalogue_checks import catalogue_slips
from pipelines.counting.definition import Indicator
from pipelines.questions.errors import WrongQuestion
from pipelines.register import sources
from pipelines.register.checks import definition_slips
from pipelines.register.files import declared, path_of
from pipelines.register.kind_checks import kind_slips
from pipelines.register.publication_checks import linked_slips
from pipelines.register.slips import Slip, refuse
from pipelines.register.stand_checks import Standing, shared_anchor_slips


@cache
def register() -> Mapping[str, Indicator]:
    """Indicator id -> definition, in reading order.

    The first reading holds every word of indicators, sources, kinds and catalogue against the list it
    comes from; DataError tells all that is wrong, by file. Whatever counts or serves reads it first.
    """
    read = declared(pipelines.indicators, "INDICATOR", Indicator)
    refuse((*read.slips, *_slips(read.things), *sources.slips(), *_elsewhere()))
    in_order = sorted(read.things.values(), key=lambda d: (d.order, d.id))
    return MappingProxyType({d.id: d for d in in_order})


def _slips(definitions: Mapping[str, Indicator]) -> Iterator[Slip]:
    contracts = sources.found().things
    for file, definition in definitions.items():
        others = {name: d for name, d in definitions.items() if name != file}
        for says in definition_slips(file, definition, contracts, {d.id for d in others.values()}):
            yield _slip(file, says)
        for says in linked_slips(definition, others.values()):
            yield _slip(file, says)
    yield from shared_anchor_slips((*_standing(definitions), *sources.standing()))


def _standing(definitions: Mapping[str, Indicator]) -> Iterator[Standing]:
    for file, definition in definitions.items():
        yield Standing(path_of(pipelines.indicators, file), definition.id, definition.stands)


def _slip(file: str, says: str) -> Slip:
    return Slip(path_of(pipelines.indicators, file), says)


def _elsewhere() -> Iterator[Slip]:
    yield from kind_slips()
    yield from (Slip(f"pipelines/catalog/{file}", says) for file, says in catalogue_slips())


def indicator(id: str) -> Indicator:
    """The definition, or a WrongQuestion naming what there is."""
    if id not in register():
        raise WrongQuestion(
            "There is no indicator of that name. Choose one of: {choices}.", choices=", ".join(register())
        )
    return register()[id]
