"""XLSX: worksheets to text cells. Every number, date and yes/no becomes the text a person would write."""

import datetime as dt
import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

import python_calamine
from defusedxml import ElementTree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from pipelines.intake.containers.grid import Grid
from pipelines.intake.containers.zip_checks import SAVE_AGAIN, Extent, check_zip
from pipelines.intake.problems import unreadable, warned

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

CELL_ERROR = "#ERROR!"
"""Stands for any error value of a spreadsheet (#REF!, #N/A …)."""
EXACT = 10**15
"""A spreadsheet keeps 15 digits; a longer number has lost its last ones."""
DIGITS_LOST = "#DIGITS!"
"""Stands for a number too long to have been kept exactly."""


def read_workbook(content: bytes, sheet: str | None, most: int | None = None) -> tuple[Grid, ...]:
    """One Grid for each visible worksheet, or the named one only; Unreadable when it cannot be trusted."""
    extents = check_zip(content)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
    except (python_calamine.CalamineError, python_calamine.PasswordError, OSError):
        raise unreadable("broken_workbook", "the workbook is damaged or protected", SAVE_AGAIN) from None
    names = _visible(workbook) if sheet is None else _named(workbook, sheet)
    notes = _hidden_note(workbook) if sheet is None else ()
    parts = _parts(content)
    if any(parts.get(n) not in extents for n in names):
        raise unreadable("broken_workbook", "a sheet of the workbook is not where it should be", SAVE_AGAIN)
    return tuple(_grid(workbook, n, extents[parts[n]], most, notes) for n in names)


def _visible(workbook: CalamineWorkbook) -> list[str]:
    sheets = [s for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    visible = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    if not visible:
        raise unreadable(
            "no_sheet", "the workbook has no visible sheet with cells", "put the rows on a plain sheet"
        )
    return visible


def _named(workbook: CalamineWorkbook, sheet: str) -> list[str]:
    worksheets = [s.name for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    found = [n for n in worksheets if n.strip().casefold() == sheet.strip().casefold()]
    if not found:
        reason = f'the workbook has no sheet named "{sheet}"'
        raise unreadable("no_sheet", reason, "correct `sheet` in the mapping file")
    return found[:1]


def _hidden_note(workbook: CalamineWorkbook) -> tuple:
    if all(s.visible == SheetVisibleEnum.Visible for s in workbook.sheets_metadata):
        return ()
    fix = "if the rows are on a hidden sheet, name it in a mapping file"
    return (warned("hidden_sheet", "the workbook has hidden sheets, which were not read", fix),)


def _grid(workbook: CalamineWorkbook, name: str, extent: Extent, most: int | None, notes: tuple) -> Grid:
    try:
        values = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=most)
    except (python_calamine.CalamineError, ValueError):
        raise unreadable("broken_workbook", "a sheet of the workbook is damaged", SAVE_AGAIN) from None
    cells = [[as_text(value) for value in record] for record in values]
    for row, column in extent.errors:
        if row <= len(cells) and column <= len(cells[row - 1]):
            cells[row - 1][column - 1] = CELL_ERROR
    kept = [n for n, record in enumerate(cells) if any(record)]
    return Grid([cells[n] for n in kept], [n + 1 for n in kept], name, notes=notes)


def as_text(value: object) -> str:
    """A cell as a person would write it: 123.0 is "123", a date is ISO, a yes/no is yes or no."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number_as_text(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _number_as_text(value: float) -> str:
    if not value.is_integer():
        return repr(value)
    return str(int(value)) if abs(value) < EXACT else DIGITS_LOST


def _parts(content: bytes) -> dict[str, str]:
    """Worksheet name -> its part in the zip, as the workbook's own relations say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (LookupError, ValueError, ElementTree.ParseError):
        return {}
    targets = {
        r.get("Id"): posixpath.normpath(posixpath.join("/xl", r.get("Target", "")))[1:] for r in relations
    }
    sheets = (e for e in book.iter() if e.tag.rpartition("}")[2] == "sheet")
    return {s.get("name"): targets.get(_relation(s), "") for s in sheets}


def _relation(sheet: "Element") -> str | None:
    return next((v for k, v in sheet.attrib.items() if k.rpartition("}")[2] == "id" and "}" in k), None)
