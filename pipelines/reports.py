"""The door: who is looking, what they may see, what it says. The only place a `Released` is made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from pipelines.answers import surroundings, work_lists
from pipelines.answers.before_after import phase_notes
from pipelines.answers.choices import choices
from pipelines.answers.control_limits import Series, limits_of
from pipelines.answers.rows import rows_of, totals
from pipelines.answers.sentences import sentence
from pipelines.catalog.behaviours import BehaviourCoverage, ItemCoverage
from pipelines.counting.definition import Indicator
from pipelines.counting.kinds import KINDS
from pipelines.gate.built_version import Context, read_context
from pipelines.gate.offered import inside_scope, offered, places_exist
from pipelines.gate.question import Ask, Table, is_equity
from pipelines.gate.views import at_home, view_of
from pipelines.questions.actor import MANAGER, SUPERVISOR, Actor
from pipelines.questions.errors import DataError
from pipelines.questions.periods import within
from pipelines.questions.released import (
    EMPTY,
    HIDDEN,
    NOT_MEASURABLE,
    SHOWN,
    County,
    DataDesk,
    Limits,
    ListCard,
    Options,
    Released,
    Row,
    Worklist,
)
from pipelines.questions.selection import Selection
from pipelines.register.indicators import indicator, register
from pipelines.store import reading
from pipelines.words import dates
from pipelines.words.say import language, say

EXCLUDED = "excluded:"


class Reports:
    """Answers to selections, for an actor. Holds no actor: each call names who asks.

    Opening the door reads the register: DataError, before anything is served, when a definition is wrong.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime] | None = None):
        register()
        self._engine = engine
        self._clock = clock
        self._answer = lru_cache(maxsize=2048)(self._fetch)
        self._context = lru_cache(maxsize=4)(lambda version: read_context(engine, version))

    # -- answers ------------------------------------------------------------------------------

    def fetch(self, actor: Actor, selection: Selection) -> Released:
        """The answer to one question; NotAllowed or DataError with a sentence fit to show."""
        return self._answer(actor, selection, self._version_id(), language())

    def _fetch(self, actor: Actor, selection: Selection, version: int, language: str) -> Released:
        """Kept by language too, as an answer holds words."""
        definition = indicator(selection.indicator)
        with self._engine.connect() as connection:
            context = self._context(version)
            measurable = context.measurable.get(definition.id)
            places_exist(actor, selection, context)
            selection = at_home(actor, definition.protects, selection)
            if measurable is None or measurable.why:
                why = (
                    measurable.why
                    if measurable
                    else say("It was not counted in the last build. Build again.")
                )
                return self._not_measurable(actor, definition, selection, context, why)
            offered(definition, measurable, selection)
            ask = Ask(
                connection,
                context.version,
                actor,
                selection,
                definition,
                context.profile,
                measurable,
                context.kept,
            )
            view = view_of(definition.protects, actor.role)
            table = view.table(ask)
            rows = rows_of(ask, table, context.names)
            inside_scope(ask, context, rows)
            series = _series(ask, table, context)
            aside = _aside(definition, view.aside(ask))
        return self._released(ask, context, rows, series, aside)

    def _released(self, ask: Ask, context: Context, rows: tuple[Row, ...], series, aside) -> Released:
        definition, selection = ask.definition, ask.selection
        kind = KINDS[definition.kind]
        on = ask.measurable.through.date()
        target = ask.profile.target_on(definition.id, on)
        excluded, pending = aside
        status = _status(rows)
        phases = _phases(ask)
        limits = None if series is None else _limits(ask, series, target)
        return Released(
            indicator=definition.id,
            title=definition.title,
            question=definition.question,
            sentence=sentence(definition, rows, limits, target.value if target else None),
            scope=work_lists.scope_words(context, ask.actor, selection),
            kind=definition.kind,
            unit=definition.unit,
            direction=definition.direction,
            by=selection.by,
            grain=selection.grain,
            rows=rows,
            status=status,
            why="" if status == SHOWN else sentence(definition, rows, None, None),
            target=target.value if target else None,
            target_source=target.source if target else "",
            reference=self._reference(ask) if kind.compare else "",
            base=definition.base,
            interval=kind.interval,
            method=kind.method,
            n=totals(rows, kind.latest, kind.people),
            n_of=_n_of(definition),
            excluded=excluded,
            pending=pending,
            policy=choices(definition, selection, ask.profile, on),
            data_through=dates.day(ask.measurable.through),
            definition_version=definition.version,
            version=str(ask.version.version_id),
            synthetic=ask.version.synthetic,
            role=ask.actor.role,
            notes=() if series is None else phase_notes(ask, series, phases),
            limits=limits,
            events=tuple((f"{p.since:%Y-%m}", _event_words(p, selection, context)) for p in phases),
        )

    def _not_measurable(self, actor, definition: Indicator, selection: Selection, context: Context, why: str):
        return Released(
            indicator=definition.id,
            title=definition.title,
            question=definition.question,
            sentence=say("Not measurable: {why}", why=why),
            scope=work_lists.scope_words(context, actor, selection),
            kind=definition.kind,
            unit=definition.unit,
            direction=definition.direction,
            by=selection.by,
            grain=selection.grain,
            rows=(),
            status=NOT_MEASURABLE,
            why=why,
            definition_version=definition.version,
            version=str(context.version.version_id),
            synthetic=context.version.synthetic,
            role=actor.role,
        )

    def forget_answers(self) -> None:
        """Drop kept answers; they are kept by actor, question, version and language."""
        self._answer.cache_clear()

    # -- work lists, and what stands around the figures ---------------------------------------

    def work_lists(self) -> tuple[ListCard, ...]:
        """Every work list there is, in the order of the sources that declare them."""
        return work_lists.cards()

    def work_list(self, actor: Actor, list_id: str, selection: Selection) -> Worklist:
        """The rows of one list in the actor's scope, against the clock now (synthetic data: at their end)."""
        context, wanted = self._now_context(), work_lists.named(list_id)
        now = self._now(context, list_id)
        return work_lists.work_list(self._engine, context, actor, wanted, selection, now)

    def county(self) -> County:
        with self._engine.connect() as connection:
            return surroundings.county(connection, self._now_context())

    def options(self, actor: Actor) -> Options:
        return surroundings.options(self._now_context(), actor)

    def demo_scope(self, role: str) -> tuple[str, ...]:
        """What a demo manager or supervisor is responsible for: the first division, its first unit."""
        members = self._now_context().members
        first = [m["id"] for m in members.get("division", ())][:1]
        if role == MANAGER:
            return tuple(first)
        units = [m["id"] for m in members.get("unit", ()) if m["parent"] in first or not first]
        return tuple(units[:1]) if role == SUPERVISOR else ()

    def data_desk(self, actor: Actor) -> DataDesk:
        """What was loaded and set aside; NotAllowed for equity."""
        with self._engine.connect() as connection:
            return surroundings.data_desk(connection, self._now_context(), actor)

    def register(self) -> tuple[surroundings.IndicatorCard, ...]:
        return surroundings.cards()

    def coverage(self) -> tuple[BehaviourCoverage, ...]:
        return surroundings.coverage()

    def coverage_2023(self) -> tuple[ItemCoverage, ...]:
        return surroundings.coverage_2023()

    def _now_context(self) -> Context:
        return self._context(self._version_id())

    def _now(self, context: Context, list_id: str) -> datetime:
        """The moment of asking. Synthetic data stand still, so the moment of a list is the end of its sources."""
        if self._clock is not None:
            return self._clock()
        if context.version.synthetic:
            state = context.work.get(list_id)
            return (state.through if state else None) or context.version.as_of
        zone = ZoneInfo(context.profile.county.time_zone)
        return datetime.now(zone).replace(tzinfo=None, microsecond=0)

    def _version_id(self) -> int:
        with self._engine.connect() as connection:
            version = reading.current_id(connection)
        if version is None:
            raise DataError("Nothing is loaded yet. Build first: cqi build PATH")
        return version

    def _reference(self, ask: Ask) -> str:
        scheme = ask.profile.race_on(ask.version.as_of.date())
        return next((g.label for g in scheme.groups if g.id == scheme.reference), scheme.reference)


