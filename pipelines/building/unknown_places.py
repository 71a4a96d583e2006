"""Rows whose unit or division the organisation file does not know: counted in the county, and told."""

from dataclasses import replace

import pandas as pd

from pipelines.counting.contract import WARNED, Checked, Issue
from pipelines.counting.places import Organisation
from pipelines.register.sources import contract


def with_unplaced(checked: Checked, organisation: Organisation) -> Checked:
    """The checked file with one warning a row that stands in no known unit or division."""
    if not organisation.known or contract(checked.source).places:
        return checked
    found = []
    for field in ("unit", "division"):
        if field in checked.rows:
            found += _unknown(checked.rows, field, organisation.named(field))
    return replace(checked, issues=(*checked.issues, *found))


def _unknown(rows: pd.DataFrame, field: str, known: set[str]) -> list[Issue]:
    stray = rows.loc[(rows[field] != "") & ~rows[field].isin(known), "row"].drop_duplicates()
    return [
        Issue(
            row=int(row),
            field=field,
            code=f"unknown_{field}",
            reason=f"the {field} is not in the organisation file, so the row counts in the county only",
            fix=f"add the {field} to the organisation file, or correct it here",
            outcome=WARNED,
        )
        for row in stray
    ]
