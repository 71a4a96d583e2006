"""Which counts may be seen: small ones hidden, and enough others that none comes back by subtraction.

Counts in, decisions out; imports nothing of ours. A release safe against every attack is proved by an
audit before it is published; this is the method, not the proof.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

Node = TypeVar("Node", bound=Hashable)
ZERO = 1e-9


@dataclass(frozen=True)
class Equation(Generic[Node]):
    """A published sum: the total equals its parts, so one missing term can be worked out."""

    total: Node
    parts: tuple[Node, ...]

    @property
    def terms(self) -> tuple[Node, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True)
class Rule:
    """1 to `upto` is small. Hidden parts of a shown total hold at least `least` together, and their sum
    leaves at least `room` below what as many counts of `upto` would hold: three hidden counts that sum to
    thirty, where ten is the most that is hidden, can only be tens (CalHHS guideline 4.4)."""

    upto: int
    least: int
    room: int
    kept: frozenset = frozenset()
    """Nodes hidden as complements only when no other will do, such as the group others are compared with."""

    def small(self, size: int) -> bool:
        return 1 <= size <= self.upto


def protect(
    sizes: Mapping[Node, int], rule: Rule, equations: Iterable[Equation[Node]], also: Iterable[Node] = ()
) -> frozenset[Node]:
    """Nodes to hide: the small ones, those in `also`, and complements until none can be worked out.

    An equation with something hidden gets one more hidden term, the smallest shown part, else the total,
    while it alone gives something away; then the equations are taken together, and while any hidden node
    follows from them a neighbour of it is hidden too. Zero is never hidden: it is no secret here.
    """
    equations = [e for e in equations if e.total in sizes]
    hidden = {n for n, size in sizes.items() if rule.small(size)} | {n for n in also if sizes.get(n, 0)}
    holding = _holding(equations)
    _close(hidden, hidden, sizes, rule, equations, holding)
    while True:
        found = sorted(determined(hidden, sizes, equations), key=repr)
        extra = next(
            (n for d in found if (n := _neighbour(d, sizes, rule, hidden, equations, holding))), None
        )
        if extra is None:
            return frozenset(hidden)
        hidden.add(extra)
        _close({extra}, hidden, sizes, rule, equations, holding)


def _holding(equations: list[Equation[Node]]) -> dict[Node, list[int]]:
    """Node -> places of the equations it stands in."""
    holding: dict[Node, list[int]] = defaultdict(list)
    for place, equation in enumerate(equations):
        for node in equation.terms:
            holding[node].append(place)
    return holding


def _close(
    new: Iterable[Node],
    hidden: set[Node],
    sizes: Mapping[Node, int],
    rule: Rule,
    equations: list[Equation[Node]],
    holding: Mapping[Node, list[int]],
) -> None:
    """Hide complements until no single equation gives anything away; only touched equations are looked at."""
    # What is hidden to close one sum opens others: a cell stands in its row, its column and its year, and each
    # of these may now be one unknown short of telling. So every sum the new node stands in is looked at again.
    # It ends because nodes are only ever hidden, and each at most once; the fixed order makes the same counts
    # hide the same cells, or two answers to one question could be compared.
    waiting = sorted({place for node in new for place in holding[node]})
    while waiting:
        touched: set[int] = set()
        for place in waiting:
            while (one_more := _needed(equations[place], sizes, hidden, rule)) is not None:
                hidden.add(one_more)
                touched.update(holding[one_more])
        waiting = sorted(touched)


def _needed(
    equation: Equation[Node], sizes: Mapping[Node, int], hidden: set[Node], rule: Rule
) -> Node | None:
    """The next node to hide in this equation, or None when it gives nothing away."""
    parts = [p for p in equation.parts if sizes.get(p, 0)]
    away = [p for p in parts if p in hidden]
    total_away = equation.total in hidden
    if not away and not total_away:
        return None
    if total_away and away:
        return None
    if not total_away and len(away) >= 2 and _roomy(sum(sizes[p] for p in away), len(away), rule):
        return None
    shown = _in_order(p for p in parts if p not in hidden)
    if shown:
        return min(shown, key=lambda p: (p in rule.kept, sizes[p]))
    return None if total_away else equation.total


def _roomy(together: int, count: int, rule: Rule) -> bool:
    """Neither too small together, nor squeezed under the ceiling."""
    below_ceiling = count * rule.upto - together
    return together >= rule.least and not 0 <= below_ceiling < rule.room


def _in_order(nodes: Iterable[Node]) -> list[Node]:
    """One fixed order, so that the same counts always hide the same nodes."""
    return sorted(nodes, key=repr)


def determined(
    hidden: Iterable[Node], sizes: Mapping[Node, int], equations: Iterable[Equation[Node]]
) -> set[Node]:
    """Hidden nodes whose count follows from the shown ones by adding and subtracting equations.

    A node follows exactly when it is zero in every solution of the equations with nothing on the right:
    when its row of the null space is zero. Taken component by component, so the systems stay small.
    """
    unknown = {n for n in hidden if sizes.get(n, 0)}
    lines = [tuple(n for n in e.terms if n in unknown) for e in equations]
    signs = [{n: (1 if n == e.total else -1) for n in e.terms} for e in equations]
    found: set[Node] = set()
    for nodes, places in _components(unknown, lines):
        order = {n: i for i, n in enumerate(nodes)}
        matrix = np.zeros((len(places), len(nodes)))
        for row, place in enumerate(places):
            for node in lines[place]:
                matrix[row, order[node]] = signs[place][node]
        free = _null_space(matrix)
        found |= {n for n, i in order.items() if np.abs(free[i]).max(initial=0) < ZERO}
    return found


def _null_space(matrix: np.ndarray) -> np.ndarray:
    """Columns that span the solutions of matrix · x = 0."""
    _, values, right = np.linalg.svd(matrix, full_matrices=True)
    rank = int((values > ZERO * max(1.0, values.max(initial=0))).sum())
    return right[rank:].T


def _components(unknown: set, lines: list[tuple]) -> list[tuple[list, list[int]]]:
    """Unknowns joined by equations, with the places of those equations; free unknowns are left out."""
    parent = {n: n for n in unknown}

    def root(node):
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for line in lines:
        for node in line[1:]:
            parent[root(node)] = root(line[0])
    grouped: dict = defaultdict(lambda: ([], []))
    for node in _in_order(unknown):
        grouped[root(node)][0].append(node)
    for place, line in enumerate(lines):
        if line:
            grouped[root(line[0])][1].append(place)
    return [g for g in grouped.values() if g[1]]


def _neighbour(
    node: Node,
    sizes: Mapping[Node, int],
    rule: Rule,
    hidden: set[Node],
    equations: list[Equation[Node]],
    holding: Mapping[Node, list[int]],
) -> Node | None:
    """The smallest shown part of an equation the node stands in, else a shown total; None when all is hidden."""
    parts = {p for i in holding[node] for p in equations[i].parts if sizes.get(p, 0) and p not in hidden}
    if parts:
        return min(_in_order(parts), key=lambda p: (p in rule.kept, sizes[p]))
    totals = {equations[i].total for i in holding[node]} - hidden
    return min(_in_order(t for t in totals if sizes.get(t, 0)), key=lambda t: sizes[t], default=None)


def nearest(count: int, base: int) -> int:
    """The count rounded to the nearest multiple of the base; halves go up."""
    return (2 * count + base) // (2 * base) * base
