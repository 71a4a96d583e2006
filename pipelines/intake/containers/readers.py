"""A file to grids of text. What it is called must agree with what its first bytes say it is."""

from pathlib import PurePath

from pipelines.intake.containers.grid import Grid
from pipelines.intake.containers.text_files import read_text_file
from pipelines.intake.containers.workbooks import read_workbook
from pipelines.intake.mapping import Mapping
from pipelines.intake.problems import Unreadable, unreadable
from pipelines.questions.template import marked

TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
WORKBOOK_SUFFIXES = (".xlsx",)
SUFFIXES = (*TEXT_SUFFIXES, *WORKBOOK_SUFFIXES)
UNREAD_TABLES = (
    ".xls",
    ".xlsm",
    ".xlsb",
    ".ods",
    ".numbers",
    ".parquet",
    ".feather",
    ".sav",
    ".dbf",
    ".zip",
    ".gz",
)
"""Files that hold tables but are not read: naming them beats passing over them in silence."""
SAVE_AS = marked("save it as .xlsx or as CSV (UTF-8)")
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml")


def read_grids(
    name: str, content: bytes, mapping: Mapping | None, most: int | None = None
) -> tuple[Grid, ...]:
    """The cells of a file: one Grid for a text file, one for each candidate sheet of a workbook.

    `most` limits how many records are read. Unreadable when the file is not what its name says, is
    damaged, or is too large to be read safely.
    """
    suffix = PurePath(name).suffix.lower()
    if not content:
        raise unreadable("empty_file", "the file is empty", "export it again")
    if suffix in WORKBOOK_SUFFIXES:
        return _workbook(content, mapping, most)
    if suffix in TEXT_SUFFIXES:
        return (_text(content, mapping, most),)
    raise unreadable("file_type", f"files of the type {suffix or 'without an ending'} are not read", SAVE_AS)


def _workbook(content: bytes, mapping: Mapping | None, most: int | None) -> tuple[Grid, ...]:
    if content.startswith(OLE):
        raise _disguised("a workbook of the old kind, or one protected by a password")
    if not content.startswith(ZIP):
        raise _disguised("no .xlsx workbook inside")
    return read_workbook(content, mapping.sheet if mapping else None, most)


def _text(content: bytes, mapping: Mapping | None, most: int | None) -> Grid:
    if content.startswith((ZIP, OLE)):
        raise _disguised("a workbook inside")
    if content.startswith(PDF) or content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise _disguised("a document inside, not a table of text")
    declared = (mapping.encoding, mapping.delimiter) if mapping else (None, None)
    return read_text_file(content, *declared, most)


def _disguised(what: str) -> Unreadable:
    return unreadable("not_what_it_says", f"the file's name does not fit: there is {what}", SAVE_AS)
