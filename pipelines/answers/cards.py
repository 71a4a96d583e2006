"""The register as the Methods page prints it, and how far it reaches the practice model."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipelines.catalog import behaviours
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.kinds.listed import KINDS
from pipelines.questions.selection import GRAINS
from pipelines.questions.standing import Stand
from pipelines.register.indicators import register
from pipelines.register.sources import contract
from pipelines.words.say import say


@dataclass(frozen=True)
class IndicatorCard:
    """One entry of the register, as the Methods page prints it."""

    id: str
    title: str
    question: str
    why: str
    behaviours: tuple[str, ...]
    behaviour_words: tuple[tuple[str, str], ...]
    """(id, label in the catalogue) of each behaviour."""
    numerator: str
    denominator: str
    kind: str
    method: str
    interval: str
    adds_over: str
    unit: str
    direction: str
    protects: str
    sources: tuple[str, ...]
    required: Mapping[str, tuple[str, ...]]
    caveats: tuple[str, ...]
    owner: str
    reviewed: str
    version: str
    breakdowns: tuple[str, ...]
    examples: tuple[Example, ...]
    grain: str
    """The period its figures come in: the longest of those of its sources."""
    stock: bool
    """Whether it is of a moment: compared as it stands in the latest period, not by a mean over many (A22)."""
    better: str
    worse: str
    stands: tuple[Stand, ...]


def cards() -> tuple[IndicatorCard, ...]:
    """The register, in reading order."""
    return tuple(
        IndicatorCard(
            id=d.id,
            title=say(d.title),
            question=say(d.question),
            why=say(d.why),
            behaviours=d.behaviours,
            behaviour_words=tuple((b, say(behaviours.item(b).label)) for b in d.behaviours),
            numerator=say(d.numerator),
            denominator=say(d.denominator),
            kind=d.kind,
            method=say(KINDS[d.kind].method),
            interval=say(KINDS[d.kind].interval),
            adds_over=say(KINDS[d.kind].adds_over),
            unit=d.unit,
            direction=d.direction,
            protects=d.protects,
            sources=tuple(say(contract(s).title) for s in d.sources),
            required=d.needs,
            caveats=tuple(map(say, d.caveats)),
            owner=say(d.owner),
            reviewed=d.reviewed,
            version=d.version,
            breakdowns=d.breakdowns,
            examples=tuple(replace(e, given=say(e.given), then=say(e.then)) for e in d.examples),
            grain=own_grain(d),
            stock=KINDS[d.kind].latest,
            better=d.better,
            worse=d.worse,
            stands=d.stands,
        )
        for d in register().values()
    )


def own_grain(definition: Indicator) -> str:
    """The grain at which a measure is told: the coarsest of its sources."""
    return max((contract(s).grain for s in definition.sources), key=GRAINS.index)


def coverage() -> tuple[behaviours.BehaviourCoverage, ...]:
    """Behaviours 1 to 16 of 2016 and which of their items an indicator names."""
    found = behaviours.coverage({d.id: d.behaviours for d in register().values()})
    return tuple(replace(b, label=say(b.label), element=_element(b.element)) for b in found)


def coverage_2023() -> tuple[behaviours.ItemCoverage, ...]:
    found = behaviours.coverage_2023({d.id: d.behaviours for d in register().values()})
    return tuple(replace(i, label=say(i.label), element=_element(i.element)) for i in found)


def _element(name: str) -> str:
    """An element in the reader's language; an item that stands under none has none."""
    return say(name) if name else ""
