"""The application: settings, store, reports, pages."""

import errno
from dataclasses import replace

from dash import Dash
from waitress import create_server
from waitress.server import BaseWSGIServer

from dashboard.serving.create import create_app
from pipelines.cli.settings import Settings, from_environment
from pipelines.questions.door import Door
from pipelines.questions.errors import DataError
from pipelines.register.indicators import register
from pipelines.reports import Reports
from pipelines.store.database import open_database


def make(settings: Settings) -> Dash:
    """The Dash app over the store; synthetic data get the demo's role switch.

    DataError, before the store is opened, when a definition in the register is wrong.
    """
    register()
    reports: Door = Reports(open_database(settings.database))
    synthetic = reports.county().synthetic
    settings.check_address(synthetic)
    return create_app(reports, replace(settings, demo=synthetic))


def serve(settings: Settings) -> None:
    """Serve until stopped, saying where; DataError when the address cannot be listened on."""
    server = _listening(make(settings), settings)
    print(f"Open http://{settings.host}:{settings.port} in a browser. Stop with Ctrl-C.", flush=True)
    server.run()


def _listening(dash: Dash, settings: Settings) -> BaseWSGIServer:
    try:
        return create_server(dash.server, host=settings.host, port=settings.port, threads=6, ident=None)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise DataError(
                f"Port {settings.port} of {settings.host} is in use, perhaps by this product. "
                "Name another: --port 8060"
            ) from problem
        raise DataError(
            f"{settings.host}:{settings.port} cannot be listened on ({problem.strerror}). "
            "Name another with --host and --port."
        ) from problem


if __name__ == "__main__":
    serve(from_environment())
