"""What no cell of a contract column may hold, whatever its kind: signs of damage on the way."""

from collections.abc import Iterator

import pandas as pd

from pipelines.counting.contract import REFUSED, SET_ASIDE, Contract
from pipelines.intake.containers.workbooks import CELL_ERROR, DIGITS_LOST
from pipelines.intake.headings.records import Lines
from pipelines.intake.problems import Fault

FREE_TEXT = ("topic",)
"""Fields people write sentences in: long text and line breaks are no sign of damage there."""
MOST_CHARACTERS = 4_000
ERRORS = (CELL_ERROR, "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
SHORTENED = r"\d(\.\d+)?E\+\d+"
"""How a spreadsheet writes a long number it has shortened. An id such as 1234567E10 is not of this form."""
AS_TEXT = "format the column as text where it comes from, and export it again"
CHECK_QUOTES = "look for a quotation mark that is never closed, or take the line break out"


def damaged_cells(lines: Lines, contract: Contract, is_workbook: bool) -> list[Fault]:
    """Spreadsheet errors (the row is set aside); shortened ids, overlong cells and, in a text file, line
    breaks (the file is refused: a stray quotation mark swallows whole rows)."""
    faults = (
        fault
        for wanted in contract.fields
        if wanted.name in lines.text
        for fault in _damage(wanted.name, lines.text[wanted.name], contract, is_workbook)
    )
    return [f for f in faults if f.where.any()]


def _damage(name: str, column: pd.Series, contract: Contract, is_workbook: bool) -> Iterator[Fault]:
    def fault(code: str, reason: str, fix: str, where: pd.Series, outcome: str) -> Fault:
        return Fault(name, code, reason, fix, where.to_numpy(bool), outcome)

    yield fault(
        "cell_error",
        "the cell holds a spreadsheet error",
        "correct the formula",
        column.isin(ERRORS),
        SET_ASIDE,
    )
    shortened = column.eq(DIGITS_LOST)
    if name in contract.key or name.endswith("_id"):
        shortened |= column.str.fullmatch(SHORTENED)
    yield fault(
        "digits_lost", "a spreadsheet has shortened long numbers in this column", AS_TEXT, shortened, REFUSED
    )
    if name in FREE_TEXT:
        return
    yield fault(
        "line_break",
        "the cell holds a line break",
        CHECK_QUOTES,
        column.str.contains(r"[\r\n]"),
        SET_ASIDE if is_workbook else REFUSED,
    )
    yield fault(
        "cell_too_long",
        f"the cell is longer than {MOST_CHARACTERS:,} characters",
        "check that the right column is mapped",
        column.str.len().gt(MOST_CHARACTERS),
        REFUSED,
    )
