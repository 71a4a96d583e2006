"""Work lists for those responsible, as their sources declare them. Never for equity."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Engine

from pipelines.counting.work_list import Row, Showing, Shown, WorkList
from pipelines.gate.built_version import Context
from pipelines.questions.actor import DIRECTOR, EQUITY, MANAGER, SUPERVISOR, Actor
from pipelines.questions.errors import DataError, NotAllowed, no_such
from pipelines.questions.released import EMPTY, NOT_MEASURABLE, SHOWN, ListCard, Worklist
from pipelines.questions.selection import Selection
from pipelines.questions.template import marked
from pipelines.register.sources import WORK_LISTS
from pipelines.stats.business_time import CalendarRangeError
from pipelines.store import reading
from pipelines.words.say import say, say_in

MOST = 200
BUILD_AGAIN = marked("Build again.")


def cards() -> tuple[ListCard, ...]:
    """Every work list there is, with the slots of the pages in which it stands."""
    return tuple(ListCard(wanted.id, say(wanted.title), wanted.stands) for wanted in WORK_LISTS.values())


def named(list_id: str) -> WorkList:
    """The work list of this name; WrongQuestion with the names there are."""
    if list_id not in WORK_LISTS:
        raise no_such("list", list_id, WORK_LISTS)
    return WORK_LISTS[list_id]


def work_list(
    engine: Engine, context: Context, actor: Actor, wanted: WorkList, selection: Selection, now: datetime
) -> Worklist:
    """The first rows of one list in the actor's scope, against the clock at the moment of asking."""
    _authorise(actor)
    state = context.work.get(wanted.id)
    if state is None or state.why:
        return _said(wanted, (), NOT_MEASURABLE, state.why if state else say(BUILD_AGAIN))
    kept = reading.work_rows(engine, wanted.id, context.version.version_id)
    shown = _shown(wanted, [r for r in kept if _in_scope(r, actor, selection)], _showing(context, now))
    return _said(
        wanted,
        tuple(shown.rows[:MOST]),
        SHOWN if shown.rows else EMPTY,
        "" if shown.rows else say(wanted.none),
        scope=scope_words(context, actor, selection),
        as_of=shown.as_of,
        total=len(shown.rows),
    )


def _said(wanted: WorkList, rows: tuple[Row, ...], status: str, why: str, **more) -> Worklist:
    return Worklist(say(wanted.title), _headed(wanted.columns), rows, status, why, **more)


def _showing(context: Context, now: datetime) -> Showing:
    return Showing(now, context.profile, context.names)


def _shown(wanted: WorkList, rows: Sequence[Row], showing: Showing) -> Shown:
    try:
        return wanted.show(rows, showing)
    except CalendarRangeError as problem:
        raise DataError(
            "{problem} In county.toml: [calendar] and [[closures]].", problem=problem
        ) from problem


def _headed(columns: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(key, heading), the headings in the reader's language."""
    return tuple((key, say_in("column", heading)) for key, heading in columns)


def scope_words(context: Context, actor: Actor, selection: Selection) -> str:
    """The place a question is about, in the county's words: what it names, else the actor's own."""
    names = context.names
    own = {MANAGER: ("division", actor.divisions), SUPERVISOR: ("unit", actor.units)}.get(actor.role)
    places = [names.get(d, {}).get(v, v) for d in ("unit", "division") for v in selection.only(d)]
    if not places and own:
        places = [names.get(own[0], {}).get(v, v) for v in own[1]]
    return ", ".join(places) or say("{county}, whole county", county=context.profile.county.name)


def _authorise(actor: Actor) -> None:
    if actor.role == EQUITY:
        raise NotAllowed("Work lists are for those responsible for the work, not for the equity view.")


def _in_scope(row: Mapping, actor: Actor, selection: Selection) -> bool:
    own = {
        DIRECTOR: True,
        MANAGER: row["division_now"] in actor.divisions,
        SUPERVISOR: row["unit_now"] in actor.units,
    }[actor.role]
    return own and all(
        row[f"{d}_{selection.organisation}"] in values
        for d, values in selection.where
        if d in ("division", "unit")
    )
