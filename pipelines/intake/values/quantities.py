"""Numbers as people write them. What is not plainly a number is told, never guessed."""

import pandas as pd

from pipelines.counting.contract import Field
from pipelines.intake.problems import Fault

WHOLE = r"[+-]?(\d{1,3}(,\d{3})+|\d{1,15})(\.0+)?"
DECIMAL = r"[+-]?((\d{1,3}(,\d{3})+|\d{1,15})(\.\d{0,15})?|\.\d{1,15})"
"""Commas may part thousands. No exponents, currency, percent signs or brackets: 1e400 is no count."""


def as_number(wanted: Field, column: pd.Series) -> tuple[pd.Series, list[Fault]]:
    """A column of plain text as float64, or Int64 for an integer field; blanks are missing."""
    is_whole = wanted.kind == "integer"
    read = column.str.fullmatch(WHOLE if is_whole else DECIMAL)
    values = pd.to_numeric(column.where(read).str.replace(",", "")).astype("float64")
    wrong = ~read & column.ne("")
    least = float("-inf") if wanted.minimum is None else wanted.minimum
    most = float("inf") if wanted.maximum is None else wanted.maximum
    faults = [
        Fault(
            wanted.name,
            "not_a_number",
            f"this is not a {'whole ' * is_whole}number",
            "write plain digits, with a point for decimals",
            wrong.to_numpy(bool),
        ),
        Fault(
            wanted.name,
            "out_of_range",
            f"the number is not from {least:g} to {most:g}",
            "correct the number",
            ((values < least) | (values > most)).to_numpy(bool),
        ),
    ]
    return (values.astype("Int64") if is_whole else values), faults
