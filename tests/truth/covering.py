"""Which pages are read: every combination there is, and a small part of them that holds every pair of values."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from dashboard.shell.page_list import PAGES
from pipelines.register.indicators import register
from tests.truth.truth_county import PERIODS, PLACES, ROLES, variants

Case = tuple[str, ...]
"""(page, role, sources, place, period)."""


def factors() -> tuple[tuple[str, ...], ...]:
    """The values of each part of a case, in its order; a measure page counts once for every measure."""
    pages = [p.id for p in PAGES if p.id != "measure"]
    measures = [f"measure {i}" for i in register()]
    return (*pages, *measures), ROLES, tuple(variants()), tuple(PLACES), tuple(PERIODS)


def everything() -> Iterator[Case]:
    """Every case, the sources slowest, so that each county is built once."""
    pages, roles, sources, places, periods = factors()
    for source, page, role, place, period in product(sources, pages, roles, places, periods):
        yield page, role, source, place, period


def pairs_of(case: Case) -> set[tuple[int, str, int, str]]:
    """The pairs of values that a case holds."""
    return {(i, case[i], j, case[j]) for i, j in combinations(range(len(case)), 2)}


def covering(values: Sequence[Sequence[str]] | None = None) -> list[Case]:
    """Cases that hold every pair of values: greedily, each case the one that brings most of what is lacking.

    The first two factors with most values are crossed; the others are chosen for what they add. The same
    input gives the same list.
    """
    given = values or factors()
    lacking = {
        (i, a, j, b) for i, j in combinations(range(len(given)), 2) for a in given[i] for b in given[j]
    }
    found: list[Case] = []
    while lacking:
        i, a, j, b = min(lacking)
        case = _completed(given, {i: a, j: b}, lacking)
        lacking -= pairs_of(case)
        found.append(case)
    return sorted(found, key=lambda c: (c[2], c))


def suite() -> list[Case]:
    """What the tests read: the covering, and of the whole county every page as every role in every place."""
    pages, roles, sources, places, periods = factors()
    whole = [
        (page, role, sources[0], place, periods[turn % len(periods)])
        for turn, (page, role, place) in enumerate(product(pages, roles, places))
    ]
    return sorted({*covering(), *whole}, key=lambda c: (c[2], c))


def _completed(given: Sequence[Sequence[str]], fixed: dict[int, str], lacking: set) -> Case:
    """A case with two of its values given; each of the others is the one with most pairs still lacking."""
    chosen = dict(fixed)
    for place, options in enumerate(given):
        if place not in chosen:
            chosen[place] = max(options, key=lambda o: (_brings(place, o, chosen, lacking), o))
    return tuple(chosen[place] for place in range(len(given)))


def _brings(place: int, option: str, chosen: dict[int, str], lacking: set) -> int:
    pairs = ((min((place, option), (k, v)), max((place, option), (k, v))) for k, v in chosen.items())
    return sum((*first, *second) in lacking for first, second in pairs)
