"""Every worked example of every indicator comes out of the door as it is printed on the Methods page."""

import pytest

from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from pipelines.register.indicators import register
from tests.county import built

EXAMPLES = [(d, i, e) for d in register().values() for i, e in enumerate(d.examples)]


def test_every_indicator_has_an_example():
    assert all(d.examples for d in register().values())


@pytest.mark.parametrize(
    ("definition", "number", "example"), EXAMPLES, ids=[f"{d.id}-{i}" for d, i, _ in EXAMPLES]
)
def test_the_worked_example_is_what_the_door_answers(definition, number, example, tmp_path):
    reports = built(tmp_path, example.tables, example.as_of, parse_profile(example.profile))
    asked = Selection(definition.id, grain=example.grain, by=example.by, where=example.where)
    released = reports.fetch(acting_as("director"), asked)
    row = next(
        r
        for r in released.rows
        if r.period == example.period and tuple(v for _, v in r.group) == example.group
    )
    for figure, expected in example.expect.items():
        found = row.more[figure] if figure in row.more else getattr(row, figure)
        assert found == pytest.approx(expected, rel=1e-5), (figure, row, released.sentence)
