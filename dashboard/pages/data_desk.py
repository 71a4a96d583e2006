"""Data desk: what is loaded, what was set aside and why, what is late, what cannot be measured."""

from dash import html

from dashboard.drawing.blocks import heading, section, words_page
from dashboard.drawing.icons import icon
from dashboard.drawing.table import Cell, Column, table
from dashboard.shell.address import View
from dashboard.shell.private_dash import Child
from dashboard.shell.reader import Reader
from pipelines.questions.errors import DataError
from pipelines.questions.released import DataDesk, Feed
from pipelines.words import joining, numbers
from pipelines.words.say import say, say_plural, told
from pipelines.words.statuses import outcome_words


def page(reader: Reader, view: View) -> html.Div:
    """Four tables, in the order an analyst works through them."""
    try:
        desk = reader.reports.data_desk(reader.actor)
    except DataError as error:
        return words_page(say("{page}: not for this role", page=say("Data desk")), told(error))
    return html.Div(
        [
            heading(
                _title(desk),
                say(
                    "Loaded {moment}, data load {load}. "
                    "Row numbers are those of the file; no person's data appear here.",
                    moment=desk.loaded_at,
                    load=desk.version,
                ),
            ),
            _loaded(desk),
            _reasons(desk),
            _rows(desk),
            _not_measurable(desk),
        ]
    )


def _title(desk: DataDesk) -> str:
    """What an analyst has to do first."""
    late = [f.title.lower() for f in desk.feeds if f.late_days]
    aside = sum(n for _, outcome, _, n in desk.by_code if outcome == "set aside")
    refused = sum(1 for p in desk.problems if p.outcome == "refused" and p.row is None)
    clauses = [
        say_plural("{count} file was refused", "{count} files were refused", refused) if refused else "",
        _late(late) if late else "",
        say_plural("{count} row is set aside", "{count} rows are set aside", aside) if aside else "",
    ]
    said = "; ".join(c for c in clauses if c)
    return joining.opening(said) or say("Everything loaded, nothing set aside")


def _late(names: list[str]) -> str:
    return say_plural(
        "{count} feed is late ({names})",
        "{count} feeds are late ({names})",
        len(names),
        names=joining.listing(names),
    )


def _section(title: str, said: str, body: Child) -> html.Section:
    return section(title, html.P(said, className="quiet"), body)


def _loaded(desk: DataDesk) -> html.Section:
    columns = [
        Column(say("Source")),
        Column(say("Data through")),
        Column(say("State")),
        Column(say("Rows read"), number=True),
        Column(say("Counted"), number=True),
        Column(say("Set aside"), number=True),
        Column(say("Warned"), number=True),
        Column(say("Files"), sortable=False),
    ]
    rows = [
        [
            Cell(f.title),
            Cell(f.data_through or "–", f.data_through),
            _state(f),
            *(Cell(numbers.number(n), n) for n in (f.rows_read, f.accepted, f.set_aside, f.warned)),
            Cell(", ".join(f.files)),
        ]
        for f in desk.feeds
    ]
    return _section(
        say("What is loaded"),
        say(
            "Days late: how many days more than the county allows had passed since the end of the data, on the day of the figures."
        ),
        table(columns, rows, say("Sources as loaded"), foldable=True),
    )


def _state(feed: Feed) -> Cell:
    if feed.late_days:
        said = html.Span(
            [icon("late"), say_plural("{count} day late", "{count} days late", feed.late_days)],
            className="late",
        )
        return Cell(said, feed.late_days)
    return Cell(say("on time"), 0)


def _reasons(desk: DataDesk) -> html.Section:
    if not desk.by_code:
        return _section(
            say("What was set aside, and why"),
            say("Nothing was: every row that was read is counted."),
            None,
        )
    columns = [
        Column(say("Reason")),
        Column(say("Outcome")),
        Column(say("File")),
        Column(say("Rows"), number=True),
    ]
    rows = [
        [
            Cell(joining.sentence(reason).rstrip(".")),
            Cell(outcome_words(outcome)),
            Cell(file),
            Cell(numbers.number(n), n),
        ]
        for file, outcome, reason, n in desk.by_code
    ]
    return _section(
        say("What was set aside, and why"),
        say("A row set aside is in no figure. A warned row is counted, and should be looked at."),
        table(columns, rows, say("Reasons, with how many rows"), foldable=True),
    )


def _rows(desk: DataDesk) -> html.Section | None:
    if not desk.problems:
        return None
    columns = [
        Column(say("File")),
        Column(say("Row"), number=True),
        Column(say("Field")),
        Column(say("Reason")),
        Column(say("What to do")),
        Column(say("Outcome")),
    ]
    rows = [
        [
            Cell(p.file),
            Cell(numbers.number(p.row) if p.row is not None else say("whole file"), p.row),
            Cell(p.field or "–"),
            Cell(joining.sentence(p.reason).rstrip(".")),
            Cell(joining.sentence(p.fix)),
            Cell(outcome_words(p.outcome)),
        ]
        for p in desk.problems
    ]
    listed = html.Details(
        [
            html.Summary(say_plural("Show {count} row", "Show {count} rows", len(rows))),
            html.Div(table(columns, rows, say("Rows to correct"), foldable=True), className="opened"),
        ],
        className="standing",
    )
    return _section(
        say("Which rows, and what to do"),
        say("Correct them in the source and load the file again: a corrected file replaces its own rows."),
        listed,
    )


def _not_measurable(desk: DataDesk) -> html.Section:
    if not desk.not_measurable:
        return _section(say("What cannot be measured"), say("Every measure has the columns it needs."), None)
    columns = [Column(say("Measure")), Column(say("What is missing"))]
    rows = [[Cell(title), Cell(joining.sentence(why))] for title, why in desk.not_measurable]
    return _section(
        say("What cannot be measured"),
        say("Not measurable is not zero: the source lacks a column."),
        table(columns, rows, say("Measures without their columns"), foldable=True),
    )
