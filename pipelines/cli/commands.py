"""The command line: build, upgrade, check, show, who, serve, demo.

Exit codes: 0 done, 1 wrong data or a store that cannot, 2 wrong usage, 75 another load is running: try again.
"""

import sys
import tempfile
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from pipelines.cli import terminal
from pipelines.cli.settings import from_environment
from pipelines.questions.actor import Actor, acting_as
from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.errors import DataError, StoreBusy, StoreFault, WrongQuestion
from pipelines.questions.policy import ROLES, UNTOLD, policy_of
from pipelines.questions.selection import GRAINS
from pipelines.questions.selection_text import selection_of
from pipelines.store.database import opened, refuse_absent
from pipelines.store.location import DEFAULT_URL
from pipelines.words.say import told

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Leadership behaviour in county child welfare, from the logs and surveys you have.",
)
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

EXITS = {WrongQuestion: 2, StoreBusy: 75}
"""Exit codes that are not 1; 75 is what mail and cron know as "try again later"."""

Database = Annotated[
    str,
    typer.Option(
        help="Where the store is: a folder (also written sqlite:///folder) or postgresql+psycopg://…",
        envvar="CQI_DATABASE",
    ),
]
ProfileFile = Annotated[Path | None, typer.Option("--profile", help="The agency profile, county.toml.")]
AsOf = Annotated[str | None, typer.Option(help="Nothing after this day is known: YYYY-MM-DD.")]
Paths = Annotated[list[Path], typer.Argument(help="Files or folders to load.")]


@app.command()
def build(
    paths: Paths, database: Database = DEFAULT_URL, profile: ProfileFile = None, as_of: AsOf = None
) -> None:
    """Load files, count every indicator, publish. Nothing is published if a file is refused."""
    from pipelines.building.build import build as run

    moment, decided = _moment(as_of), _profile(profile, paths)
    with out.status("starting") as status, opened(database, create=True, tell=_say) as engine:
        outcome = run(paths, engine, decided, moment, lambda step: status.update(f"{step} …"))
    terminal.outcome(out, outcome)
    if outcome.refused:
        raise typer.Exit(1)


@app.command()
def upgrade(database: Database = DEFAULT_URL) -> None:
    """Bring a store of an older release up to this one, and count its figures anew from the rows it keeps."""
    from pipelines.building.build import rebuild

    refuse_absent(database)
    with out.status("starting") as status, opened(database, create=True, tell=_say) as engine:
        outcome = rebuild(engine, lambda step: status.update(f"{step} …"))
    terminal.rebuilt(out, outcome)


@app.command()
def check(paths: Paths, profile: ProfileFile = None, as_of: AsOf = None) -> None:
    """Hold files against their contracts and list every problem; nothing is stored."""
    from pipelines.building.build import check_only

    checked, missing = check_only(paths, _profile(profile, paths), _moment(as_of))
    terminal.checked(out, checked)
    terminal.not_measurable(out, missing)
    if any(c.refused for c in checked):
        raise typer.Exit(1)


@app.command()
def show(
    indicator: Annotated[str, typer.Argument(help="Which indicator; see the Methods page or a wrong name.")],
    by: Annotated[list[str] | None, typer.Option(help="Split by this dimension; may repeat.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            help=f"DIM=VALUE, such as unit=C-2; may repeat. DIM is one of: {', '.join(DIMENSIONS)}."
        ),
    ] = None,
    start: Annotated[str | None, typer.Option("--from", help="First month, YYYY-MM.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last month, YYYY-MM.")] = None,
    grain: Annotated[
        str | None,
        typer.Option(help=f"{', '.join(GRAINS[:-1])} or {GRAINS[-1]}, which is the whole period as one."),
    ] = None,
    role: Annotated[str, typer.Option(help=f"Who asks: {', '.join(ROLES)}.")] = UNTOLD,
    scope: Annotated[
        list[str] | None, typer.Option(help="The divisions or units the role answers for.")
    ] = None,
    organisation: Annotated[str, typer.Option(help="then (as it was) or now (as it is).")] = "then",
    database: Database = DEFAULT_URL,
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
) -> None:
    """One indicator, as every page sees it: through the door, for a role."""
    from pipelines.register.indicators import indicator as definition_of
    from pipelines.reports import Reports

    if format not in terminal.FORMATS:
        raise typer.BadParameter(f"choose one of: {', '.join(terminal.FORMATS)}", param_hint="--format")
    if role not in ROLES:
        raise typer.BadParameter(f"choose one of: {', '.join(ROLES)}", param_hint="--role")
    if grain is not None and grain not in GRAINS:
        raise typer.BadParameter(f"choose one of: {', '.join(GRAINS)}", param_hint="--grain")
    usual = "year" if policy_of(role).published_only else definition_of(indicator).grains[0]
    chosen = grain or usual
    words = {
        "indicator": [indicator],
        "from": [start or ""],
        "to": [end or ""],
        "grain": [chosen],
        "by": by or [],
        "where": where or [],
        "org": [organisation],
    }
    selection = selection_of(words)
    with opened(database) as engine:
        reports = Reports(engine)
        released = reports.fetch(_actor(role, scope, reports), selection)
    terminal.released(out, released, format)


