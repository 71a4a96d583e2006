"""Every worked example of every indicator comes out of the door as it is printed on the Methods page."""

import pytest
from sqlalchemy import select

from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.details import further_figures
from pipelines.questions.dimensions import CELL_DIMENSIONS
from pipelines.questions.released import EMPTY, HIDDEN, NOT_COMPUTABLE, SHOWN
from pipelines.questions.selection import Selection
from pipelines.register.indicators import register
from pipelines.store import schema
from pipelines.store.database import open_database
from tests.county import built
from tests.dashboard import small_county

EXAMPLES = [(d, i, e) for d in register().values() for i, e in enumerate(d.examples)]
STATUS = {"met": SHOWN, "not met": SHOWN, "pending": EMPTY, "hidden": HIDDEN}


@pytest.fixture(scope="module")
def counties(tmp_path_factory):
    """(indicator, number of the example) -> (folder, door), each built once."""
    made = {}

    def of(definition, number):
        if (definition.id, number) not in made:
            example = definition.examples[number]
            folder = tmp_path_factory.mktemp(definition.id)
            door = built(folder, example.tables, example.as_of, parse_profile(example.profile))
            made[definition.id, number] = folder, door
        return made[definition.id, number]

    return of


@pytest.mark.parametrize(
    ("definition", "number", "example"), EXAMPLES, ids=[f"{d.id}-{i}" for d, i, _ in EXAMPLES]
)
def test_the_worked_example_is_what_the_door_answers(definition, number, example, counties):
    _, reports = counties(definition, number)
    asked = Selection(definition.id, grain=example.grain, by=example.by, where=example.where)
    released = reports.fetch(acting_as("director"), asked)
    found_rows = {(r.period, tuple(v for _, v in r.group)): r for r in released.rows}
    assert (example.period, example.group) in found_rows, "no row of this period and group"
    row = found_rows[example.period, example.group]
    no_figure = example.outcome == "not met" and example.expect.get("value", 0) is None
    assert row.status == (NOT_COMPUTABLE if no_figure else STATUS[example.outcome])
    for figure, expected in example.expect.items():
        further = further_figures(row.detail)
        found = further[figure] if figure in further else getattr(row, figure)
        wanted = None if expected is None else pytest.approx(expected, rel=1e-5, abs=1e-6)
        assert found == wanted, (figure, row, released.sentence)
    if example.outcome == "pending":
        assert released.pending == 1


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """The store of the small county, whose rows have a value of every dimension."""
    folder = tmp_path_factory.mktemp("small")
    built(folder, small_county.tables(), small_county.AS_OF, parse_profile(small_county.profile()))
    return open_database(f"sqlite:///{folder / 'store'}")


@pytest.mark.parametrize("definition", register().values(), ids=register())
def test_what_a_measure_can_be_split_by_is_brought_by_its_count(definition, small):
    """A split that no cell knows would blame the county: "this county's source does not hold channel"."""
    cells = schema.cells
    with small.connect() as connection:
        rows = connection.execute(select(cells).where(cells.c.indicator == definition.id)).mappings()
        brought = {c for row in rows for c in row if row[c] not in (None, "")}
    assert set(definition.breakdowns) & set(CELL_DIMENSIONS) <= brought


def _parts(folder, definition):
    """Parts of the indicator's cells in a built store, but for the records left out by reason."""
    cells = schema.cells
    engine = open_database(f"sqlite:///{folder / 'store'}")
    with engine.connect() as connection:
        found = connection.scalars(select(cells.c.part).where(cells.c.indicator == definition.id).distinct())
        return {part for part in found if not part.startswith("excluded:")}


@pytest.mark.parametrize("definition", register().values(), ids=register())
def test_counting_yields_the_declared_parts_and_no_others(definition, counties):
    yielded = set()
    for number in range(len(definition.examples)):
        yielded |= _parts(counties(definition, number)[0], definition)
    assert yielded == set(definition.parts)
