"""The door: who is looking, what they may see, what it says. The only place a `Released` is made."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from pipelines.answers import cards, county, loaded, options, what_changed, work_lists
from pipelines.answers.changed_parts import changed_parts
from pipelines.answers.choices import choices
from pipelines.answers.ended_units import ended_words
from pipelines.answers.last_step import step_notes
from pipelines.answers.left_out import left_out
from pipelines.answers.rows import of_whom, reference_words, rows_of, status_of, totals
from pipelines.answers.sentences import sentence
from pipelines.answers.series import end_of, events_of, judged, target_of
from pipelines.answers.short_and_spare import sentence_of, short_and_spare, told_apart
from pipelines.answers.whose_counts import rounded_to, whose_counts
from pipelines.catalog.behaviours import BehaviourCoverage, ItemCoverage
from pipelines.counting.definition import Indicator
from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.applied_scope import Scope, scope_words
from pipelines.gate.built_version import BuiltVersion, read_built_version
from pipelines.gate.offered import at_home, inside, offered, places_exist
from pipelines.gate.published_list import refuse_unaudited
from pipelines.gate.question import Question, Table
from pipelines.gate.responsibility import (
    Responsibility,
    check_places,
    demonstration_places,
    responsibility,
)
from pipelines.gate.views import view_of
from pipelines.questions.actor import Actor
from pipelines.questions.errors import DataError
from pipelines.questions.policy import DATA_DESK, WORK_LISTS
from pipelines.questions.released import (
    NOT_MEASURABLE,
    SHOWN,
    County,
    DataDesk,
    ListCard,
    Options,
    Released,
    Row,
    ShortAndSpare,
    Worklist,
)
from pipelines.questions.selection import Selection
from pipelines.questions.verdict import Changes
from pipelines.register.indicators import indicator, register
from pipelines.store import reading
from pipelines.words import dates, joining
from pipelines.words.say import language, say


class Reports:
    """Answers to selections, for an actor. Holds no actor: each call names who asks.

    Opening the door reads the register: DataError, before anything is served, when a definition is wrong.
    """

    def __init__(self, engine: Engine, clock: Callable[[], datetime] | None = None):
        register()
        self._engine = engine
        self._clock = clock
        self._answer = lru_cache(maxsize=2048)(self._fetch)
        self._changes = lru_cache(maxsize=256)(self._find_changes)
        self._built = lru_cache(maxsize=4)(lambda version: read_built_version(engine, version))

    # -- answers ------------------------------------------------------------------------------

    def fetch(self, actor: Actor, selection: Selection) -> Released:
        """The answer to one question; NotAllowed or DataError with a sentence fit to show."""
        version = self._version_id()
        today = self._today(self._built(version))
        return self._answer(actor.on(today), selection, version, today, language())

    def changes(self, actor: Actor, selection: Selection) -> Changes:
        """What moved among all series of a view; `selection` names its place and period, and no measure."""
        version = self._version_id()
        today = self._today(self._built(version))
        return self._changes(actor.on(today), selection, version, today, language())

    def _find_changes(
        self, actor: Actor, selection: Selection, version: int, on: date, language: str
    ) -> Changes:
        built = self._built(version)
        held = responsibility(actor, on, built)
        places_exist(held, selection, built)
        check_places(held, selection)
        with self._engine.connect() as connection:
            return what_changed.changes(
                tuple(what_changed.series_in(connection, built, actor, held, selection))
            )

    def _fetch(self, actor: Actor, selection: Selection, version: int, on: date, language: str) -> Released:
        """Kept by language too, as an answer holds words."""
        definition = indicator(selection.indicator)
        view = view_of(definition.protects, actor.role)
        with self._engine.connect() as connection:
            built = self._built(version)
            refuse_unaudited(actor.policy.published_only, built.version.synthetic)
            held = responsibility(actor, on, built)
            measurable = built.measurable.get(definition.id)
            places_exist(held, selection, built)
            if view.then:
                selection = at_home(held, selection)
            if measurable is None or measurable.why:
                why = (
                    measurable.why
                    if measurable
                    else say("It was not counted in the last build. Build again.")
                )
                scope = held.asked(inside(held, selection, view.then))
                named = _named(actor, definition, selection, built, scope)
                return replace(named, sentence=say("Not measurable: {why}", why=why), why=why)
            offered(definition, measurable, selection)
            selection = inside(held, selection, view.then)
            question = Question(
                connection,
                built.version,
                actor,
                held,
                selection,
                definition,
                built.profile,
                measurable,
                built.kept,
            )
            table = view.table(question)
            rows = rows_of(question, table, built.names)
            aside = left_out(definition, view.aside(question))
            parts = changed_parts(question, table, view.table, built)
            apart = short_and_spare(question, rows, view.table, built)
        return self._released(question, built, table, rows, aside, parts, apart)

    def _released(
        self,
        question: Question,
        built: BuiltVersion,
        table: Table,
        rows: tuple[Row, ...],
        aside: tuple[Mapping[str, int | None], int | None],
        parts: tuple[str, ...],
        apart: ShortAndSpare | None,
    ) -> Released:
        definition, selection = question.definition, question.selection
        kind, target = KINDS[definition.kind], target_of(question)
        people = kind.n_of or definition.n_of
        named = _named(question.actor, definition, selection, built, table.scope)
        excluded, pending = aside
        status = status_of(rows)
        limits, verdict = judged(question, table, built) or (None, None)
        counts = whose_counts(question)
        notes = (*step_notes(verdict), *parts) if verdict else ()
        if apart and verdict:
            verdict = told_apart(apart, verdict)
        wanted = target.value if target else None
        said = joining.told_after(
            ended_words(table.scope, built, end_of(question)),
            sentence_of(apart, verdict)
            if apart
            else sentence(definition, rows, verdict, wanted, rounded_to(question)),
        )
        return replace(
            named,
            sentence=said,
            rows=rows,
            status=status,
            why="" if status == SHOWN else said,
            target=target.value if target else None,
            target_source=target.source if target else "",
            reference=reference_words(question) if kind.compare else "",
            base=say(definition.base) if definition.base else "",
            interval=say(kind.interval),
            method=say(kind.method),
            n=totals(rows, kind.latest, kind.people),
            n_of=of_whom(rows, kind.latest, people),
            excluded=excluded,
            pending=pending,
            policy=choices(definition, selection, question.profile, end_of(question)),
            data_through=dates.day(question.through),
            counts=counts,
            notes=(*notes, *([joining.sentence(counts)] if counts else ())),
            limits=limits,
            verdict=verdict,
            apart=apart,
            events=events_of(question, table, built),
            look=kind.look,
        )

    def forget_answers(self) -> None:
        """Drop kept answers; they are kept by actor, question, version and language."""
        self._answer.cache_clear()
        self._changes.cache_clear()

    # -- work lists, and what stands around the figures ---------------------------------------

    def work_lists(self) -> tuple[ListCard, ...]:
        """Every work list there is, in the order of the sources that declare them."""
        return work_lists.cards()

    def work_list(self, actor: Actor, list_id: str, selection: Selection) -> Worklist:
        """The rows of one list in the actor's scope, against the clock now (synthetic data: at their end)."""
        wanted = work_lists.named(list_id)
        built, held = self._held(actor, WORK_LISTS)
        return work_lists.work_list(self._engine, built, held, wanted, selection, self._now(built, list_id))

    def county(self) -> County:
        with self._engine.connect() as connection:
            return county.county(connection, self._current())

    def options(self, actor: Actor) -> Options:
        return options.options(*self._held(actor))

    def demo_scope(self, role: str) -> tuple[str, ...]:
        """What a role answers for in the demonstration."""
        return demonstration_places(role, self._current())

    def data_desk(self, actor: Actor) -> DataDesk:
        """What was loaded and set aside; NotAllowed for a role to which it is not open."""
        built, _ = self._held(actor, DATA_DESK)
        with self._engine.connect() as connection:
            return loaded.data_desk(connection, built)

    def register(self) -> tuple[cards.IndicatorCard, ...]:
        return cards.cards()

    def coverage(self) -> tuple[BehaviourCoverage, ...]:
        return cards.coverage()

    def coverage_2023(self) -> tuple[ItemCoverage, ...]:
        return cards.coverage_2023()

    def _current(self) -> BuiltVersion:
        return self._built(self._version_id())

    def _now(self, built: BuiltVersion, list_id: str) -> datetime:
        """The moment of asking. Synthetic data stand still, so the moment of a list is the end of its sources."""
        if self._clock is not None:
            return self._clock()
        if built.version.synthetic:
            state = built.work.get(list_id)
            return (state.through if state else None) or built.version.as_of
        zone = ZoneInfo(built.profile.county.time_zone)
        return datetime.now(zone).replace(tzinfo=None, microsecond=0)

    def _held(self, actor: Actor, resource: str = "") -> tuple[BuiltVersion, Responsibility]:
        """The current version and what the actor answers for today; NotAllowed where `resource` is shut."""
        built = self._current()
        today = self._today(built)
        if resource:
            actor.on(today).policy.allow(resource)
        return built, responsibility(actor, today, built)

    def _today(self, built: BuiltVersion) -> date:
        """The day on which an appointment must be in force."""
        if self._clock is not None:
            return self._clock().date()
        if built.version.synthetic:
            return built.version.as_of.date()
        return datetime.now(ZoneInfo(built.profile.county.time_zone)).date()

    def _version_id(self) -> int:
        with self._engine.connect() as connection:
            version = reading.current_id(connection)
        if version is None:
            raise DataError("Nothing is loaded yet. Build first: cqi build PATH")
        return version


def _named(
    actor: Actor, definition: Indicator, selection: Selection, built: BuiltVersion, scope: Scope
) -> Released:
    """What every answer says of its question, version and reader, before there is a figure to it."""
    return Released(
        indicator=definition.id,
        title=say(definition.title),
        question=say(definition.question),
        sentence="",
        scope=scope_words(scope, built),
        unit=definition.unit,
        direction=definition.direction,
        by=selection.by,
        grain=selection.grain,
        rows=(),
        status=NOT_MEASURABLE,
        definition_version=definition.version,
        version=str(built.version.version_id),
        synthetic=built.version.synthetic,
        role=actor.role,
    )
