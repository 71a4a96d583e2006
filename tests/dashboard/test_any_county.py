"""Any subset of sources is a county, unlike things are not compared, and what cannot be computed says why."""

import re
from pathlib import Path

import pytest

from dashboard.serving.create import page_at
from pipelines.questions.actor import acting_as
from pipelines.questions.adverse_gap import ABOVE, gaps_of
from pipelines.questions.details import Compared
from pipelines.questions.released import NOT_COMPUTABLE, SHOWN, Row
from pipelines.questions.selection import Selection
from tests.county import built
from tests.dashboard import small_county
from tests.dashboard.conftest import asking
from tests.dashboard.reading import tags, text

DIRECTOR = acting_as("director")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("source", ["surveys", "decisions"])
@pytest.mark.parametrize("path", ["/director", "/manager", "/measure", "/equity"])
def test_surveys_or_counts_alone_are_a_county(load, source, path):
    """A10: four pages said "Nothing is loaded yet" while the foot said "Data load 1"."""
    reports = load(small_county.tables(source))
    title = text(tags(page_at(asking(reports, "director"), path, ""), "h1")[0][2])
    assert "Nothing is loaded" not in title


def test_the_years_of_the_committee_are_those_of_its_counts(load):
    """A10: they followed the months of other sources."""
    reports = load(small_county.tables("organisation", "inquiries", "decisions"))
    assert reports.options(acting_as("equity")).years[0] == "2025"


def ratio(step: str, race: str, value: float, extra: float) -> Row:
    detail = Compared(
        rate=0.2, reference_rate=0.1, difference=0.1, reference=False, extra=extra, apart=True, adverse=ABOVE
    )
    pairs = (("step", step), ("race", race))
    return Row("2025", pairs, (step, race), SHOWN, 10, 50, value, value / 1.1, value * 1.1, detail)


def test_one_rule_says_which_gap_comes_first_and_nobody_whose_group_is_not_recorded_is_in_it():
    """A13, D15: sentence and title had two rules, and one of them could name "Not recorded". What the agency decides
    comes before what others report; then the more children, and not the third decimal of a ratio."""
    rows = [
        ratio("entry", "unknown", 9.0, 500),
        ratio("report", "black", 4.0, 400),
        ratio("entry", "native", 3.051, 15),
        ratio("entry", "black", 3.05, 92),
    ]
    assert [dict(r.group)["race"] for r in gaps_of(rows).adverse] == ["black", "native", "black"]
    assert [dict(r.group)["step"] for r in gaps_of(rows).adverse] == ["entry", "entry", "report"]


def places(load):
    tables = small_county.tables("organisation", "inquiries")
    lost = [r | {"unit": "X-9"} for r in tables["inquiries"][:1]]
    return load({**tables, "inquiries": tables["inquiries"] + [r | {"inquiry_id": "lost"} for r in lost]})


def test_what_is_recorded_nowhere_is_shown_and_is_never_the_best_or_the_worst(load):
    """A15: one row of an unknown code was the top unit, at 100% (21 to 100)."""
    found = places(load).fetch(DIRECTOR, Selection("response_24h", grain="window", by=("unit",)))
    words = [r.words[0] for r in found.rows]
    assert "Not recorded" in words
    assert "Not recorded" not in found.sentence


def test_figures_of_different_decisions_are_not_compared(county):
    """A16: "from 0.0 in Re-entered care to 91.6 in Reported; the two differ by more than chance"."""
    asked = Selection("decision_rate", "2025-01", "2025-12", "year", by=("step", "race"))
    said = county.fetch(DIRECTOR, asked).sentence
    assert "they are not compared" in said
    assert "differ" not in said.replace("different", "")


def test_a_ratio_without_a_reference_group_says_which_figure_is_lacking(tmp_path):
    """A17: "Nothing to count in this period" over 900 and 2,000 children."""
    rows = [
        {"period": "2025", "division": "", "step": step, "race": race, "children": str(n)}
        for race, counts in {"black": (10_000, 900), "latino": (50_000, 2_000)}.items()
        for step, n in zip(("population", "report"), counts, strict=True)
    ]
    reports = built(tmp_path, {"decisions": rows}, "2026-01-31")
    found = reports.fetch(DIRECTOR, Selection("disparity_index", grain="year", by=("step", "race")))
    assert found.sentence.startswith("No ratio can be formed: there is no figure for the reference group.")
    assert NOT_COMPUTABLE in {r.status for r in found.rows}


def test_a_stock_is_compared_as_it_stands_and_not_by_its_mean_over_the_window(county):
    """A22: "from 11% in North to 14% in Central" was the mean of a stock over 24 months."""
    reader = asking(county, "director")
    made = page_at(reader, "/measure", "?measure=vacancy_rate&by=division")
    (said,) = [text(k) for _, a, k in tags(made, "p") if a.get("id") == "split-answer"]
    assert said.startswith("Sep 2026: ")


def test_a_director_of_real_data_is_told_in_the_readme_what_she_sees():
    """C5."""
    said = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "A director of real data sees exact counts" in said


@pytest.mark.parametrize(
    "words",
    [
        r"\b1 inquiries are open",
        r"Office hours left",
        r"Received_at",
        r"What is about to be late\?",
        r"−\d{3}\.\d office hours",
    ],
)
def test_words_that_nobody_would_say_are_not_said(county, words):
    """G11: plural forms, five months in hours, a list five months late under "about to be", names of columns."""
    reader = asking(county, "director")
    for path, search in (("/director", ""), ("/manager", ""), ("/manager", "?unit=S-1"), ("/data", "")):
        assert not re.search(words, text(page_at(reader, path, search))), (path, search)


def test_an_opened_table_leaves_no_empty_column_beside_it():
    """G12: it stretched its card, and a column of empty ground stood beside it."""
    css = (ROOT / "dashboard" / "assets" / "panel.css").read_text(encoding="utf-8")
    assert ".grid > .card:has(.controls details[open]) { grid-column: 1 / -1; }" in css
