"""Work lists for those responsible, as their sources declare them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from pipelines.answers.ended_units import ended_words
from pipelines.counting.work_list import Row, Showing, Shown, WorkList
from pipelines.gate.applied_scope import Scope, scope_words
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.offered import places_exist
from pipelines.gate.responsibility import Responsibility, check_places
from pipelines.profile.office_calendar import calendar_too_short
from pipelines.questions.dimensions import ORGANISATION
from pipelines.questions.errors import WrongQuestion, no_such
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
    engine: Engine,
    built: BuiltVersion,
    held: Responsibility,
    wanted: WorkList,
    selection: Selection,
    now: datetime,
) -> Worklist:
    """The first rows of one list of a responsibility, against the clock at the moment of asking."""
    scope = _scope(built, held, selection)
    state = built.work.get(wanted.id)
    if state is None or state.why:
        return _said(wanted, (), NOT_MEASURABLE, state.why if state else say(BUILD_AGAIN))
    kept = reading.work_rows(engine, wanted.id, built.version.version_id)
    shown = _shown(wanted, [r for r in kept if scope.holds(r)], Showing(now, built.profile, built.names))
    return _said(
        wanted,
        tuple(shown.rows[:MOST]),
        SHOWN if shown.rows else EMPTY,
        "" if shown.rows else ended_words(scope, built, now.date()) or say(wanted.none),
        scope=scope_words(scope, built),
        as_of=shown.as_of,
        total=len(shown.rows),
        story=shown.story,
    )


def _said(wanted: WorkList, rows: tuple[Row, ...], status: str, why: str, **more: Any) -> Worklist:
    return Worklist(say(wanted.title), _headed(wanted.columns), rows, status, why, **more)


def _scope(built: BuiltVersion, held: Responsibility, selection: Selection) -> Scope:
    """The limits on rows; NotAllowed when the question names a place outside the responsibility.

    WrongQuestion for a place that never stood, and for a limit that rows of work do not know.
    """
    for dimension, _ in selection.where:
        if dimension not in ORGANISATION:
            raise WrongQuestion("A list of work can be limited to divisions and units only.")
    places_exist(held, selection, built)
    check_places(held, selection)
    return held.scope(selection)


def _shown(wanted: WorkList, rows: Sequence[Row], showing: Showing) -> Shown:
    try:
        return wanted.show(rows, showing)
    except CalendarRangeError as problem:
        raise calendar_too_short(problem) from problem


def _headed(columns: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(key, heading), the headings in the reader's language."""
    return tuple((key, say_in("column", heading)) for key, heading in columns)
