"""CSV and other delimited text: bytes to records, exactly, with the rows a spreadsheet would number."""

import csv
import io
from collections import Counter

from pipelines.intake.containers.grid import GLANCE, MOST_COLUMNS, Grid
from pipelines.intake.problems import Unreadable, unreadable

DELIMITERS = (",", ";", "\t", "|")
SWALLOWED_WIDTH = 4
"""In narrower files a note with a line break looks too much like swallowed rows to tell them apart."""
SAVE_AS_UTF8 = 'save it as "CSV UTF-8", or write its encoding in a mapping file: encoding = "cp1252"'
FIX_QUOTES = "put the text in quotation marks and double every mark inside it, or save the sheet as .xlsx"


def read_text_file(
    content: bytes, encoding: str | None, delimiter: str | None, most: int | None = None
) -> Grid:
    """The records of a delimited text, at most `most` of them; Unreadable when a part cannot be trusted."""
    text = decoded(content, encoding)
    if not text.strip():
        raise unreadable("empty_file", "the file is empty", "export it again")
    delimiter = delimiter or likely_delimiter(text)
    cells, rows = _records(text, delimiter, most)
    _refuse_swallowed_rows(cells, rows, delimiter)
    return Grid(cells, rows, whole=text.endswith(("\n", "\r")))


def decoded(content: bytes, encoding: str | None) -> str:
    """The text of the bytes: UTF-8 or UTF-16 by their mark, UTF-8 without one, or the declared encoding."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reason = f"line {line} is not {(encoding or 'utf-8').upper()} text"
        raise unreadable("encoding", reason, SAVE_AS_UTF8) from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise unreadable(
            "not_text", f"line {line} holds a NUL character", "export the file again as CSV or .xlsx"
        )
    return text.lstrip("\ufeff")


def likely_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first records into equally many cells, the comma when in doubt."""
    return max(DELIMITERS, key=lambda d: _evenness([len(record) for record in _glance(text, d)]))


def _evenness(widths: list[int]) -> tuple[int, int]:
    """How many records share the commonest width above one, and that width."""
    counts = Counter(w for w in widths if w > 1)
    return max(((n, width) for width, n in counts.items()), default=(0, 0))


def _glance(text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [record for _, record in zip(range(GLANCE), reader, strict=False)]
    except csv.Error:
        return []


def _records(text: str, delimiter: str, most: int | None) -> tuple[list[list[str]], list[int]]:
    cells: list[list[str]] = []
    rows: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, record in enumerate(reader, start=1):
            if most is not None and len(cells) >= most:
                break
            if len(record) > MOST_COLUMNS:
                reason = f"it has more than {MOST_COLUMNS} columns"
                raise unreadable("too_many_columns", reason, "export only the columns that are needed", row)
            if any(record) and not _is_comment(record):
                cells.append(record)
                rows.append(row)
    except csv.Error as error:
        raise _broken(error, row + 1, reader.line_num) from None
    return cells, rows


def _is_comment(record: list[str]) -> bool:
    return len(record) == 1 and record[0].startswith("# ")


def _broken(error: csv.Error, row: int, line: int) -> Unreadable:
    if "field limit" in str(error):
        reason = f"a cell is longer than {csv.field_size_limit():,} characters (line {line})"
        return unreadable("cell_too_long", reason, "look for a quotation mark that is never closed", row)
    reason = f"quotation marks are out of place before line {line}"
    return unreadable("quotes", reason, FIX_QUOTES, row)


def _refuse_swallowed_rows(cells: list[list[str]], rows: list[int], delimiter: str) -> None:
    """A stray quotation mark makes one cell of several rows, and nothing else would tell.

    Such a cell holds, for each line break, as many delimiters as a row has.
    """
    width = max(map(len, cells[:GLANCE]), default=0)
    if width < SWALLOWED_WIDTH:
        return
    for row, record in zip(rows, cells, strict=True):
        for cell in record:
            if "\n" in cell and cell.count(delimiter) == (width - 1) * cell.count("\n"):
                reason = "a stray quotation mark has made one cell of several rows"
                raise unreadable("rows_swallowed", reason, FIX_QUOTES, row)
