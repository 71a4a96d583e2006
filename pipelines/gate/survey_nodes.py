"""Survey scores: fixed cuts, floors for every role, and a sibling hidden so that none comes back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.counting.cells import WHOLE
from pipelines.gate.applied_scope import WHOLE_COUNTY, Scope
from pipelines.gate.few_answers import coarsened_mean, tells_answers
from pipelines.gate.question import Gated, Group, Question, Table, is_equity
from pipelines.gate.suppression import Equation, Rule, protect
from pipelines.questions.errors import NotAllowed
from pipelines.store import reading
from pipelines.store.reading import CellQuestion, Sums

SELF = "self"
OTHERS = WHOLE
"""Everybody but self-ratings, pooled."""
COUNTY = ("county", WHOLE)

CUTS = {
    ("quarter", frozenset(by))
    for by in (
        (),
        ("unit",),
        ("division",),
        ("rater",),
        ("domain",),
        ("unit", "rater"),
        ("division", "rater"),
        ("unit", "domain"),
        ("division", "domain"),
        ("domain", "rater"),
    )
} | {("year", frozenset(("race",)))}
"""What may be asked, as (grain, split). Limits may name one unit, division, rater or domain."""


@dataclass(frozen=True)
class Node:
    """One group of respondents of one wave: where, in which role, on which domain."""

    wave: str
    place: tuple[str, str]
    rater: str
    domain: str


def view(question: Question) -> Table:
    """Gated sums by wave and group, or by year and race/ethnicity of families."""
    chosen = question.selection
    if chosen.organisation != "then":
        raise NotAllowed("Survey scores stand in the organisation as it was when people answered.")
    if (chosen.grain, frozenset(chosen.by)) not in CUTS:
        raise NotAllowed(
            "Survey scores are shown in fixed cuts: by wave and unit, division, rater role or "
            "domain; and by year and race/ethnicity of the family."
        )
    if chosen.grain == "year":
        return _by_race(question)
    for dimension, values in chosen.where:
        if dimension in ("race", "language") or (len(values) > 1 and dimension not in chosen.by):
            raise NotAllowed("Survey scores take one unit, division, rater role or domain at a time.")
    return _cut(question, _kept(question))


@dataclass(frozen=True)
class Guarded:
    """Every group of respondents of a version, each unit's division by wave, and what is hidden."""

    sums: Mapping[Node, Sums]
    parents: Mapping[tuple[str, str], str]
    hidden: frozenset[Node]
    coarse: frozenset[Node]
    """Groups of which only a mean in whole percent may be shown: of few, or from which one of few would follow."""


def _kept(question: Question) -> Guarded:
    """Worked out once a version: the masks depend on nobody's question."""
    if question.definition.id not in question.kept:
        question.kept[question.definition.id] = _guarded(question)
    return question.kept[question.definition.id]


def _guarded(question: Question) -> Guarded:
    sums, parents = _nodes(question)
    return Guarded(sums, parents, *_hidden(question, sums, parents))


def _nodes(question: Question) -> tuple[dict[Node, Sums], dict[tuple[str, str], str]]:
    """Sums of every node, and the division of each (wave, unit)."""
    columns = ("division_then", "unit_then", "rater", "domain")
    cells = CellQuestion(question.definition.id, "quarter", columns, ())
    nodes: dict[Node, Sums] = defaultdict(dict)
    parents: dict[tuple[str, str], str] = {}
    found = reading.sums(question.connection, question.version.version_id, cells)
    for (wave, (division, unit, rater, domain)), sums in found.items():
        parents[wave, unit] = division
        for place in (COUNTY, ("division", division), ("unit", unit)):
            for role in (rater,) if rater == SELF else (rater, OTHERS):
                into = nodes[Node(wave, place, role, domain)]
                for key, value in sums.items():
                    into[key] = into.get(key, 0) + value
    return dict(nodes), parents


def _hidden(
    question: Question, nodes: Mapping[Node, Sums], parents: Mapping[tuple[str, str], str]
) -> tuple[frozenset[Node], frozenset[Node]]:
    """Nodes whose score is hidden, and those whose distribution, interval and exact sum are hidden."""
    floors = question.profile.disclosure_on(question.version.as_of.date())
    sizes = {n: s.get(("den", 0), 0) for n, s in nodes.items()}
    equations = _equations(nodes, parents)
    telling = [n for n, s in nodes.items() if tells_answers(s, floors.distribution_floor)]
    score = _two_steps(sizes, equations, floors.score_floor, telling)
    detail = _two_steps(sizes, equations, floors.distribution_floor)
    return score, detail


def _two_steps(
    sizes: Mapping[Node, int], equations: list[Equation], floor: int, telling: Sequence[Node] = ()
) -> frozenset[Node]:
    """All items first; what is hidden there is hidden in every domain, and each domain has its own floor."""
    rule = Rule(upto=floor - 1, least=floor, room=2)
    whole = {n: s for n, s in sizes.items() if n.domain == WHOLE}
    overall = protect(whole, rule, equations, also=[n for n in telling if n in whole])
    spread = [n for n in sizes if Node(n.wave, n.place, n.rater, WHOLE) in overall]
    return protect(sizes, rule, equations, also=[*spread, *telling])


def _equations(nodes: Mapping[Node, Sums], parents: Mapping[tuple[str, str], str]) -> list[Equation]:
    """Units add to divisions, divisions to the county, rater roles to all others; per wave and domain."""
    parts: dict[Node, list[Node]] = defaultdict(list)
    for node in nodes:
        kind, name = node.place
        if kind == "unit":
            parent = ("division", parents[node.wave, name])
            parts[Node(node.wave, parent, node.rater, node.domain)].append(node)
        if kind == "division":
            parts[Node(node.wave, COUNTY, node.rater, node.domain)].append(node)
    roles: dict[Node, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.rater not in (SELF, OTHERS):
            roles[Node(node.wave, node.place, OTHERS, node.domain)].append(node)
    return [Equation(t, tuple(p)) for found in (parts, roles) for t, p in sorted(found.items(), key=repr)]


def _cut(question: Question, found: Guarded) -> Table:
    """The nodes a question asks for, in the actor's scope."""
    scope = question.held.scope_then(question.selection)
    table: dict[tuple[str, Group], Gated] = {}
    for node, sums in found.sums.items():
        group = _group(question, node)
        if group is not None and _in_scope(scope, node, found.parents):
            table[node.wave, group] = _gated(sums, node in found.hidden, node in found.coarse)
    return Table(table, scope)


def _gated(sums: Sums, hidden: bool, coarse: bool) -> Gated:
    if hidden:
        return Gated(None, detail=False)
    return Gated(coarsened_mean(sums), detail=False) if coarse else Gated(sums)


def _group(question: Question, node: Node) -> Group | None:
    """The node's values for the question's split, or None when the question does not question for it."""
    by, where = question.selection.by, dict(question.selection.where)
    level = next((d for d in ("unit", "division") if d in by or d in where), "county")
    if level == "unit" and "division" in by:
        return None
    values = {"rater": node.rater, "domain": node.domain, level: node.place[1]}
    if node.place[0] != level:
        return None
    for dimension, whole in (("rater", OTHERS), ("domain", WHOLE)):
        if (dimension in by or dimension in where) == (values[dimension] == whole):
            return None
    for dimension, allowed in where.items():
        if dimension not in by and dimension in values and values[dimension] not in allowed:
            return None
    return tuple(values[d] for d in by)


def _in_scope(scope: Scope, node: Node, parents: Mapping[tuple[str, str], str]) -> bool:
    """Whether a node's place lies inside: a unit by its division in that wave, as well as by itself."""
    kind, name = node.place
    own = {f"{kind}_then": name}
    division = {"division_then": parents[node.wave, name]} if kind == "unit" else {}
    return scope.holds({"division_then": None, "unit_then": None, **own, **division})


def _years_with_a_hidden_wave(question: Question) -> set[str]:
    """Years whose sum over groups would give a hidden wave of families back by subtraction."""
    return {n.wave[:4] for n in _kept(question).hidden if n.place == COUNTY and n.rater == "family"}


def _by_race(question: Question) -> Table:
    """Families' scores by year and race/ethnicity, whole county; the same table for every role."""
    if question.selection.where and not set(dict(question.selection.where)) <= {"race"}:
        raise NotAllowed("Families' scores by race/ethnicity are shown for the whole county only.")
    limits = (("rater", ("family",)), ("domain", (WHOLE,)))
    cells = CellQuestion(question.definition.id, "quarter", ("race",), limits)
    years: dict[tuple[str, Group], Sums] = defaultdict(dict)
    found = reading.sums(question.connection, question.version.version_id, cells)
    for (wave, group), sums in found.items():
        into = years[wave[:4], group]
        for key, value in sums.items():
            into[key] = into.get(key, 0) + value
    floors = question.profile.disclosure_on(question.version.as_of.date())
    floor = floors.mask_upto + 1 if is_equity(question.actor) else floors.score_floor
    sizes = {key: s.get(("den", 0), 0) for key, s in years.items()}
    totals = {(y, ()): sum(s for (year, _), s in sizes.items() if year == y) for y, _ in sizes}
    equations = [Equation(t, tuple(k for k in sizes if k[0] == t[0])) for t in totals]
    few = floors.distribution_floor
    telling = [key for key, s in years.items() if tells_answers(s, few)]
    hidden = protect({**sizes, **totals}, Rule(floor - 1, floor, room=2), equations, also=telling)
    hidden |= {key for key in sizes if key[0] in _years_with_a_hidden_wave(question)}
    shown = {k: replace(_gated(s, k in hidden, sizes[k] < few), detail=False) for k, s in years.items()}
    return Table(shown, WHOLE_COUNTY)
