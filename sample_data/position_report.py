"""position_control.xlsx: position control as a personnel system reports it, with title rows and a total."""

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from sample_data.marigold import NAME
from sample_data.wording import POSITION_HEADINGS, POSITION_WORDS

FILE = "position_control.xlsx"
SHEET = "Position control"
HEADER_ROW = 5
TOTAL = "Total lines"
_DATES = (
    "effective_from", "effective_to", "vacant_since", "leave_from", "leave_to", "hired_on", "report_date",
)  # fmt: skip
_NUMBERS = ("authorised_fte", "filled_fte")
_EXTRA = "Funding"


def write_position_report(folder: Path, positions: pd.DataFrame) -> Path:
    """Write the workbook (text as text, dates as dates, FTE as numbers) and return its path."""
    path = folder / FILE
    run = date.fromisoformat(positions["report_date"].iloc[0])
    book = xlsxwriter.Workbook(path)
    # Without a date of its own a workbook carries the clock's, and no two would be alike.
    created = datetime(run.year, run.month, run.day)
    book.set_properties({"title": f"{NAME} position control (synthetic)", "created": created})
    sheet = book.add_worksheet(SHEET)
    _titles(book, sheet, run)
    _lines(book, sheet, positions)
    _notes(book)
    book.close()
    return path


def _titles(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, run: date) -> None:
    bold = book.add_format({"bold": True})
    sheet.merge_range(0, 0, 0, 5, f"{NAME} Human Services: Position Control Report", bold)
    sheet.write_string(1, 0, "SYNTHETIC DATA: generated, no real position or person")
    sheet.write_string(2, 0, f"Report run {run:%m/%d/%Y}")
    for column, heading in enumerate((*POSITION_HEADINGS.values(), _EXTRA)):
        sheet.write_string(HEADER_ROW - 1, column, heading, bold)
    sheet.freeze_panes(HEADER_ROW, 1)
    sheet.set_column(0, len(POSITION_HEADINGS), 14)


def _lines(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, positions: pd.DataFrame) -> None:
    as_date = book.add_format({"num_format": "mm/dd/yyyy"})
    last = HEADER_ROW + len(positions)
    for column, field in enumerate(POSITION_HEADINGS):
        words = POSITION_WORDS.get(field, {})
        for row, value in enumerate(positions[field], start=HEADER_ROW):
            if field in _DATES and value:
                sheet.write_datetime(row, column, datetime.fromisoformat(value), as_date)
            elif field in _NUMBERS:
                sheet.write_number(row, column, float(value))
            elif value:
                sheet.write_string(row, column, words.get(value, value))
        if field in _NUMBERS:
            sheet.write_number(last, column, float(positions[field].astype(float).sum()))
    for row, role in enumerate(positions["role"], start=HEADER_ROW):
        funding = "IV-E" if role in ("worker", "supervisor") else "County"
        sheet.write_string(row, len(POSITION_HEADINGS), funding)
    sheet.write_string(last, 0, f"{TOTAL}: {len(positions)}")


def _notes(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Notes")
    sheet.write_string(0, 0, "One line for each dated state of a position, and for each person in it.")
    sheet.write_string(1, 0, "All data in this workbook is synthetic.")
