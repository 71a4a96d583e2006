"""The equity view: a fixed list of tables, small counts hidden, the rest rounded, rates from the rounded.

A free filter under any masking gives small cells back, so there is none: a question is a slice of one of
these tables, and what is hidden in the table is hidden in every slice.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from pipelines.counting.cells import WHOLE
from pipelines.gate import exact_view, survey_nodes
from pipelines.gate.applied_scope import Scope
from pipelines.gate.question import Gated, Group, Question, Table, coarsened, exact
from pipelines.gate.responsibility import named_places
from pipelines.gate.suppression import Equation, Rule, nearest, protect
from pipelines.questions.dimensions import PREVIOUS
from pipelines.questions.errors import NotAllowed
from pipelines.register.indicators import indicator
from pipelines.store.reading import Sums

RESPONSE = ("response_24h_leadership", "response_24h_expectation", "response_24h")
DECISIONS = ("decision_rate", "disparity_index", "relative_rate_index")
TABLES: Mapping[str, frozenset[tuple[str, tuple[str, ...]]]] = {
    **dict.fromkeys(
        RESPONSE,
        frozenset(
            {
                ("year", ("race",)),
                ("quarter", ("race",)),
                ("year", ("division", "race")),
                ("year", ()),
                ("quarter", ()),
            }
        ),
    ),
    **dict.fromkeys(
        DECISIONS,
        frozenset(
            {
                ("year", ("step", "race")),
                ("quarter", ("step", "race")),
                ("year", ("division", "step", "race")),
            }
        ),
    ),
    "fidelity_score": frozenset({("year", ("race",))}),
}
"""Indicator -> (grain, split). Nothing else is answered; a limit may only slice by what is in the split."""

ROOM = 8
"""Hidden counts of one sum keep at least nine possible values each, as far as that sum tells."""


def check(question: Question) -> None:
    """NotAllowed unless the question is one of the tables, on synthetic data."""
    chosen = question.selection
    if not question.version.synthetic:
        raise NotAllowed("The equity view is closed for real data until its release audit exists.")
    if (chosen.grain, chosen.by) not in TABLES.get(question.definition.id, ()):
        raise NotAllowed(
            "The equity view shows its published tables only: race/ethnicity by year, quarter or "
            "division, and decision point by group."
        )
    if any(d not in chosen.by for d, _ in chosen.where) or chosen.organisation != "then":
        raise NotAllowed("The equity view has no filters: a table may be sliced by its own columns only.")


def view(question: Question) -> Table:
    """The published table of counts of people that a question slices: small ones hidden, others rounded."""
    check(question)
    floors = question.profile.disclosure_on(question.version.as_of.date())
    if question.definition.id in DECISIONS:
        counts, hidden = _decisions(question, floors.mask_upto)
    else:
        counts, equations = _response(question)
        hidden = _hide(counts, equations, floors.mask_upto, _reference(question))
    wanted = _wanted(question, counts)
    shown = {key: _rounded(counts[key], key in hidden, floors.round_to) for key in wanted}
    return Table(shown, Scope(named=named_places(question.selection)))


def _hide(counts: Mapping, equations: list[Equation], upto: int, reference: str) -> frozenset:
    """Hide where the count, its base, or what is left of the base is 1 to `upto`; then complements."""
    sizes = {}
    for key, sums in counts.items():
        num, den = sums.get(("num", 0), 0), sums.get(("den", 0), 0)
        present = [x for x in (num, den - num, den) if x > 0]
        sizes[key] = min(present, default=0)
    masked = [key for key, sums in counts.items() if sums.get(("masked", 0))]
    for key in masked:
        sizes[key] = sizes[key] or 1
    kept = frozenset(key for key in counts if reference in key[1])
    return protect(sizes, Rule(upto, upto + 1, ROOM, kept), equations, also=masked)


def _rounded(sums: Sums, hidden: bool, base: int) -> Gated:
    """Counts to the nearest base; what else the sums hold does not leave."""
    if hidden:
        return Gated(None, detail=False)
    kept = {(p, 0): nearest(sums.get((p, 0), 0), base) for p in ("num", "den")}
    return Gated(kept, detail=False)


def _response(question: Question) -> tuple[dict, list[Equation]]:
    """All linked tables of one response indicator: race by quarter and year, division by race, margins."""
    last = question.definition.last
    fine = exact(_plain(question, "division", "race"), "month")
    quarters = coarsened(fine, "quarter", last, "", "9999-12")
    years = coarsened(fine, "year", last, "", "9999-12")
    counts: dict[tuple[str, Group], Sums] = defaultdict(dict)
    parts: dict[tuple, set] = defaultdict(set)
    for (period, (division, race)), sums in (*quarters.items(), *years.items()):
        cells = [((period, (race,)), sums), ((period, ()), sums)]
        if "Q" in period:
            parts[period[:4], (race,)].add((period, (race,)))
            parts[period[:4], ()].add((period, ()))
        else:
            cells.append(((period, (division, race)), sums))
            parts[period, (race,), "division"].add((period, (division, race)))
        parts[period, (), "race"].add((period, (race,)))
        for key, amount in cells:
            _add(counts[key], amount)
    equations = [Equation(key[:2], tuple(sorted(cells))) for key, cells in sorted(parts.items(), key=repr)]
    return dict(counts), equations


def _decisions(question: Question, upto: int) -> tuple[dict, frozenset]:
    """Counts of the asked indicator by (step, race) for county and divisions, and which are hidden.

    Masks are set on the counts of the steps, jointly for the three decision tables: what the difference of
    two steps would give away is hidden in each of them. Divisions are taken to add up nearly.
    """
    asked, chain = (
        _county_and_divisions(question),
        _county_and_divisions(replace(question, definition=_chain())),
    )
    parts: dict[tuple, list] = defaultdict(list)
    for period, group in sorted(chain):
        if len(group) == 3:
            parts[period, group[1:]].append((period, group))
    equations = [Equation(total, tuple(cells)) for total, cells in parts.items() if total in chain]
    hidden = _hide({**asked, **chain}, equations, upto, _reference(question))
    if question.definition.id == _chain().id:
        hidden |= {key for key in asked if _before(key) in hidden}
    return asked, hidden


def _reference(question: Question) -> str:
    return question.profile.race_on(question.version.as_of.date()).reference


def _chain():
    """The indicator that holds every step over the one before it."""
    return indicator("relative_rate_index")


def _before(key: tuple[str, Group]) -> tuple[str, Group]:
    period, group = key
    *division, step, race = group
    return period, (*division, PREVIOUS[step], race)


def _county_and_divisions(question: Question) -> dict[tuple[str, Group], Sums]:
    grain = question.selection.grain
    return {
        **exact(_plain(question, "step", "race"), grain),
        **exact(_plain(question, "division", "step", "race"), grain),
    }


def _plain(question: Question, *by: str) -> Question:
    """The question split by `by`, without any limit: masks are set on whole tables."""
    return replace(question, selection=replace(question.selection, by=by, where=()))


def _add(into: Sums, amount: Sums) -> None:
    for key, value in amount.items():
        into[key] = into.get(key, 0) + value


def _wanted(question: Question, counts: Mapping) -> list:
    """Keys of the asked table: the right kind of period and number of group values."""
    quarterly = question.selection.grain == "quarter"
    width = len(question.selection.by)
    return [k for k in counts if ("Q" in k[0]) == quarterly and len(k[1]) == width and WHOLE not in k[1]]


def as_they_are(question: Question) -> Table:
    """A published table with nobody behind it: the county's sums, neither hidden nor rounded."""
    check(question)
    return exact_view.summed(question, Scope(named=named_places(question.selection)))


def scores(question: Question) -> Table:
    """A published table of survey scores: the floors of every role, and what is left rounded."""
    check(question)
    base = question.profile.disclosure_on(question.version.as_of.date()).round_to
    table = survey_nodes.view(question)
    rounded = {
        key: Gated(None if cell.sums is None else rounded_people(cell.sums, base), False)
        for key, cell in table.items()
    }
    return Table(rounded, table.scope)


def rounded_people(sums: Sums, base: int) -> Sums:
    """A mean's sums for release: persons rounded, the mean kept to whole percent."""
    n = sums.get(("den", 0), 0)
    mean = round(sums.get(("num", 0), 0) / n / 100) if n else 0
    people = nearest(n, base)
    spread = sums.get(("squares", 0), 0) / n - (sums.get(("num", 0), 0) / n) ** 2 if n else 0
    deviation = round((max(spread, 0) ** 0.5) / 100)
    return {
        ("den", 0): people,
        ("num", 0): mean * 100 * people,
        ("squares", 0): round(((mean * 100) ** 2 + (deviation * 100) ** 2) * people),
    }
