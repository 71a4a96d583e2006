"""Tables that can be read without a picture: row headers, right-aligned numbers, sortable columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dash import html

from dashboard.shell.aria import aria
from dashboard.shell.private_dash import Children
from pipelines.questions.details import further_figures, is_few, single_figures
from pipelines.questions.look import Further
from pipelines.questions.released import SHOWN, Released, Row
from pipelines.words import dates, units
from pipelines.words.dimension_words import dimension_words
from pipelines.words.say import say
from pipelines.words.statuses import meaning_words, not_computable

ROLES = {
    "table": "table",
    "group": "rowgroup",
    "row": "row",
    "column": "columnheader",
    "header": "rowheader",
    "cell": "cell",
}


@dataclass(frozen=True)
class Column:
    heading: str
    number: bool = False
    sortable: bool = True


@dataclass(frozen=True)
class Cell:
    """What a cell shows, and what it sorts by."""

    content: Children
    sort: float | str | None = None


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    caption: str,
    class_name: str = "",
    foldable: bool = False,
) -> html.Div:
    """A table in a region that can be scrolled by keyboard; `foldable` ones become lists on a phone."""
    name = f"data {'folds ' if foldable else ''}{class_name}".strip()
    # Rows laid out as a list lose their table meaning in some browsers: the roles give it back.
    roles = ROLES if foldable else {}
    head = html.Thead(
        html.Tr([_heading(c, roles) for c in columns], role=roles.get("row")), role=roles.get("group")
    )
    body = html.Tbody([_row(columns, cells, roles) for cells in rows], role=roles.get("group"))
    caption_line = html.Caption(caption, className="visually-hidden")
    grid = html.Table([caption_line, head, body], className=name, role=roles.get("table"))
    return html.Div(grid, className="scrolls", tabIndex="0", role="region", **aria(label=caption))


def _heading(column: Column, roles: Mapping[str, str]) -> html.Th:
    label = (
        html.Button(column.heading, type="button", className="sort") if column.sortable else column.heading
    )
    return html.Th(
        label, role=roles.get("column"), className="number" if column.number else None, scope="col"
    )


def _row(columns: Sequence[Column], cells: Sequence[Cell], roles: Mapping[str, str]) -> html.Tr:
    first, *rest = zip(columns, cells, strict=True)
    header = html.Th(first[1].content, scope="row", role=roles.get("header"), **_attributes(*first, roles))
    others = [html.Td(c.content, role=roles.get("cell"), **_attributes(k, c, roles)) for k, c in rest]
    return html.Tr([header, *others], role=roles.get("row"))


def _attributes(column: Column, cell: Cell, roles: Mapping[str, str]) -> dict:
    named = {"className": "number"} if column.number else {}
    if roles:
        named["data-label"] = column.heading
    return named if cell.sort is None else {**named, "data-sort": str(cell.sort)}


def released_table(answer: Released, caption: str) -> html.Div:
    """Every figure of an answer, as a table: the same rows that the picture draws."""
    headings, lines = released_grid(answer)
    named = len(answer.by) + 1
    columns = [Column(h, number=i >= named) for i, h in enumerate(headings)]
    rows = [[Cell(text, sort) for text, sort in line] for line in lines]
    return table(columns, rows, caption)


def released_grid(answer: Released) -> tuple[list[str], list[list[tuple[str, float | str | None]]]]:
    """Headings, and per row (words, sort key) for the screen. Hidden rows say hidden in every column."""
    further = [
        f for f in answer.look.further if any(f.field in single_figures(r.detail) for r in answer.rows)
    ]
    parts = _parts(answer, further)
    headings = [
        *(dimension_words(d) for d in answer.by),
        say("Period"),
        say("Figure"),
        say("Interval"),
        *map(say, parts),
        *(say(f.heading) for f in further),
        *_limit_headings(answer),
    ]
    lines = [[*_line(answer, row, further, bool(parts)), *_limit_cells(answer, row)] for row in answer.rows]
    return headings, lines


def _limit_headings(answer: Released) -> list[str]:
    """Headings of the control limits that the picture draws; none for a split, which has no limits."""
    if answer.limits is None:
        return []
    return [say("Centre"), say("Lower limit"), say("Upper limit"), say("Judged as")]


def _limit_cells(answer: Released, row: Row) -> list[tuple[str, float | str | None]]:
    if answer.limits is None:
        return []
    point = answer.limits.at(row.period)
    ends = [(_limit(end, answer.unit), end) for end in (point.center, point.lower, point.upper)]
    return [*ends, (meaning_words(point.meaning), point.meaning)]


def _limit(end: float | None, unit: str) -> str:
    return "–" if end is None else units.value(end, unit)


def _parts(answer: Released, further: Sequence[Further]) -> tuple[str, ...]:
    """Headings of numerator and denominator; none where the further figures say the same."""
    parts = answer.look.parts
    return () if {f.heading for f in further}.issuperset(parts) else parts


def _line(
    answer: Released, row: Row, further: Sequence[Further], with_parts: bool
) -> list[tuple[str, float | str | None]]:
    names: list[tuple[str, float | str | None]] = [(word, None) for word in row.words]
    names.append((period_words(row), row.period))
    if row.status != SHOWN:
        word = units.figure(row, answer.unit)
        return [*names, *[(word, None)] * (2 + (2 if with_parts else 0) + len(further))]
    parts = [(units.amount(row.num), row.num), (units.amount(row.den), row.den)] if with_parts else []
    extras = [_extra(answer, row, each) for each in further]
    said = units.figure(row, answer.unit)
    figure = (say("{figure}, few: unstable", figure=said) if is_few(row.detail) else said, row.value)
    return [*names, figure, (units.interval(row, answer.unit) or say("none"), row.low), *parts, *extras]


def _extra(answer: Released, row: Row, further: Further) -> tuple[str, float | None]:
    if further.field not in further_figures(row.detail):
        return "–", None
    amount = single_figures(row.detail).get(further.field)
    if amount is None:
        return not_computable(), None
    return units.value(amount, further.unit or answer.unit), amount


def period_words(row: Row) -> str:
    """The period, and that it is still coming in where it is."""
    period = dates.period(row.period, short=True)
    return period if row.judged else say("{period} (still coming in)", period=period)