@app.command()
def who(
    code: Annotated[
        str, typer.Argument(help="The code of a person of the agency, as a list shows it: P-7K3QWZ.")
    ],
    database: Database = DEFAULT_URL,
) -> None:
    """Whose code it is: the number of the staff file. On this console only; no page and no file tells it."""
    from pipelines.store.person_codes import number_of

    with opened(database) as engine, engine.connect() as connection:
        number = number_of(connection, code)
    if number is None:
        raise DataError("Nobody in this store has the code {code}.", code=code)
    _say(number)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 unless told.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 8050 unless told.")] = None,
    database: Database = DEFAULT_URL,
    role: Annotated[str, typer.Option(help="Who sits in front of it until there is sign-in.")] = UNTOLD,
) -> None:
    """Serve the pages."""
    import app as application

    if role not in ROLES:
        raise typer.BadParameter(f"choose one of: {', '.join(ROLES)}", param_hint="--role")
    application.serve(from_environment(host=host, port=port, database=database, role=role))


@app.command()
def demo(
    host: Annotated[str | None, typer.Option(help="Address to listen on; 127.0.0.1 unless told.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 8050 unless told.")] = None,
) -> None:
    """Make a synthetic county in a folder of its own, and serve it."""
    import app as application
    from pipelines.building.build import build as run
    from sample_data.generate import write_county

    folder = Path(tempfile.mkdtemp(prefix="cqi-demo-"))
    out.print(f"Making a synthetic county in {folder}")
    write_county(folder / "county")
    url, county = f"sqlite:///{folder / 'store'}", [folder / "county"]
    with opened(url, create=True) as engine:
        run(county, engine, _profile(None, county), _moment("2026-10-31"))
    application.serve(from_environment(host=host, port=port, database=url))


def main() -> None:
    """Run; what went wrong is told plainly, with the exit code of its kind."""
    try:
        app()
    except (DataError, StoreFault) as problem:
        err.print(told(problem), markup=False, highlight=False)
        sys.exit(EXITS.get(type(problem), 1))


def _say(line: str) -> None:
    out.print(line, markup=False, highlight=False)


def _profile(given: Path | None, paths: list[Path]) -> Any:
    """The profile named, else county.toml in a folder given, else the defaults."""
    from pipelines.profile.agency import load_profile

    beside = [p / "county.toml" for p in paths if (p / "county.toml").is_file()]
    return load_profile(given or (beside[0] if beside else None))


def _moment(as_of: str | None) -> datetime | None:
    """The end of the as-of day."""
    if as_of is None:
        return None
    try:
        return datetime.combine(datetime.strptime(as_of, "%Y-%m-%d"), time(23, 59, 59))
    except ValueError as problem:
        raise typer.BadParameter("write the day as YYYY-MM-DD", param_hint="--as-of") from problem


def _actor(role: str, scope: list[str] | None, reports: Any) -> Actor:
    """The operator names the role; a scope must be named with it, except on synthetic data."""
    own = tuple(scope or ())
    if not own and reports.county().synthetic:
        own = reports.demo_scope(role)
    return acting_as(role, *own)


if __name__ == "__main__":
    main()
