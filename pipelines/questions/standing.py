"""Where a figure or a work list may stand: the closed list of slots that the pages offer.

A page knows its slots and asks who stands in them; an indicator or a source says of itself where it stands, in
which order and with which words. So a page never names an indicator, and a new one needs no change to a page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Template = str | tuple[str, str]
"""A sentence with named places; or its forms for one and for many."""
INDICATOR, LIST = "indicator", "work list"


@dataclass(frozen=True)
class Slot:
    """A place on a page. `words` are what a stand in it must say: name -> the places of that template.

    One with {count} among its places is said in two forms, of one and of many.
    """

    id: str
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    splits: tuple[str, ...] = ()
    """Dimensions it splits by: who stands in it can be split by them."""
    columns: tuple[str, ...] = ()
    """Of a work list: the columns it draws."""
    takes: str = INDICATOR


NOTHING: frozenset[str] = frozenset()
COUNT = frozenset({"count"})
SLOTS: Mapping[str, Slot] = {
    slot.id: slot
    for slot in (
        Slot("headline"),
        Slot(
            "shortage",
            {
                "whole": frozenset({"fte"}),
                "part": frozenset({"fte", "place"}),
                "several": frozenset({"fte", "units", "place"}),
            },
            ("unit",),
        ),
        Slot("director.scorecard"),
        Slot("director.over_target", {"counted": COUNT}),
        Slot("director.trend"),
        Slot("director.staffing"),
        Slot("director.by_domain", {"question": NOTHING}, ("domain", "rater")),
        Slot("director.by_division", {"question": NOTHING}, ("division",)),
        Slot("director.by_unit", {"question": NOTHING}, ("unit",)),
        Slot("manager.due", {"late": COUNT, "past_due": COUNT}, columns=("state",), takes=LIST),
        Slot("manager.staffing"),
        Slot("manager.ages"),
        Slot("manager.loads", columns=("worker", "unit", "load", "ratio"), takes=LIST),
        Slot("manager.waiting"),
        Slot("manager.list", takes=LIST),
        Slot("equity.ladder", {"choice": NOTHING}, ("step", "race")),
        Slot("equity.by_group", {"question": NOTHING}, ("race",)),
        Slot("equity.unrecorded", {"row": NOTHING, "sentence": frozenset({"period", "share"})}, ("race",)),
    )
}
"""Slot id -> slot. What stands before the point is the page; a slot without one is of several pages.

headline: looked at division by division, where the page says what changed. shortage: the workers who lack, in a
title. over_target: a count above its target, in the lines of what changed. ladder: ratios decision by decision,
chosen by the key of the stand. unrecorded: the share of records without a group, year by year.
"""


@dataclass(frozen=True)
class Stand:
    """One place in which something stands: lower orders first, equal ones by id."""

    slot: str
    order: int = 100
    key: str = ""
    """Its name in an address: the anchor of its card, or the word that chooses it."""
    words: Mapping[str, Template] = field(default_factory=dict)
    """What the slot asks to be said, by name."""

    def template(self, name: str) -> str:
        """Words that are one sentence; TypeError for two forms, which a register that was checked does not hold."""
        said = self.words[name]
        if not isinstance(said, str):
            raise TypeError(f"{name} in {self.slot} is said in two forms.")
        return said

    def forms(self, name: str) -> tuple[str, str]:
        """Words for one and for many; TypeError for a single sentence."""
        said = self.words[name]
        if isinstance(said, str):
            raise TypeError(f"{name} in {self.slot} has no form for many.")
        return said

    def anchor(self, id: str) -> str:
        """The id of its card on the page: its key, or what follows from the slot and the id of who stands."""
        return self.key or f"{self.slot.rpartition('.')[2]}-{id}"

    @property
    def page(self) -> str:
        """The page of its slot; "" for one of several pages."""
        return self.slot.rpartition(".")[0]
