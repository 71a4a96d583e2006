"""The application: settings, store, reports, pages."""

from dataclasses import replace

from waitress import serve as waitress_serve

from dashboard.serving.create import create_app
from pipelines.cli.settings import Settings, from_environment
from pipelines.register.indicators import register
from pipelines.reports import Reports
from pipelines.store.database import open_database


def make(settings: Settings):
    """The Dash app over the store; synthetic data get the demo's role switch.

    DataError, before the store is opened, when a definition in the register is wrong.
    """
    register()
    reports = Reports(open_database(settings.database))
    synthetic = reports.county().synthetic
    settings.check_address(synthetic)
    return create_app(reports, replace(settings, demo=synthetic))


def serve(settings: Settings) -> None:
    """Serve until stopped, saying where."""
    dash = make(settings)
    print(f"Open http://{settings.host}:{settings.port} in a browser. Stop with Ctrl-C.", flush=True)
    waitress_serve(dash.server, host=settings.host, port=settings.port, threads=6, ident=None)


if __name__ == "__main__":
    serve(from_environment())
