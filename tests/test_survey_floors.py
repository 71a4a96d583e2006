"""Survey floors, for every role: no score of fewer than five, no distribution of fewer than ten.

The attacker asks everything a role can ask, then solves the sums of units, divisions, rater roles, waves
and years.
"""

import random
from itertools import product

import pytest

from pipelines.questions.actor import acting_as
from pipelines.questions.released import EMPTY, HIDDEN, SHOWN
from pipelines.questions.selection import Selection
from tests.attacker import determined
from tests.county import answer, built

DIRECTOR = acting_as("director")
ITEMS = (("Engagement", "e1"), ("Engagement", "e2"), ("Engagement", "e3"), ("Teaming", "t1"))
PLACES = {"A": ("a1", "a2", "a3", "a4"), "B": ("b1", "b2", "b3"), "C": ("c1", "c2", "c3")}
SURVEY_ROLES = ("direct_report", "peer", "family", "observer")
SCORE, BANDS = 5, 10


def _person(number, wave, unit, rater, race, skips_teaming):
    month = 3 * int(wave[-1])
    for domain, item in ITEMS:
        blank = skips_teaming and domain == "Teaming"
        yield {
            "response_id": f"p{number}",
            "wave": wave,
            "recorded_at": f"{wave[:4]}-{month:02d}-10 10:00",
            "instrument": "T1",
            "unit": unit,
            "rater": rater,
            "race": race,
            "domain": domain,
            "item": item,
            "low": "1",
            "high": "5",
            "reversed": "no",
            "answer": "" if blank else str(1 + number % 5),
        }


def _survey_county(sizes):
    """Tables of a county where sizes[wave, unit, rater] persons answered."""
    rows, number = [], 0
    for (wave, unit, rater), people in sorted(sizes.items()):
        for _ in range(people):
            number += 1
            race = ("black", "white")[number % 2] if rater == "family" else ""
            rows += _person(number, wave, unit, rater, race, number % 4 == 0)
    tree = [
        {"unit": u, "unit_name": u, "division": d, "division_name": d, "valid_from": "2019-01-01"}
        for d, units in PLACES.items()
        for u in units
    ]
    return {"surveys": rows, "organisation": tree}


def _random_sizes(seed):
    draw = random.Random(seed)
    usual = draw.choice((3, 5, 8))
    return {
        (wave, unit, rater): max(0, round(draw.gauss(usual, 3)))
        for wave in ("2025-Q1", "2025-Q2")
        for units in PLACES.values()
        for unit in units
        for rater in (*SURVEY_ROLES, "self")
    }


def _node_truth(sizes_rows):
    """(wave, place, rater, domain) -> persons, by hand; "*" pools raters but self, or domains."""
    parents = {u: d for d, units in PLACES.items() for u in units}
    people = {
        (r["response_id"], r["wave"], r["unit"], r["rater"], r["domain"]) for r in sizes_rows if r["answer"]
    } | {(r["response_id"], r["wave"], r["unit"], r["rater"], "*") for r in sizes_rows}
    truth = {}
    for _, wave, unit, rater, domain in people:
        for place, role in product(("*", parents[unit], unit), {rater, "*"} if rater != "self" else {rater}):
            truth[wave, place, role, domain] = truth.get((wave, place, role, domain), 0) + 1
    return truth


def _survey_answers(reports, actor):
    """Every node the role can get an answer on: node -> rows, over all cuts and limits."""
    cuts = [
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
    ]
    limits = [
        (),
        *((("rater", (r,)),) for r in (*SURVEY_ROLES, "self")),
        *((("domain", (d,)),) for d in ("Engagement", "Teaming")),
    ]
    found = {}
    for by, where in product(cuts, limits):
        if any(d in by for d, _ in where):
            continue
        question = {"indicator": "fidelity_score", "grain": "quarter", "by": by, "where": where}
        released = answer(reports, actor, question)
        for row in released.rows if released else ():
            said = {**dict(row.group), **{d: v[0] for d, v in where}}
            place = said.get("unit", said.get("division", "*"))
            node = row.period, place, said.get("rater", "*"), said.get("domain", "*")
            found.setdefault(node, []).append(row)
    return found


def _survey_equations(nodes, years=()):
    """Units to divisions to county, roles to all others; a year's families by race to their waves."""
    parts = []
    for wave, rater, domain in {(n[0], n[2], n[3]) for n in nodes}:
        parts.append(((wave, "*", rater, domain), [(wave, d, rater, domain) for d in PLACES]))
        parts += [
            ((wave, d, rater, domain), [(wave, u, rater, domain) for u in us]) for d, us in PLACES.items()
        ]
    for wave, place, domain in {(n[0], n[1], n[3]) for n in nodes}:
        parts.append(((wave, place, "*", domain), [(wave, place, r, domain) for r in SURVEY_ROLES]))
    for year, races in years:
        waves = [n for n in nodes if n[1:] == ("*", "family", "*") and n[0].startswith(year)]
        parts += [((year, "total"), waves), ((year, "total"), [(year, r) for r in races])]
    return parts


def _small_and_given_away(reports, truth, floor, shows):
    """Hidden nodes under the floor that follow from all a director can ask; `shows(row)`: it is known."""
    seen = _survey_answers(reports, DIRECTOR)
    years = {}
    for row in reports.fetch(DIRECTOR, Selection("fidelity_score", grain="year", by=("race",))).rows:
        years.setdefault(row.period, {})[row.group[0][1]] = row
    known = {n for n, rows in seen.items() if any(shows(r) for r in rows)} | {
        n for n in seen if not truth.get(n)
    }
    known |= {
        (y, g) for y, rows in years.items() for g, row in rows.items() if shows(row) or row.status == EMPTY
    }
    equations = _survey_equations(list(seen), [(y, list(rows)) for y, rows in years.items()])
    unknown = {n for t, parts in equations for n in (t, *parts)} - known - {n for n in seen if n in known}
    unknown -= {n for n in unknown if n not in seen and len(n) == 4 and not truth.get(n)}
    return {n for n in determined(unknown, equations) if 1 <= truth.get(n, 0) < floor}


@pytest.fixture(scope="module", params=range(6))
def survey_county(request, tmp_path_factory):
    tables = _survey_county(_random_sizes(request.param))
    return built(tmp_path_factory.mktemp("survey"), tables, "2025-12-31"), _node_truth(tables["surveys"])


def test_the_persons_counted_are_those_who_answered(survey_county):
    reports, truth = survey_county
    shown = 0
    for node, rows in _survey_answers(reports, DIRECTOR).items():
        for row in rows:
            if row.status == SHOWN:
                assert row.den == truth[node], node
                shown += 1
    assert shown > 50


def test_no_role_sees_a_score_of_fewer_than_five_or_a_distribution_of_fewer_than_ten(survey_county):
    reports, truth = survey_county
    for actor in (DIRECTOR, acting_as("manager", "A"), acting_as("supervisor", "a1")):
        for node, rows in _survey_answers(reports, actor).items():
            for row in rows:
                if row.status == SHOWN:
                    assert truth[node] >= SCORE, (actor, node)
                    assert "bands" not in row.more or truth[node] >= BANDS, (actor, node)


def test_a_manager_and_a_supervisor_get_survey_nodes_of_their_own_places_only(survey_county):
    reports, _ = survey_county
    for actor, places in (
        (acting_as("manager", "A"), {"A", *PLACES["A"]}),
        (acting_as("supervisor", "a1"), {"a1"}),
    ):
        seen = _survey_answers(reports, actor)
        asked_home = {n for n in seen if n[1] == "*"}  # Without a place the question means the own one.
        whole = {
            (r.den, r.num)
            for n, rows in _survey_answers(reports, DIRECTOR).items()
            for r in rows
            if n[1] == "*" and r.status == SHOWN and n[2] == "*"
        }
        assert {n[1] for n in seen} - {"*"} <= places
        assert (
            not {(r.den, r.num) for n in asked_home for r in seen[n] if r.status == SHOWN and n[2] == "*"}
            & whole
        )


def test_no_hidden_number_of_persons_follows_from_any_answers_together(survey_county):
    reports, truth = survey_county
    assert not _small_and_given_away(reports, truth, SCORE, lambda r: r.status == SHOWN)


def test_no_hidden_distribution_follows_from_any_answers_together(survey_county):
    reports, truth = survey_county
    assert not _small_and_given_away(reports, truth, BANDS, lambda r: r.status == SHOWN and "bands" in r.more)


def test_a_hidden_wave_of_families_is_not_the_year_by_race_less_the_other_waves(tmp_path):
    """8, 9, 3 and 7 families answered: the third wave is hidden, so not all the year's groups are shown."""
    sizes = {(f"2025-Q{q}", "a1", "family"): n for q, n in zip((1, 2, 3, 4), (8, 9, 3, 7), strict=True)}
    tables = _survey_county(sizes)
    reports = built(tmp_path, tables, "2025-12-31")
    waves = {
        r.period: r
        for r in reports.fetch(DIRECTOR, Selection("fidelity_score", grain="quarter", by=("rater",))).rows
    }
    assert waves["2025-Q3"].status == HIDDEN
    assert not _small_and_given_away(
        reports, _node_truth(tables["surveys"]), SCORE, lambda r: r.status == SHOWN
    )


def test_two_hidden_blocks_of_units_and_raters_joined_by_one_group_do_not_give_it_away(tmp_path):
    """Every unit and every rater role has two small groups or more, yet units a1 and a2 less direct reports
    and peers leave exactly the families of a2."""
    people = {"a1": (2, 3, 40, 40), "a2": (3, 2, 4, 40), "a3": (40, 40, 2, 3), "a4": (40, 40, 3, 2)}
    sizes = {
        ("2025-Q1", unit, rater): n
        for unit, found in people.items()
        for rater, n in zip(SURVEY_ROLES, found, strict=True)
    }
    tables = _survey_county(sizes)
    reports = built(tmp_path, tables, "2025-12-31")
    truth = _node_truth(tables["surveys"])
    assert truth["2025-Q1", "a2", "family", "*"] == 4
    assert not _small_and_given_away(reports, truth, SCORE, lambda r: r.status == SHOWN)
