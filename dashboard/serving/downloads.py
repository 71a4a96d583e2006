"""The same answer as CSV: asked of the door again, as the same actor, with everything needed to read it."""

import re
from collections.abc import Iterable, Sequence

from flask import Flask, Response, request

from dashboard.shell.download_address import asked_for
from dashboard.shell.session_actor import ScreenSettings, current_actor
from pipelines.questions.actor import Actor
from pipelines.questions.door import Door
from pipelines.questions.errors import DataError, NotAllowed
from pipelines.questions.released import Released, Worklist
from pipelines.questions.selection import Selection
from pipelines.words.csv_file import csv_text, released_lines, worklist_lines
from pipelines.words.say import told


def add_downloads(server: Flask, reports: Door, settings: ScreenSettings) -> None:
    """Serve /download.csv for whatever the reader could see on a page."""

    @server.get("/download.csv")
    def download() -> Response:
        actor = current_actor(settings, reports)
        try:
            selection, name = asked_for(request.args.items(multi=True))
            answer = _asked(reports, actor, selection, name)
        except DataError as error:
            return Response(
                f"{told(error)}\n",
                status=403 if isinstance(error, NotAllowed) else 400,
                mimetype="text/plain",
            )
        lines = worklist_lines(answer) if isinstance(answer, Worklist) else released_lines(answer)
        return _file(lines, name or selection.indicator)


def _asked(reports: Door, actor: Actor, selection: Selection, list_id: str) -> Released | Worklist:
    """What a download stands for: a work list by name, or a figure."""
    return reports.work_list(actor, list_id, selection) if list_id else reports.fetch(actor, selection)


def _file(lines: Iterable[Sequence[object]], name: str) -> Response:
    slug = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-") or "download"
    return Response(
        "\ufeff" + csv_text(lines),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )
