"""Data desk: what is loaded, what was set aside and why, what is late, what cannot be measured."""

from dash import html

from dashboard.drawing.blocks import heading, section, words_page
from dashboard.drawing.icons import icon
from dashboard.drawing.table import Cell, Column, table
from dashboard.shell.address import View
from dashboard.shell.reader import Ask
from pipelines.questions.errors import DataError
from pipelines.questions.released import DataDesk, Feed
from pipelines.words import wording


def page(ask: Ask, view: View) -> html.Div:
    """Four tables, in the order an analyst works through them."""
    try:
        desk = ask.reports.data_desk(ask.actor)
    except DataError as error:
        return words_page("Data desk: not for this role", str(error))
    return html.Div(
        [
            heading(
                _title(desk),
                f"Loaded {wording.day(desk.loaded_at)}, data load {desk.version}. "
                "Row numbers are those of the file; no person's data appear here.",
            ),
            _loaded(desk),
            _reasons(desk),
            _rows(desk),
            _not_measurable(desk),
        ]
    )


def _title(desk: DataDesk) -> str:
    """What an analyst has to do first."""
    late = [f for f in desk.feeds if f.late_days]
    names = wording.listing(f.title.lower() for f in late)
    aside = sum(n for _, outcome, _, n in desk.by_code if outcome == "set aside")
    refused = sum(1 for p in desk.problems if p.outcome == "refused" and p.row is None)
    clauses = [
        f"{wording.plural(refused, 'file was', 'files were')} refused" if refused else "",
        f"{wording.plural(len(late), 'feed is', 'feeds are')} late ({names})" if late else "",
        f"{wording.plural(aside, 'row is', 'rows are')} set aside" if aside else "",
    ]
    said = "; ".join(c for c in clauses if c)
    return said[:1].upper() + said[1:] if said else "Everything loaded, nothing set aside"


def _section(title: str, said: str, body: object) -> html.Section:
    return section(title, html.P(said, className="quiet"), body)


def _loaded(desk: DataDesk) -> html.Section:
    columns = [
        Column("Source"),
        Column("Data through"),
        Column("State"),
        Column("Rows read", number=True),
        Column("Counted", number=True),
        Column("Set aside", number=True),
        Column("Warned", number=True),
        Column("Files", sortable=False),
    ]
    rows = [
        [
            Cell(f.title),
            Cell(wording.day(f.data_through) if f.data_through else "–", f.data_through),
            _state(f),
            *(Cell(wording.number(n), n) for n in (f.rows_read, f.accepted, f.set_aside, f.warned)),
            Cell(", ".join(f.files)),
        ]
        for f in desk.feeds
    ]
    return _section(
        "What is loaded",
        "Late means: beyond the days the county allows between loads.",
        table(columns, rows, "Sources as loaded", foldable=True),
    )


def _state(feed: Feed) -> Cell:
    if feed.late_days:
        said = html.Span([icon("late"), f"{wording.days(feed.late_days)} late"], className="late")
        return Cell(said, feed.late_days)
    return Cell("on time", 0)


def _reasons(desk: DataDesk) -> html.Section:
    if not desk.by_code:
        return _section(
            "What was set aside, and why", "Nothing was: every row that was read is counted.", None
        )
    columns = [Column("Reason"), Column("Outcome"), Column("File"), Column("Rows", number=True)]
    rows = [
        [Cell(wording.sentence(reason).rstrip(".")), Cell(outcome), Cell(file), Cell(wording.number(n), n)]
        for file, outcome, reason, n in desk.by_code
    ]
    return _section(
        "What was set aside, and why",
        "A row set aside is in no figure. A warned row is counted, and should be looked at.",
        table(columns, rows, "Reasons, with how many rows", foldable=True),
    )


def _rows(desk: DataDesk) -> html.Section | None:
    if not desk.problems:
        return None
    columns = [
        Column("File"),
        Column("Row", number=True),
        Column("Field"),
        Column("Reason"),
        Column("What to do"),
        Column("Outcome"),
    ]
    rows = [
        [
            Cell(p.file),
            Cell(wording.number(p.row) if p.row is not None else "whole file", p.row),
            Cell(p.field or "–"),
            Cell(wording.sentence(p.reason).rstrip(".")),
            Cell(wording.sentence(p.fix)),
            Cell(p.outcome),
        ]
        for p in desk.problems
    ]
    listed = html.Details(
        [
            html.Summary(f"Show {wording.plural(len(rows), 'row')}"),
            html.Div(table(columns, rows, "Rows to correct", foldable=True), className="opened"),
        ],
        className="standing",
    )
    return _section(
        "Which rows, and what to do",
        "Correct them in the source and load the file again: a corrected file replaces its own rows.",
        listed,
    )


def _not_measurable(desk: DataDesk) -> html.Section:
    if not desk.not_measurable:
        return _section("What cannot be measured", "Every measure has the columns it needs.", None)
    columns = [Column("Measure"), Column("What is missing")]
    rows = [[Cell(title), Cell(wording.sentence(why))] for title, why in desk.not_measurable]
    return _section(
        "What cannot be measured",
        "Not measurable is not zero: the source lacks a column.",
        table(columns, rows, "Measures without their columns", foldable=True),
    )