def _aside(definition: Indicator, table: Table | None) -> tuple[dict[str, int | None], int | None]:
    """What stands outside the figures of this question: excluded by reason, and pending."""
    if table is None:
        return {}, None
    sums: dict = {}
    for cell in table.values():
        for (part, _), value in (cell.sums or {}).items():
            sums[part] = sums.get(part, 0) + value
    excluded = {p.removeprefix(EXCLUDED): v for p, v in sorted(sums.items()) if p.startswith(EXCLUDED) and v}
    return excluded, sums.get("pending", 0) if "pending" in definition.parts else None


def _phases(ask: Ask) -> tuple:
    """Declared breaks drawn on this series: its own, and those of parts of it."""
    chosen = ask.selection
    divisions, units = chosen.only("division"), chosen.only("unit")
    return tuple(
        p
        for p in ask.profile.phases
        if p.indicator in (ask.definition.id, "*")
        and (not divisions or p.division in ("", *divisions))
        and (not units or p.unit in ("", *units))
    )


def _event_words(phase, selection: Selection, context: Context) -> str:
    """The phase's label, with the place it holds for where that is only a part of what is shown."""
    if _restarts(phase, selection):
        return phase.label
    names = context.names
    place = names.get("unit", {}).get(phase.unit) or names.get("division", {}).get(
        phase.division, phase.division
    )
    return f"{place}: {phase.label}"


