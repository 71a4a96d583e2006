"""Which sheet of a workbook holds the rows: the one that fits the contract. Of two, none is guessed."""

from pipelines.counting.contract import Contract
from pipelines.intake.containers.grid import Grid
from pipelines.intake.headings.columns import Layout, lay_out
from pipelines.intake.mapping import Mapping
from pipelines.intake.problems import unreadable, warned


def choose_layout(grids: tuple[Grid, ...], contract: Contract, mapping: Mapping | None) -> Layout:
    """The layout of the one grid that fits, or of the best one with its problems; Unreadable when several fit
    or none has a record."""
    filled = [g for g in grids if g.cells]
    if not filled:
        raise unreadable("empty_file", "the file has no filled cell", "export it again")
    layouts = [lay_out(g, contract, mapping) for g in filled]
    fitting = [layout for layout in layouts if layout.fits]
    if len(fitting) > 1:
        names = ", ".join(f'"{layout.grid.sheet}"' for layout in fitting)
        fix = 'name one in a mapping file: sheet = "…"'
        raise unreadable("several_sheets", f"several sheets fit: {names}", fix)
    if not fitting:
        return max(layouts, key=lambda layout: len(layout.columns))
    return _with_notes(fitting[0], first=fitting[0].grid is grids[0])


def _with_notes(layout: Layout, first: bool) -> Layout:
    notes = layout.grid.notes
    if not first:
        reason = f'the rows were read from the sheet "{layout.grid.sheet}", the only one that fits'
        notes = (*notes, warned("sheet_chosen", reason, "name the sheet in a mapping file if this is wrong"))
    return Layout(layout.grid, layout.header, layout.columns, (*notes, *layout.issues))
