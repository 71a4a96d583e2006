"""Every worked example of every indicator comes out of the door as it is printed on the Methods page."""

import pytest
from sqlalchemy import select

from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.released import EMPTY, HIDDEN, SHOWN
from pipelines.questions.selection import Selection
from pipelines.register.indicators import register
from pipelines.store import schema
from pipelines.store.database import open_database
from tests.county import built

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
    row = next(
        r
        for r in released.rows
        if r.period == example.period and tuple(v for _, v in r.group) == example.group
    )
    assert row.status == STATUS[example.outcome]
    for figure, expected in example.expect.items():
        found = row.more[figure] if figure in row.more else getattr(row, figure)
        wanted = None if expected is None else pytest.approx(expected, rel=1e-5, abs=1e-6)
        assert found == wanted, (figure, row, released.sentence)
    if example.outcome == "pending":
        assert released.pending == 1


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
