"""What published tables tell of each other, from their declaration alone, held against sums made by hand."""

import itertools
import random

import pytest

from pipelines.counting.definition import PublishedTable
from pipelines.gate.published_sums import PublishedNode, equations, links
from pipelines.gate.suppression import Rule, protect
from tests.attacker import determined

YEAR, QUARTER = PublishedTable("year"), PublishedTable("quarter")
RACES, RACES_BY_QUARTER = PublishedTable("year", ("race",)), PublishedTable("quarter", ("race",))
DIVISIONS = PublishedTable("year", ("division", "race"))


def test_the_tables_of_answers_in_time_are_linked_as_one_would_by_hand():
    """Quarters to years, groups to the total, divisions to the group; and nothing that follows from two of these."""
    assert set(links((YEAR, QUARTER, RACES, RACES_BY_QUARTER, DIVISIONS))) == {
        (YEAR, QUARTER),
        (RACES, RACES_BY_QUARTER),
        (YEAR, RACES),
        (QUARTER, RACES_BY_QUARTER),
        (RACES, DIVISIONS),
    }


@pytest.mark.parametrize(
    ("tables", "linked"),
    [
        pytest.param((YEAR, DIVISIONS), {(YEAR, DIVISIONS)}, id="two dimensions at once"),
        pytest.param((YEAR, RACES_BY_QUARTER), {(YEAR, RACES_BY_QUARTER)}, id="period and group at once"),
        pytest.param((RACES, PublishedTable("year", ("language",))), set(), id="neither is finer"),
        pytest.param((QUARTER, RACES), set(), id="a longer period by group, a shorter one whole"),
        pytest.param(
            (YEAR, QUARTER, PublishedTable("month")),
            {(YEAR, QUARTER), (QUARTER, PublishedTable("month"))},
            id="months, quarters and years",
        ),
    ],
)
def test_tables_are_linked_to_the_next_finer_ones(tables, linked):
    assert set(links(tables)) == linked


VALUES = {"division": ("a", "b"), "race": ("x", "y", "unknown"), "language": ("en", "unknown")}
"""Two dimensions share a word: their cells must not be taken for each other's."""
PERIODS = {"month": ("2025-01", "2025-02", "2025-04"), "quarter": ("2025-Q1", "2025-Q2"), "year": ("2025",)}
MONTHS_OF = {"2025-Q1": ("2025-01", "2025-02"), "2025-Q2": ("2025-04",), "2025": PERIODS["month"]}
EVERY = [
    PublishedTable(grain, by)
    for grain in PERIODS
    for size in range(3)
    for by in itertools.combinations(VALUES, size)
]


def drawn(draw, most):
    """Tables as they may be declared: what two of them have in common is one of them."""
    tables = set(draw.sample(EVERY, draw.randint(2, most)))
    while True:
        shared = {_common(a, b) for a, b in itertools.combinations(tables, 2)}
        if shared <= tables:
            return sorted(tables, key=repr)
        tables |= shared


def _common(one, other):
    grain = max(one.grain, other.grain, key=list(PERIODS).index)
    return PublishedTable(grain, tuple(d for d in one.by if d in other.by))


def counted(tables, draw):
    """Cells of these tables, each summed from single records by a loop of its own."""
    records = [
        {"month": draw.choice(PERIODS["month"]), **{d: draw.choice(v) for d, v in VALUES.items()}}
        for _ in range(120)
    ]
    cells = {}
    for table in tables:
        cells[table] = {}
        for period in PERIODS[table.grain]:
            inside = [r for r in records if r["month"] in MONTHS_OF.get(period, (period,))]
            for group in itertools.product(*(VALUES[d] for d in table.by)):
                n = sum(all(r[d] == v for d, v in zip(table.by, group, strict=True)) for r in inside)
                if n:
                    cells[table][PublishedNode(period, group, table.by)] = {("den", 0): n}
    return cells


@pytest.mark.parametrize("seed", range(40))
def test_every_equation_of_any_declared_tables_is_true_of_their_counts(seed):
    draw = random.Random(seed)
    cells = counted(drawn(draw, 6), draw)
    sizes = {node: sums["den", 0] for found in cells.values() for node, sums in found.items()}
    for equation in equations(cells):
        assert sizes[equation.total] == sum(sizes[p] for p in equation.parts), equation


def every_sum(cells):
    """(total, parts) wherever cells of one table fill a cell of another, found by trying all pairs of tables."""
    found = []
    for coarse, fine in itertools.permutations(cells, 2):
        if set(coarse.by) <= set(fine.by):
            for total in cells[coarse]:
                parts = [n for n in cells[fine] if _inside(n, total)]
                sizes = [cells[fine][n]["den", 0] for n in parts]
                if parts and sum(sizes) == cells[coarse][total]["den", 0] and _whole(parts, total):
                    found.append((total, parts))
    return found


def _inside(node, total):
    shared = all(node.value(d) == total.value(d) for d in total.by)
    months = MONTHS_OF.get(node.period, (node.period,))
    return shared and set(months) <= set(MONTHS_OF.get(total.period, (total.period,)))


def _whole(parts, total):
    """Whether the parts are cells of one length of period that fill the total's."""
    months = {m for n in parts for m in MONTHS_OF.get(n.period, (n.period,))}
    return months <= set(MONTHS_OF.get(total.period, (total.period,)))


@pytest.mark.parametrize("seed", range(25))
def test_no_small_count_follows_from_any_sum_of_any_declared_tables(seed):
    """The attacker tries every sum between the tables, not only those that the product looked at."""
    draw = random.Random(1000 + seed)
    cells = counted(drawn(draw, 4), draw)
    sizes = {node: sums["den", 0] for found in cells.values() for node, sums in found.items()}
    hidden = protect(sizes, Rule(4, 5, 2), equations(cells))
    given_away = {n for n in determined(hidden, every_sum(cells)) if sizes[n] <= 4}
    assert not given_away
