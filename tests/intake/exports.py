"""Builders of exported files for the intake tests: a sound row, changed where it matters."""

import csv
import io
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path

import xlsxwriter

from pipelines.counting.contract import Checked
from pipelines.intake.check import check_file
from pipelines.intake.discovery import Intake
from pipelines.intake.mapping import parse_mapping
from pipelines.profile.agency import load_profile

AS_OF = datetime(2026, 6, 30, 23, 59, 59)
INQUIRY = {
    "inquiry_id": "I-1",
    "received_at": "2026-03-02 09:00",
    "acknowledged_at": "2026-03-02 15:30",
    "resolved_at": "",
    "unit": "north",
}
ANSWER = {
    "response_id": "R-1",
    "recorded_at": "2026-03-02 09:00",
    "wave": "2026-Q1",
    "instrument": "LPI 2.1",
    "rater": "peer",
    "domain": "Teaming",
    "item": "T-1",
    "low": "1",
    "high": "5",
    "answer": "4",
}
ASSIGNMENT = {
    "assignment_id": "A-1",
    "worker_id": "w1",
    "assignment_type": "primary",
    "component": "er",
    "unit": "north",
    "started_on": "2026-01-05",
    "ended_on": "",
}
DECISION = {"period": "2025", "division": "", "step": "entry", "race": "black", "children": "40"}
POSITION = {
    "position_id": "P-1",
    "effective_from": "2025-01-01",
    "unit": "north",
    "status": "active",
    "authorised_fte": "1",
    "filled_fte": "1",
}


def rows_of(model: dict, *changes: dict) -> list[dict]:
    """One row for each change, numbered through in its first column unless the change says otherwise."""
    first = next(iter(model))
    return [{**model, first: f"{model[first][:2]}{n}", **change} for n, change in enumerate(changes, start=1)]


def inquiries(*changes: dict) -> list[dict]:
    return rows_of(INQUIRY, *changes)


def as_csv(rows: list[dict], delimiter: str = ",") -> str:
    columns = list(dict.fromkeys(c for row in rows for c in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_xlsx(rows: list[list], **sheets: list[list]) -> bytes:
    """A workbook of one sheet "Sheet1", or of the named sheets as well; cells keep their Python type."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"})
    for name, table in ({"Sheet1": rows} | sheets).items():
        sheet = book.add_worksheet(name)
        for n, row in enumerate(table):
            sheet.write_row(n, 0, row)
    book.close()
    return content.getvalue()


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
    '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="r1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def by_hand(sheet_data: str, extra: dict[str, str] | None = None, prolog: str = "") -> bytes:
    """A workbook zipped by hand, uncompressed, so that odd parts can be put into it."""
    sheet = f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>'
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(extra or {})}.items():
            archive.writestr(name, part)
    return content.getvalue()


def write(folder: Path, content: str | bytes | list[dict], name: str) -> Path:
    path = folder / name
    if isinstance(content, list):
        content = as_csv(content)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def check(
    folder: Path,
    content: str | bytes | list[dict],
    source: str = "inquiries",
    mapping: str | None = None,
    name: str = "export.csv",
    as_of: datetime = AS_OF,
    profile=None,
) -> Checked:
    """The content written to a file and held against the contract of `source`."""
    declared = parse_mapping(f'source = "{source}"\n{mapping}') if mapping is not None else None
    path = write(folder, content, name)
    return check_file(Intake(path, source, declared), profile or _defaults(), as_of)


@cache
def _defaults():
    return load_profile(None)


def told(checked: Checked) -> list[tuple]:
    """(row, field, code) of every problem."""
    return [(i.row, i.field, i.code) for i in checked.issues]


def codes(checked: Checked) -> set[str]:
    return {i.code for i in checked.issues}


def is_refused(checked: Checked, code: str) -> bool:
    """Whether the file is refused for that reason and no row of it is kept."""
    return (
        checked.refused
        and code in {i.code for i in checked.issues if i.outcome == "refused"}
        and checked.rows.empty
    )
