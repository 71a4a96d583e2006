"""Where things stand, held against the slots that the pages offer and the words that these ask for."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pipelines.questions.standing import SLOTS, Slot, Stand, Template
from pipelines.questions.template import places_of
from pipelines.register.slips import Slip, unlisted

KEY = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*|")


@dataclass(frozen=True)
class Standing:
    """One thing that stands somewhere: the file it is declared in, its id, and where."""

    file: str
    id: str
    stands: tuple[Stand, ...]


def stand_slips(
    stands: Iterable[Stand], takes: str, splits: Collection[str] = (), columns: Collection[str] = ()
) -> Iterator[str]:
    """What is wrong with the stands of one thing, which is of the kind `takes`, splits by `splits` and has `columns`."""
    listed = tuple(slot.id for slot in SLOTS.values() if slot.takes == takes)
    taken: set[str] = set()
    for stand in stands:
        yield from unlisted("stands", (stand.slot,), listed)
        if stand.slot in listed:
            says = _slips_of(stand, SLOTS[stand.slot], splits, columns)
            yield from (f"stands, {stand.slot!r}: {what}" for what in says)
        if stand.slot in taken:
            yield f"stands: {stand.slot!r} is taken twice"
        taken.add(stand.slot)


def _slips_of(stand: Stand, slot: Slot, splits: Collection[str], columns: Collection[str]) -> Iterator[str]:
    if not KEY.fullmatch(stand.key):
        yield f"the key {stand.key!r} is not made of small letters and figures, with - or _ between words"
    yield from unlisted("split that the slot needs", slot.splits, splits)
    yield from unlisted("column that the slot draws", slot.columns, columns)
    yield from unlisted("words", stand.words, slot.words)
    yield from (f"words: {name!r} is not said" for name in slot.words if name not in stand.words)
    for name in set(stand.words) & set(slot.words):
        yield from _template_slips(name, stand.words[name], slot.words[name])


def _template_slips(name: str, said: Template, wanted: Collection[str]) -> Iterator[str]:
    if isinstance(said, tuple) != ("count" in wanted):
        yield f"words, {name!r}: only what is counted is said in two forms, of one and of many"
    for form in (said,) if isinstance(said, str) else said:
        found = places_of(form) | (set(wanted) & {"count"})
        if found != set(wanted):
            yield f"words, {name!r}: the places are {sorted(found)}, not {sorted(wanted)}"


def shared_anchor_slips(standing: Iterable[Standing]) -> Iterator[Slip]:
    """Two things under one anchor of one page: a link could not tell them apart."""
    held: dict[tuple[str, str], str] = {}
    for thing in standing:
        for stand in thing.stands:
            if stand.page:
                first = held.setdefault((stand.page, stand.anchor(thing.id)), thing.id)
                if first != thing.id:
                    says = (
                        f"stands, {stand.slot!r}: {stand.anchor(thing.id)!r} is the anchor of {first!r} there"
                    )
                    yield Slip(thing.file, says)
