"""Which heading is which field: the heading row of a grid, and the column of each field of a contract."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.counting.contract import REFUSED, Contract, Field, Issue
from pipelines.intake.containers.grid import GLANCE, Grid
from pipelines.intake.mapping import Mapping
from pipelines.intake.problems import refused, warned
from pipelines.intake.spelling import folded, letters_only


@dataclass(frozen=True, eq=False)
class Layout:
    """Where everything stands. `header` is the index of the heading record; `columns` gives each field the
    positions of the cells it is joined from."""

    grid: Grid
    header: int
    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    @property
    def headings(self) -> list[str]:
        return self.grid.cells[self.header]

    @property
    def fits(self) -> bool:
        return not any(i.outcome == REFUSED for i in self.issues)

    def position(self, heading: str) -> int:
        """KeyError for a heading that is not there; a layout that fits has every one its mapping names."""
        found = _position(self.headings, heading)
        if found is None:
            raise KeyError(heading)
        return found


def lay_out(grid: Grid, contract: Contract, mapping: Mapping | None) -> Layout:
    """The best reading of a grid: the declared heading row, or the first of ten under which the contract
    fits, or else the one that fits best, with the problems of that one."""
    if mapping and mapping.header_row:
        return _declared(grid, contract, mapping)
    layouts = [_layout(grid, n, contract, mapping) for n in range(min(GLANCE, len(grid.cells)))]
    best = next((layout for layout in layouts if layout.fits), None)
    best = best or max(layouts, key=lambda layout: len(layout.columns))
    return _with_note(best) if best.fits and best.header > 0 else best


def _declared(grid: Grid, contract: Contract, mapping: Mapping) -> Layout:
    if mapping.header_row in grid.rows:
        return _layout(grid, grid.rows.index(mapping.header_row), contract, mapping)
    reason = f"row {mapping.header_row}, where the mapping file says the headings stand, is blank"
    return Layout(grid, 0, issues=(refused("no_header", reason, "correct header_row in the mapping file"),))


def _with_note(layout: Layout) -> Layout:
    row = layout.grid.rows[layout.header]
    note = warned(
        "title_rows", f"rows above the headings in row {row} were passed over", "nothing to do", row
    )
    return Layout(layout.grid, layout.header, layout.columns, (note, *layout.issues))


def _layout(grid: Grid, header: int, contract: Contract, mapping: Mapping | None) -> Layout:
    headings, row = grid.cells[header], grid.rows[header]
    columns, issues = _mapped(headings, mapping) if mapping else ({}, [])
    given = _given(mapping) | set(columns)
    taken = {p for positions in columns.values() for p in positions} | _dropped(headings, mapping)
    free = {p: h for p, h in enumerate(headings) if p not in taken and h.strip()}
    for wanted in contract.fields:
        if wanted.name not in given:
            _match(wanted, free, columns, issues)
    issues += _repeated(headings, mapping)
    issues += [_missing(f, free, columns) for f in contract.fields if _lacks(f, columns, given)]
    return Layout(grid, header, columns, tuple(_at(i, row) for i in issues))


def _at(issue: Issue, row: int) -> Issue:
    return Issue(row, issue.field, issue.code, issue.reason, issue.fix, issue.outcome)


def _given(mapping: Mapping | None) -> set[str]:
    if mapping is None:
        return set()
    made = mapping.unpivot.fields if mapping.unpivot else ()
    return {*mapping.columns, *mapping.constants, *made}


def _lacks(wanted: Field, columns: dict, given: set[str]) -> bool:
    return wanted.needed and wanted.name not in columns and wanted.name not in given


def _mapped(headings: list[str], mapping: Mapping) -> tuple[dict[str, tuple[int, ...]], list[Issue]]:
    columns: dict[str, tuple[int, ...]] = {}
    issues: list[Issue] = []
    for name, wanted in mapping.columns.items():
        positions = [_position(headings, h) for h in wanted]
        issues += [_gone(name, h) for h, p in zip(wanted, positions, strict=True) if p is None]
        if None not in positions:
            columns[name] = tuple(p for p in positions if p is not None)
    others = [i.column for i in mapping.unpivot.items] if mapping.unpivot else []
    others += [d.column for d in mapping.drop_rows]
    others += [mapping.total_row.column] if mapping.total_row else []
    issues += [_gone("", h) for h in others if _position(headings, h) is None]
    return columns, issues


def _gone(name: str, heading: str) -> Issue:
    reason = f'the mapping file names a column "{heading}", which the file does not have'
    return refused("column_gone", reason, "correct the mapping file, or export the column again", field=name)


def _position(headings: list[str], heading: str) -> int | None:
    """The column under a heading: spelled the same but for case and blanks, or else but for punctuation."""
    for spelled in (folded, letters_only):
        found = [p for p, h in enumerate(headings) if spelled(h) == spelled(heading)]
        if len(found) == 1:
            return found[0]
    return None


def _dropped(headings: list[str], mapping: Mapping | None) -> set[int]:
    names = {folded(h) for h in mapping.drop} if mapping else set()
    return {p for p, h in enumerate(headings) if folded(h) in names}


def _match(wanted: Field, free: dict[int, str], columns: dict, issues: list[Issue]) -> None:
    """Take the column named as the field, or as the first of its other headings that is there."""
    found = []
    for name in (wanted.name, *wanted.headers):
        found += [p for p, h in free.items() if letters_only(h) == letters_only(name) and p not in found]
    if not found:
        return
    columns[wanted.name] = (found[0],)
    if len(found) > 1 and letters_only(free[found[0]]) != letters_only(wanted.name):
        reason = f'several columns could be {wanted.name}; the one headed "{free[found[0]]}" was taken'
        issues.append(warned("several_columns", reason, "say which in a mapping file", field=wanted.name))
    del free[found[0]]


def _repeated(headings: list[str], mapping: Mapping | None) -> list[Issue]:
    dropped = _dropped(headings, mapping)
    names = [folded(h) for p, h in enumerate(headings) if p not in dropped and h.strip()]
    places = [_column(p) for p, h in enumerate(headings) if h.strip() and names.count(folded(h)) > 1]
    if not places:
        return []
    reason = f"columns {', '.join(places[:10])} have headings that repeat one another"
    fix = "give each column a heading of its own, or list the heading under `drop` in a mapping file"
    return [refused("repeated_heading", reason, fix)]


def _column(position: int) -> str:
    """A position as a spreadsheet letters it: 0 is A, 26 is AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _missing(wanted: Field, free: dict[int, str], columns: dict) -> Issue:
    near = _nearest(wanted, free.values())
    hint = f'did you mean the column "{near}"? If so, ' if near else ""
    heading = near or "its heading in your file"
    fix = f'{hint}write a mapping file with {wanted.name} = "{heading}" under [columns]'
    return refused("missing_column", f"there is no column for {wanted.name}", fix, field=wanted.name)


def _nearest(wanted: Field, headings: Iterable[str]) -> str | None:
    """A heading much like the field's. Only such a one is repeated in a message: where a file has no
    heading row, the first row holds somebody's data."""
    spelled = {letters_only(h): h for h in headings}
    for name in (wanted.name, *wanted.headers):
        near = difflib.get_close_matches(letters_only(name), spelled, n=1, cutoff=0.75)
        if near:
            return " ".join(spelled[near[0]].split())
    return None
