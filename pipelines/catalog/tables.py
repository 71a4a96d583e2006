"""Read the catalogue's own CSV files."""

import csv
from pathlib import Path

FOLDER = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the catalogue file `name` in their order, each a dict of column -> text."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def words(cell: str) -> tuple[str, ...]:
    """Return a cell that holds a list, such as "FS RL", as a tuple; a blank cell is an empty one."""
    return tuple(cell.split())