def _restarts(phase, selection: Selection) -> bool:
    """Limits start anew only where the whole series is meant."""
    return phase.division in ("", *selection.only("division")) and phase.unit in ("", *selection.only("unit"))


def _series(ask: Ask, table: Table, context: Context) -> tuple[Row, ...] | None:
    """All periods of one place, for limits and before-and-after; None when the question is not a series.

    Verdicts belong to an indicator and a unit, division or the county, not to any filter.
    """
    chosen = ask.selection
    of_one_place = {d for d, _ in chosen.where} <= {"division", "unit", "domain"}
    several = any(len(v) > 1 for _, v in chosen.where)
    if (
        chosen.by
        or chosen.grain not in ("month", "quarter")
        or is_equity(ask.actor)
        or not of_one_place
        or several
    ):
        return None
    whole = replace(ask, selection=replace(chosen, start=None, end=None))
    # The table holds every period already: only the window is taken off.
    return rows_of(whole, table, context.names)


def _limits(ask: Ask, series: tuple[Row, ...], target) -> Limits:
    """Limits from the phase in force, never from the window; cut to the window afterwards."""
    chosen, kind = ask.selection, KINDS[ask.definition.kind]
    begins = [p.since for p in _phases(ask) if _restarts(p, chosen)]
    limits = limits_of(
        Series(
            series,
            kind.chart,
            chosen.grain,
            ask.definition.direction,
            target.value if target else None,
            max(begins, default=date.min),
        )
    )
    return _window(limits, chosen)


def _window(limits: Limits, selection: Selection) -> Limits:
    """The part of the limits that is on screen; limits and verdict stay those of the phase."""
    keep = [i for i, p in enumerate(limits.periods) if within(p, selection.start, selection.end)]
    cut = {
        f: tuple(getattr(limits, f)[i] for i in keep)
        for f in ("periods", "center", "lower", "upper", "meaning")
    }
    return replace(limits, **cut)


def _status(rows: tuple[Row, ...]) -> str:
    kinds = {r.status for r in rows}
    for status in (SHOWN, HIDDEN):
        if status in kinds:
            return status
    return EMPTY


def _n_of(definition: Indicator) -> str:
    return {"vacancy": "FTE authorised", "gap": "FTE available", "load": "FTE available"}.get(
        definition.kind, definition.n_of
    )
