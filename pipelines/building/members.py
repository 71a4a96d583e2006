"""The names of what numbers may be split by: places, groups and domains, as this county's files hold them."""

from collections.abc import Sequence

from pipelines.counting.cells import WHOLE
from pipelines.counting.facts import Facts
from pipelines.questions.dimensions import UNKNOWN
from pipelines.store.built import Measured


def members(facts: Facts, measured: Sequence[Measured]) -> list[tuple[str, str, str, str]]:
    """(dimension, id, label, parent) of divisions, units, groups and domains, in display order."""
    groups = facts.profile.race_on(facts.as_of.date()).groups
    found = [*facts.organisation.members(), *(("race", g.id, g.label, "") for g in groups)]
    if not facts.organisation.known:
        recorded = {u for rows in facts.rows.values() if "unit" in rows for u in rows["unit"].unique()}
        found += [("unit", u, u, "") for u in sorted(recorded - {""})]
    return found + [("domain", d, d, "") for d in _seen(measured, "domain")]


def _seen(measured: Sequence[Measured], column: str) -> list[str]:
    values = {v for m in measured for v in m.cells[column].unique()}
    return sorted(values - {"", WHOLE, UNKNOWN})
