"""Which counts may be seen: small ones hidden, and enough others that none comes back by subtraction.

Counts in, decisions out; imports nothing of ours. A release safe against every attack is proved by an
audit before it is published; this is the method, not the proof.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True)
class Equation:
    """A published sum: the total equals its parts, so one missing term can be worked out."""

    total: Hashable
    parts: tuple[Hashable, ...]


def protect(
    sizes: Mapping[Node, int], small: Callable[[int], bool], equations: Iterable[Equation], least: int,
    also: Iterable[Node] = (),
) -> frozenset[Node]:
    """Nodes to hide: the small ones, those in `also`, and complements until no equation gives one away.

    In each equation with something hidden, either nothing is derivable because two or more terms are
    hidden, or one more is hidden: the smallest shown part, else the total. Hidden parts of a shown
    total must together hold at least `least`. Zero is never hidden: it is no secret here.
    """
    hidden = {n for n, size in sizes.items() if small(size)} | {n for n in also if sizes.get(n, 0)}
    equations = [e for e in equations if e.total in sizes]
    holding: dict[Node, list[int]] = defaultdict(list)
    for place, equation in enumerate(equations):
        for node in (equation.total, *equation.parts):
            holding[node].append(place)
    # Only equations that hold a newly hidden node can have become derivable.
    waiting = sorted({place for node in hidden for place in holding[node]})
    while waiting:
        found = set()
        for place in waiting:
            while (one_more := _needed(equations[place], sizes, hidden, least)) is not None:
                hidden.add(one_more)
                found.update(holding[one_more])
        waiting = sorted(found)
    return frozenset(hidden)


def _needed(equation: Equation, sizes: Mapping[Node, int], hidden: set, least: int):
    """The next node to hide in this equation, or None when it gives nothing away."""
    parts = [p for p in equation.parts if sizes.get(p, 0)]
    away = [p for p in parts if p in hidden]
    total_away = equation.total in hidden
    if not away and not total_away:
        return None
    terms = len(away) + total_away
    enough = total_away or sum(sizes[p] for p in away) >= least
    if terms >= 2 and enough:
        return None
    shown = sorted((p for p in parts if p not in hidden), key=lambda p: (sizes[p], repr(p)))
    if shown:
        return shown[0]
    return None if total_away else equation.total


def nearest(count: int, base: int) -> int:
    """The count rounded to the nearest multiple of the base; halves go up."""
    return (2 * count + base) // (2 * base) * base
