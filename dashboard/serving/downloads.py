"""The same answer as CSV: asked of the door again, as the same actor, with everything needed to read it."""

import re
from collections.abc import Iterable, Sequence

from flask import Flask, Response, request

from dashboard.shell.download_address import selection_of, worklist_of
from dashboard.shell.session_actor import current_actor
from pipelines.questions.errors import DataError, NotAllowed
from pipelines.words.csv_file import csv_text, released_lines, worklist_lines
from pipelines.words.say import told


def add_downloads(server: Flask, reports, settings) -> None:
    """Serve /download.csv for whatever the reader could see on a page."""

    @server.get("/download.csv")
    def download() -> Response:
        actor = current_actor(settings, reports)
        asked = request.args.to_dict(flat=False)
        try:
            selection, name = selection_of(asked), worklist_of(asked)
            answer = getattr(reports, name)(actor, selection) if name else reports.fetch(actor, selection)
        except DataError as error:
            return Response(
                f"{told(error)}\n",
                status=403 if isinstance(error, NotAllowed) else 400,
                mimetype="text/plain",
            )
        return _file(worklist_lines(answer) if name else released_lines(answer), name or answer.indicator)


def _file(lines: Iterable[Sequence[object]], name: str) -> Response:
    slug = re.sub(r"[^a-z0-9_]+", "-", name.lower()).strip("-") or "download"
    return Response(
        "\ufeff" + csv_text(lines),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )
