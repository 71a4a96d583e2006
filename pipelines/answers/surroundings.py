"""What stands around the figures: the county, what may be chosen, what is loaded, the register."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from pipelines.catalog import behaviours
from pipelines.counting.definition import Example, Indicator
from pipelines.counting.kinds import KINDS
from pipelines.gate.built_version import Context
from pipelines.questions.actor import DIRECTOR, EQUITY, MANAGER, SUPERVISOR, Actor
from pipelines.questions.dimensions import STEPS
from pipelines.questions.errors import NotAllowed
from pipelines.questions.released import Choice, County, DataDesk, Feed, Options, SetAside
from pipelines.questions.selection import GRAINS
from pipelines.questions.standing import Stand
from pipelines.register.indicators import register
from pipelines.register.sources import CONTRACTS, contract
from pipelines.store import reading
from pipelines.words import dates
from pipelines.words.say import say

MOST_PROBLEMS = 500
LADDER = "equity.ladder"


@dataclass(frozen=True)
class IndicatorCard:
    """One entry of the register, as the Methods page prints it."""

    id: str
    title: str
    question: str
    why: str
    behaviours: tuple[str, ...]
    behaviour_words: tuple[tuple[str, str], ...]
    """(id, label in the catalogue) of each behaviour."""
    numerator: str
    denominator: str
    kind: str
    method: str
    interval: str
    adds_over: str
    unit: str
    direction: str
    protects: str
    sources: tuple[str, ...]
    required: Mapping[str, tuple[str, ...]]
    caveats: tuple[str, ...]
    owner: str
    reviewed: str
    version: str
    breakdowns: tuple[str, ...]
    examples: tuple[Example, ...]
    grain: str
    """The period its figures come in: the longest of those of its sources."""
    better: str
    worse: str
    stands: tuple[Stand, ...]


def cards() -> tuple[IndicatorCard, ...]:
    """The register, in reading order."""
    return tuple(
        IndicatorCard(
            id=d.id,
            title=d.title,
            question=d.question,
            why=d.why,
            behaviours=d.behaviours,
            behaviour_words=tuple((b, behaviours.item(b).label) for b in d.behaviours),
            numerator=d.numerator,
            denominator=d.denominator,
            kind=d.kind,
            method=KINDS[d.kind].method,
            interval=KINDS[d.kind].interval,
            adds_over=KINDS[d.kind].adds_over,
            unit=d.unit,
            direction=d.direction,
            protects=d.protects,
            sources=tuple(contract(s).title for s in d.sources),
            required=d.needs,
            caveats=d.caveats,
            owner=d.owner,
            reviewed=d.reviewed,
            version=d.version,
            breakdowns=d.breakdowns,
            examples=d.examples,
            grain=max((contract(s).grain for s in d.sources), key=GRAINS.index),
            better=d.better,
            worse=d.worse,
            stands=d.stands,
        )
        for d in register().values()
    )


def coverage() -> tuple[behaviours.BehaviourCoverage, ...]:
    """Behaviours 1 to 16 of 2016 and which of their items an indicator names."""
    return behaviours.coverage({d.id: d.behaviours for d in register().values()})


def coverage_2023() -> tuple[behaviours.ItemCoverage, ...]:
    return behaviours.coverage_2023({d.id: d.behaviours for d in register().values()})


def county(connection: Connection, context: Context) -> County:
    """Name, data dates and late feeds."""
    feeds = _feeds(connection, context)
    reach = reading.feeds(connection, context.version.version_id)
    leading = next((c.source for c in CONTRACTS if c.leads), "")
    last = reach.get(leading) or max(reach.values(), default=context.version.as_of)
    return County(
        name=context.profile.county.name,
        synthetic=context.version.synthetic,
        as_of=dates.day(context.version.as_of),
        data_through=dates.day(last),
        late=tuple(f for f in feeds if f.late_days > 0),
        version=str(context.version.version_id),
    )


def options(context: Context, actor: Actor) -> Options:
    """Choices inside the actor's scope; equity has no units and only the published splits."""
    months = [m for m in context.measurable.values() if m.first_day and m.through]
    divisions, units = _places(context, actor)
    return Options(
        indicators=tuple(Choice(d.id, d.title) for d in register().values() if _answers(d, actor)),
        divisions=divisions,
        units=units,
        races=tuple(Choice(m["id"], m["label"]) for m in context.members.get("race", ())),
        steps=tuple(Choice(s, say(label)) for s, label in STEPS.items()),
        first_month=min((f"{m.first_day:%Y-%m}" for m in months), default=""),
        last_month=max((f"{m.through:%Y-%m}" for m in months), default=""),
        breakdowns={i: _splits(i, m, actor) for i, m in context.measurable.items() if i in register()},
        ladders=_ladders(),
    )


