"""The same answer as CSV: asked of the door again, as the same actor, with everything needed to read it."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from io import StringIO

from flask import Flask, Response, request

from dashboard.shell.download_address import selection_of, worklist_of
from dashboard.shell.session_actor import ScreenSettings, current_actor
from pipelines.questions.actor import Actor
from pipelines.questions.door import Door
from pipelines.questions.errors import DataError, NotAllowed
from pipelines.questions.released import SHOWN, Released, Row, Worklist
from pipelines.questions.selection import Selection
from pipelines.words import wording

FORMULA = re.compile(r"^[\s\u00a0\u3000]*[=+\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Text a spreadsheet might run. Numbers are written as numbers and never touched."""


def add_downloads(server: Flask, reports: Door, settings: ScreenSettings) -> None:
    """Serve /download.csv for whatever the reader could see on a page."""

    @server.get("/download.csv")
    def download() -> Response:
        actor = current_actor(settings, reports)
        asked = request.args.to_dict(flat=False)
        try:
            selection, name = selection_of(asked), worklist_of(asked)
            answer = _asked_of(reports, name)(actor, selection)
        except DataError as error:
            return Response(
                f"{error}\n", status=403 if isinstance(error, NotAllowed) else 400, mimetype="text/plain"
            )
        lines = worklist_lines(answer) if isinstance(answer, Worklist) else released_lines(answer)
        return _file(lines, name or selection.indicator)


def _asked_of(reports: Door, worklist: str) -> Callable[[Actor, Selection], Released | Worklist]:
    """The question to the door that a download stands for: a work list by name, or a figure."""
    lists = {"open_inquiries": reports.open_inquiries, "worker_loads": reports.worker_loads}
    return lists[worklist] if worklist else reports.fetch


def _file(lines: Iterable[Sequence[object]], name: str) -> Response:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([safe(cell) for cell in line] for line in lines)
    slug = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-") or "download"
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers, None is an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        text = str(cell).replace("\0", "")
        return f"'{text}" if FORMULA.match(text) else text
    return cell


def released_lines(answer: Released) -> list[list[object]]:
    """What it is and how it was counted, then one line a row. Hidden figures say hidden."""
    return [*_about(answer), [], *_figures(answer)]


def _about(answer: Released) -> list[list[object]]:
    pairs = [
        ("Measure", answer.title),
        ("Question", answer.question),
        ("Answer", answer.sentence),
        ("Scope", answer.scope),
        ("Seen as", answer.role),
        ("Data", "synthetic" if answer.synthetic else "county"),
        ("Data through", answer.data_through),
        ("Data load", answer.version),
        ("Definition version", answer.definition_version),
        ("Status", answer.status + (f": {answer.why}" if answer.why else "")),
        ("Unit of value", answer.unit),
        ("Interval", answer.interval),
        ("Method", answer.method),
        ("Reference", answer.reference),
        ("Target", answer.target),
        ("Target source", answer.target_source),
        ("Pending", answer.pending),
        *((f"Policy: {name}", text) for name, text in answer.policy),
        *((f"Left out: {why}", "hidden" if n is None else n) for why, n in answer.excluded.items()),
        *(("Note", note) for note in answer.notes),
    ]
    return [[name, value] for name, value in pairs if value not in (None, "")]


def _figures(answer: Released) -> list[list[object]]:
    more = sorted({k for r in answer.rows for k, v in r.more.items() if isinstance(v, int | float)})
    heading = [
        "period",
        *answer.by,
        "status",
        "numerator",
        "denominator",
        "value",
        "low",
        "high",
        *more,
        "judged",
    ]
    return [heading, *(_line(row, more) for row in answer.rows)]


def _line(row: Row, more: list[str]) -> list[object]:
    start = [row.period, *row.words, row.status]
    if row.status != SHOWN:
        return [*start, *[wording.STATUS_WORDS[row.status]] * (5 + len(more)), ""]
    return [
        *start,
        row.num,
        row.den,
        row.value,
        row.low,
        row.high,
        *(row.more.get(k) for k in more),
        "yes" if row.judged else "still coming in",
    ]


def worklist_lines(answer: Worklist) -> list[list[object]]:
    """The list with its scope and moment, then its rows."""
    about = [
        ["List", answer.title],
        ["Scope", answer.scope],
        ["As of", answer.as_of],
        ["Rows in all", answer.total],
    ]
    keys = [key for key, _ in answer.columns]
    return [
        *about,
        [],
        [heading for _, heading in answer.columns],
        *([row.get(key) for key in keys] for row in answer.rows),
    ]
