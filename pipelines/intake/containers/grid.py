"""A file's cells as text, before anyone asks what they mean."""

from dataclasses import dataclass

from pipelines.counting.contract import Issue

MOST_COLUMNS = 2_000
GLANCE = 10
"""Records looked at to tell the delimiter, find the headings and know the source."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Records in file order without blank ones. `rows[i]` is the spreadsheet row of the record `cells[i]`."""

    cells: list[list[str]]
    rows: list[int]
    sheet: str = ""
    """Name of the worksheet; "" for a text file."""
    whole: bool = True
    """Whether the text ends with a line end, as an unbroken file does."""
    notes: tuple[Issue, ...] = ()
