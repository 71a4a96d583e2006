"""What a reader may choose from: measures, places, groups, periods and splits."""

from collections.abc import Sequence

from pipelines.answers.ended_units import ended
from pipelines.counting.definition import Indicator
from pipelines.gate.applied_scope import scope_words
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.responsibility import Responsibility
from pipelines.questions.dimensions import ORGANISATION, STEPS
from pipelines.questions.released import Choice, Options
from pipelines.questions.selection import Selection
from pipelines.register.indicators import register
from pipelines.store import reading
from pipelines.words.say import say

LADDER = "equity.ladder"


def options(built: BuiltVersion, held: Responsibility) -> Options:
    """Choices inside what the actor answers for; the published view has no units and its own splits only."""
    reached = {i: m for i, m in built.measurable.items() if m.first_day and m.through and i in register()}
    monthly = [m for i, m in reached.items() if register()[i].base_grain == "month"]
    months = monthly or list(reached.values())
    places = {d: [m for m in built.members.get(d, ()) if held.covers(d, m["id"])] for d in ORGANISATION}
    return Options(
        indicators=tuple(Choice(d.id, say(d.title)) for d in register().values() if _answers(d, held)),
        divisions=tuple(Choice(m["id"], m["label"]) for m in places["division"]),
        units=tuple(_unit(m["id"], m["label"], m["parent"], built) for m in places["unit"]),
        steps=tuple(Choice(s, say(label)) for s, label in STEPS.items()),
        first_month=min((f"{m.first_day:%Y-%m}" for m in months), default=""),
        last_month=max((f"{m.through:%Y-%m}" for m in months), default=""),
        breakdowns={
            i: _splits(d, built.measurable[i], held) for i, d in register().items() if i in built.measurable
        },
        domains=tuple(Choice(m["id"], m["label"]) for m in built.members.get("domain", ())),
        years=_years([m for i, m in reached.items() if register()[i].published]),
        scope=scope_words(held.asked(Selection("")), built) if held.divisions or held.units else "",
        ladders=_ladders(),
    )


def _unit(unit: str, label: str, division: str, built: BuiltVersion) -> Choice:
    """A unit as it is or was; one that no longer stands says until when, and who carries on its work (A18)."""
    found = ended(built.organisation, unit, built.version.as_of.date())
    if found is None:
        return Choice(unit, label, division)
    return Choice(unit, label, division, f"{found.last_day:%Y-%m-%d}", found.successor)


def _years(reached: Sequence[reading.Measurable]) -> tuple[str, ...]:
    """Calendar years that published counts reach, the latest full one first, then the others, newest first (A10)."""
    ends = [m.through for m in reached if m.through]
    if not ends:
        return ()
    last = max(ends)
    full = last.year if (last.month, last.day) == (12, 31) else last.year - 1
    first = min(m.first_day.year for m in reached if m.first_day)
    found = range(last.year, first - 1, -1)
    return tuple(str(y) for y in sorted(found, key=lambda y: (y != full, -y)))


def _answers(definition: Indicator, held: Responsibility) -> bool:
    return held.figures and (not held.published or bool(definition.published))


def _ladders() -> tuple[Choice, ...]:
    """The indicators that stand in the slot of the ladder, by the word that chooses each."""
    held = [(stand, d) for d in register().values() for stand in d.stands if stand.slot == LADDER]
    held.sort(key=lambda pair: pair[0].order)
    return tuple(Choice(s.key or d.id, say(s.template("choice")), d.id) for s, d in held)


def _splits(definition: Indicator, measurable: reading.Measurable, held: Responsibility) -> tuple[str, ...]:
    if held.published:
        published = {d for table in definition.published for d in table.by}
        return tuple(d for d in measurable.dimensions if d in published)
    return tuple(d for d in measurable.dimensions if d not in held.withheld_splits)
