"""What an attacker can work out from published tables: linear algebra, linear programs, nothing of ours."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

Equation = tuple[object, Sequence[object]]
"""(total, parts): the total is the sum of its parts."""


def determined(hidden: Iterable, equations: Iterable[Equation]) -> set:
    """The hidden values that follow exactly from the shown ones by adding and subtracting equations.

    Everything not in `hidden` counts as known. A value is determined when no change of the hidden values
    that leaves every equation true changes it: its row of the null space is zero.
    """
    unknown = sorted(set(hidden), key=repr)
    place = {name: i for i, name in enumerate(unknown)}
    lines = []
    for total, parts in equations:
        line = np.zeros(len(unknown))
        for name, sign in ((total, -1.0), *((p, 1.0) for p in parts)):
            if name in place:
                line[place[name]] += sign
        if line.any():
            lines.append(line)
    if not lines:
        return set()
    _, sizes, turned = np.linalg.svd(np.array(lines))
    rank = int((sizes > 1e-9).sum())
    free = np.abs(turned[rank:]).max(axis=0) if rank < len(unknown) else np.zeros(len(unknown))
    return {name for name, freedom in zip(unknown, free, strict=True) if freedom < 1e-9}


def width(
    target: object,
    ranges: Mapping[object, tuple[float, float | None]],
    equations: Iterable[Equation],
    at_most: Iterable[tuple[object, object]] = (),
) -> float:
    """How far apart the least and greatest value of `target` are that the published ranges allow.

    `ranges` gives each variable's (low, high); `at_most` pairs are (x, y) with x <= y.
    """
    names = list(ranges)
    place = {name: i for i, name in enumerate(names)}
    sums = [_line(place, ((t, -1.0), *((p, 1.0) for p in parts))) for t, parts in equations]
    order = [_line(place, ((x, 1.0), (y, -1.0))) for x, y in at_most]
    ends = []
    for sign in (1, -1):
        found = linprog(
            sign * _line(place, ((target, 1.0),)),
            bounds=[ranges[n] for n in names],
            method="highs",
            A_eq=np.array(sums) if sums else None,
            b_eq=np.zeros(len(sums)) if sums else None,
            A_ub=np.array(order) if order else None,
            b_ub=np.zeros(len(order)) if order else None,
        )
        if found.status == 3:
            return float("inf")
        if found.status != 0:
            raise AssertionError(f"the published figures contradict each other: {found.message}")
        ends.append(sign * found.fun)
    return ends[1] - ends[0]


def _line(place: Mapping[object, int], terms: Iterable[tuple[object, float]]) -> np.ndarray:
    line = np.zeros(len(place))
    for name, sign in terms:
        line[place[name]] += sign
    return line


def candidates(counts: Sequence[int], hide: Callable[[Sequence[int]], frozenset[int]]) -> dict[int, set[int]]:
    """Values each hidden count may have for one who knows the method, the total and the shown counts.

    Tries every way to share the hidden sum (each at least 1) and keeps those for which the method would
    have hidden exactly the same places.
    """
    away = sorted(hide(counts))
    found: dict[int, set[int]] = {place: set() for place in away}
    rest = sum(counts[i] for i in away)
    for cuts in combinations(range(1, rest), len(away) - 1):
        edges = (0, *cuts, rest)
        guess = list(counts)
        for place, low, high in zip(away, edges[:-1], edges[1:], strict=True):
            guess[place] = high - low
        if sorted(hide(guess)) == away:
            for place in away:
                found[place].add(guess[place])
    return found
