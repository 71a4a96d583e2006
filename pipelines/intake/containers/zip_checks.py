"""What an .xlsx must be before anything opens it: a small, honest zip of plain XML within bounds.

A kilobyte of spreadsheet can ask for gigabytes of memory, so sizes, cell references and entities are
read from the raw parts first.
"""

import io
import lzma
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from pipelines.intake.containers.grid import MOST_COLUMNS
from pipelines.intake.problems import Unreadable, unreadable

MOST_BYTES = 200_000_000
MOST_RATIO = 100
MOST_ENTRIES = 2_000
MOST_ROWS = 1_048_576
MOST_CELLS = 20_000_000
CHUNK = 1 << 20
OVERLAP = 4_096
SMALL = 100_000
"""Below this many unpacked bytes no ratio is a danger."""
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What zipfile raises over a damaged or protected archive."""
XML = (".xml", ".rels", ".vml")
SAVE_AGAIN = "open it in a spreadsheet program and save it again as .xlsx, with the needed sheet only"
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s>/])[^>]*>")
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,9})(\d{1,12})"')
_ROW_NUMBER = re.compile(rb'\sr="(\d{1,12})"')


@dataclass
class Extent:
    """How far a worksheet reaches, and its cells that hold an error such as #REF! as (row, column) from 1."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    errors: set[tuple[int, int]] = field(default_factory=set)


def check_zip(content: bytes) -> dict[str, Extent]:
    """The extent of each XML part; Unreadable when the zip is broken, too large or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_directory(archive.infolist(), len(content))
            xml = [e for e in archive.infolist() if e.filename.lower().endswith(XML)]
            return {e.filename: _scan(archive, e) for e in xml}
    except BROKEN:
        raise unreadable("broken_workbook", "the workbook is damaged or protected", SAVE_AGAIN) from None


def _check_directory(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(e.file_size for e in entries)
    if len(entries) > MOST_ENTRIES:
        raise _too_large(f"more than {MOST_ENTRIES:,} parts")
    if unpacked > MOST_BYTES:
        raise _too_large(f"more than {MOST_BYTES // 10**6} MB when unpacked")
    if unpacked > SMALL and unpacked > MOST_RATIO * size:
        raise _too_large(f"more than {MOST_RATIO} times its size when unpacked")
    names = [e.filename for e in entries]
    if any(e.flag_bits & 1 for e in entries) or len(set(names)) < len(names) or any(map(_escapes, names)):
        raise unreadable("broken_workbook", "the workbook is protected or its parts are odd", SAVE_AGAIN)
    if "[Content_Types].xml" not in names:
        raise unreadable("not_a_workbook", "it is a zip file, but not a workbook", SAVE_AGAIN)


def _escapes(name: str) -> bool:
    return posixpath.isabs(name) or ".." in name.split("/") or "\\" in name or ":" in name


def _too_large(how: str) -> Unreadable:
    return unreadable("workbook_too_large", f"the workbook holds {how}", SAVE_AGAIN)


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Extent:
    """Read one XML part through, in pieces; the pieces overlap so that no tag is missed at a seam."""
    extent, tail = Extent(), b""
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            if b"\x00" in chunk:
                raise unreadable("broken_workbook", "a part of the workbook is not plain XML", SAVE_AGAIN)
            window = tail + chunk
            if _DECLARES.search(window):
                reason = "the workbook declares entities, which no spreadsheet needs"
                raise unreadable("entities", reason, SAVE_AGAIN)
            cut = max(window.rfind(b">") + 1, len(window) - OVERLAP, 0)
            _measure(window[:cut], extent)
            tail = window[cut:]
    return extent


def _measure(window: bytes, extent: Extent) -> None:
    for tag in _ROW.finditer(window):
        extent.rows += 1
        if number := _ROW_NUMBER.search(tag[0]):
            extent.rows = max(extent.rows, int(number[1]))
    for tag in _CELL.finditer(window):
        extent.cells += 1
        if found := _REFERENCE.search(tag[0]):
            _reach(found, tag[0], extent)
    if extent.columns > MOST_COLUMNS:
        raise unreadable("too_many_columns", f"a sheet has more than {MOST_COLUMNS} columns", SAVE_AGAIN)
    if extent.rows > MOST_ROWS or max(extent.cells, extent.rows * extent.columns) > MOST_CELLS:
        raise _too_large("more rows or cells than can be read safely")


def _reach(found: re.Match, tag: bytes, extent: Extent) -> None:
    row, column = int(found[2]), 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    extent.rows, extent.columns = max(extent.rows, row), max(extent.columns, column)
    if b't="e"' in tag:
        extent.errors.add((row, column))