def _answers(definition: Indicator, actor: Actor) -> bool:
    return bool(definition.published) if actor.role == EQUITY else True


def _ladders() -> tuple[Choice, ...]:
    """The indicators that stand in the slot of the ladder, by the word that chooses each."""
    held = [(stand, d) for d in register().values() for stand in d.stands if stand.slot == LADDER]
    held.sort(key=lambda pair: pair[0].order)
    return tuple(Choice(s.key or d.id, say(s.words["choice"]), d.id) for s, d in held)


def _splits(indicator: str, measurable: reading.Measurable, actor: Actor) -> tuple[str, ...]:
    if actor.role == EQUITY:
        published = {d for table in register()[indicator].published for d in table.by}
        return tuple(d for d in measurable.dimensions if d in published)
    hidden = {MANAGER: {"division"}, SUPERVISOR: {"division", "unit"}}.get(actor.role, set())
    return tuple(d for d in measurable.dimensions if d not in hidden)


def _places(context: Context, actor: Actor) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    divisions = [Choice(m["id"], m["label"]) for m in context.members.get("division", ())]
    units = [Choice(m["id"], m["label"], m["parent"]) for m in context.members.get("unit", ())]
    if actor.role == DIRECTOR:
        return tuple(divisions), tuple(units)
    if actor.role == MANAGER:
        own = actor.divisions
        return (tuple(d for d in divisions if d.id in own), tuple(u for u in units if u.parent in own))
    if actor.role == SUPERVISOR:
        return (), tuple(u for u in units if u.id in actor.units)
    return tuple(divisions), ()


def data_desk(connection: Connection, context: Context, actor: Actor) -> DataDesk:
    """What was loaded, what was set aside and why, what is late, what cannot be counted."""
    if actor.role == EQUITY:
        raise NotAllowed("The data desk is for those who load and manage the data.")
    version = context.version.version_id
    problems = reading.problems(connection, version)
    counted = Counter((p["file"], p["outcome"], p["reason"]) for p in problems)
    return DataDesk(
        feeds=_feeds(connection, context),
        problems=tuple(
            SetAside(p["file"], p["row"], p["field"], p["code"], p["reason"], p["fix"], p["outcome"])
            for p in problems[:MOST_PROBLEMS]
        ),
        by_code=tuple((*key, n) for key, n in sorted(counted.items(), key=lambda pair: -pair[1])),
        not_measurable=tuple(
            (register()[i].title, m.why) for i, m in context.measurable.items() if m.why and i in register()
        ),
        loaded_at=f"{dates.moment(context.version.made_at)} UTC",
        version=str(version),
    )


def _feeds(connection: Connection, context: Context) -> tuple[Feed, ...]:
    version = context.version
    reach = reading.feeds(connection, version.version_id)
    files = reading.files(connection, version.version_id)
    found = []
    for described in CONTRACTS:
        own = [f for f in files if f["source"] == described.source]
        if described.source not in reach:
            continue
        totals = {k: sum(f[k] for f in own) for k in ("rows_read", "accepted", "set_aside", "warned")}
        found.append(
            Feed(
                source=described.source,
                title=described.title,
                data_through=dates.day(reach[described.source]),
                late_days=_late(described.source, reach[described.source], context),
                **totals,
                files=tuple(f["name"] for f in own),
            )
        )
    return tuple(found)


def _late(source: str, through: datetime, context: Context) -> int:
    """Days the feed ends before the as-of date beyond those the county allows."""
    behind = (context.version.as_of.date() - through.date()).days
    return max(0, behind - context.profile.feed_allowance(source))
