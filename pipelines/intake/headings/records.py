"""From a laid-out grid to lines of text: one a record, or one an answer where a survey is unfolded."""

import re
from collections.abc import Mapping as MappingType
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.counting.contract import Contract, Issue
from pipelines.intake.headings.columns import Layout
from pipelines.intake.headings.unpivot import unfold
from pipelines.intake.mapping import Mapping, Unpivot
from pipelines.intake.problems import Fault, unreadable
from pipelines.intake.spelling import by_unique, folded, plain_column

TOTAL = re.compile(r"\s*(grand\s+|sub-?\s*)?totals?\b", re.IGNORECASE)
IMPORT_ID = '{"importid"'
MOST_WRONG = 0.5
"""Above this share of records with a wrong number of cells it is the file that is wrong."""


@dataclass(frozen=True, eq=False)
class Lines:
    """`text` has a column of plain text for each field the file holds; `rows[i]` is the spreadsheet row of
    line i, and `columns[i]` the heading its answer came from when a survey was unfolded."""

    text: pd.DataFrame
    rows: np.ndarray
    columns: np.ndarray | None
    issues: tuple[Issue, ...]
    records: int
    """Records the file holds below its headings, blank ones left out."""


def read_lines(layout: Layout, contract: Contract, mapping: Mapping | None) -> Lines:
    """The lines under a layout; records that are no data are set aside. Unreadable when most are odd."""
    start = layout.header + 1 + (mapping.skip_rows_after_header if mapping else 0)
    cells, rows = layout.grid.cells[start:], np.array(layout.grid.rows[start:], dtype=np.int64)
    if not cells:
        raise unreadable("no_rows", "there are headings, but no rows below them", "export the rows as well")
    _refuse_question_rows(cells)
    faults = [_totals(cells, layout, mapping), _headings_again(cells, layout)]
    other = ~np.logical_or.reduce([f.where for f in faults])
    faults += _misshapen(cells, other, layout)
    faults += _dropped(cells, layout, mapping)
    aside = np.logical_or.reduce([f.where for f in faults])
    kept = [record for record, out in zip(cells, aside, strict=True) if not out]
    text = _texts(kept, layout, contract, mapping)
    origin, columns = np.arange(len(kept)), None
    if mapping and mapping.unpivot:
        text, origin, columns = unfold(text, _answers(kept, layout, mapping.unpivot), mapping.unpivot)
    issues = tuple(i for f in faults for i in f.issues(rows))
    return Lines(text, rows[~aside][origin], columns, issues, len(cells))


def _refuse_question_rows(cells: list[list[str]]) -> None:
    """Qualtrics puts the question text and import ids under the headings; they must not count as answers."""
    if any(c.lower().startswith(IMPORT_ID) for record in cells[:3] for c in record):
        reason = "below the headings stand rows of question text and import ids"
        fix = "write a mapping file with skip_rows_after_header = 2"
        raise unreadable("several_heading_rows", reason, fix)


def _first_cells(cells: list[list[str]], position: int) -> list[str]:
    return [record[position] if position < len(record) else "" for record in cells]


def _totals(cells: list[list[str]], layout: Layout, mapping: Mapping | None) -> Fault:
    total = mapping.total_row if mapping else None
    where = np.array([bool(TOTAL.match(c)) for c in _first_cells(cells, 0)])
    if total:
        start = folded(total.starts_with)
        named = _first_cells(cells, layout.position(total.column))
        where |= np.array([folded(c).startswith(start) for c in named])
    return Fault("", "total_row", "this is a row of totals, not a record", "nothing to do", where)


def _headings_again(cells: list[list[str]], layout: Layout) -> Fault:
    where = np.array([record == layout.headings for record in cells])
    reason = "the headings are repeated here, as when two files are pasted together"
    return Fault("", "repeated_header", reason, "check that both parts belong to one export", where)


def _misshapen(cells: list[list[str]], other: np.ndarray, layout: Layout) -> list[Fault]:
    width = len(layout.headings)
    widths = np.array([len(record) for record in cells])
    wrong = (widths != width) & other
    if wrong[-1] and widths[-1] < width and not layout.grid.whole:
        reason = "the last row breaks off before its end"
        raise unreadable("truncated", reason, "export or copy the file again", layout.grid.rows[-1])
    if wrong.sum() > MOST_WRONG * max(1, other.sum()):
        reason = f"most rows do not have the {width} cells that the headings have"
        fix = (
            "look for a delimiter too many at the end of rows, or text with delimiters but no quotation marks"
        )
        raise unreadable("wrong_width", reason, fix)
    fix = "put text that holds the delimiter in quotation marks"
    more = Fault(
        "", "wrong_width", "the row has more cells than there are headings", fix, wrong & (widths > width)
    )
    fewer = Fault(
        "", "wrong_width", "the row has fewer cells than there are headings", fix, wrong & (widths < width)
    )
    return [more, fewer]


def _dropped(cells: list[list[str]], layout: Layout, mapping: Mapping | None) -> list[Fault]:
    faults = []
    for drop in mapping.drop_rows if mapping else ():
        words = {folded(w) for w in drop.equals}
        named = _first_cells(cells, layout.position(drop.column))
        where = np.array([folded(c) in words for c in named])
        reason = f"the mapping file leaves out rows by their {drop.column}"
        faults.append(Fault("", "dropped_by_mapping", reason, "nothing to do", where))
    return faults


def _texts(
    cells: list[list[str]], layout: Layout, contract: Contract, mapping: Mapping | None
) -> pd.DataFrame:
    constants = mapping.constants if mapping else {}
    columns = {}
    for wanted in contract.fields:
        if wanted.name in layout.columns:
            columns[wanted.name] = _joined(cells, layout.columns[wanted.name])
        elif wanted.name in constants:
            columns[wanted.name] = pd.Series([constants[wanted.name]] * len(cells), dtype="str")
    values = mapping.values if mapping else {}
    plain = {name: _translated(plain_column(c), values.get(name)) for name, c in columns.items()}
    return pd.DataFrame(plain, index=pd.RangeIndex(len(cells)))


def _joined(cells: list[list[str]], positions: tuple[int, ...]) -> pd.Series:
    if len(positions) == 1:
        only = positions[0]
        return pd.Series([record[only] for record in cells], dtype="str")
    return pd.Series([" ".join(filter(None, (r[p].strip() for p in positions))) for r in cells], dtype="str")


def _translated(column: pd.Series, words: MappingType[str, str] | None) -> pd.Series:
    """The contract's word for the file's own; words not listed stay as they are."""
    if not words:
        return column
    known = {folded(w): meant for w, meant in words.items()}
    return by_unique(column, lambda word: known.get(folded(word), word))


def _answers(cells: list[list[str]], layout: Layout, unpivot: Unpivot) -> dict[str, pd.Series]:
    return {i.column: plain_column(_joined(cells, (layout.position(i.column),))) for i in unpivot.items}
