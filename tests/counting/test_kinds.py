"""Kinds are told from their own row of the table: nobody else names one, and each row is whole."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.pages import measure
from pipelines.answers.control_limits import RULES
from pipelines.counting.kinds.kind import CHARTS
from pipelines.counting.kinds.listed import KINDS
from pipelines.questions.details import (
    Ages,
    Compared,
    Gap,
    Load,
    Reading,
    Readings,
    Scores,
    Spread,
    Vacancy,
    Waiting,
    further_figures,
    single_figures,
    without_bands,
)
from pipelines.questions.look import PICTURES
from pipelines.questions.released import SHOWN, Row
from pipelines.words.say import say

ROOT = Path(__file__).resolve().parents[2]
HOME = "pipelines/counting/kinds/"
IDS = {
    "proportion", "rate", "mean", "time_to_answer", "time_to_closure", "vacancy", "gap", "load", "stock", "case_cover", "disparity", "relative_rate",
}  # fmt: skip
ORDINARY = {"rate", "mean", "gap", "load", "disparity"}
"""Ids that are also names of columns or files: these may stand, but nothing may be compared with them."""


def held_against(node: ast.Compare | ast.MatchValue) -> set[str]:
    """Texts that something is compared with, alone or as one of a list; not those inside row["load"]."""
    sides = [node.value] if isinstance(node, ast.MatchValue) else [node.left, *node.comparators]
    lists = [s.elts for s in sides if isinstance(s, ast.Tuple | ast.List | ast.Set)]
    each = [*sides, *(part for parts in lists for part in parts)]
    return {n.value for n in each if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def namings(source: str) -> Iterator[int]:
    """Lines of a source in which a kind is told by its id."""
    tree = ast.parse(source)
    declared = {id(k.value) for k in ast.walk(tree) if isinstance(k, ast.keyword) and k.arg == "kind"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.MatchValue) and held_against(node) & IDS:
            yield node.lineno
        if isinstance(node, ast.Constant) and node.value in IDS - ORDINARY and id(node) not in declared:
            yield node.lineno
        if _looks_up_a_kind(node):
            yield node.lineno


def _looks_up_a_kind(node: ast.AST) -> bool:
    """`{...}.get(definition.kind)` or `TABLE[definition.kind]`: a second table of kinds, beside KINDS."""
    if isinstance(node, ast.Subscript):
        return _is_kind(node.slice) and ast.unparse(node.value) != "KINDS"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
        return bool(node.args) and _is_kind(node.args[0])
    return False


def _is_kind(node: ast.AST) -> bool:
    return ast.unparse(node) in (
        "definition.kind",
        "ask.definition.kind",
        "question.definition.kind",
        "d.kind",
    )


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('definition.kind == "rate"', 1),
        ('kind.id in ("mean", "load")', 1),
        ('x = {"gap": 1}.get(definition.kind)', 1),
        ("x = NAMES[definition.kind]", 1),
        ('x = "stock"', 1),
        ("match kind:\n    case 'gap':\n        pass", 1),
        ("x = KINDS[definition.kind]", 0),
        ('Indicator(kind="stock")', 0),
        ('x = row["load"] > table["mean"]', 0),
    ],
)
def test_a_kind_told_by_its_id_is_found(source, found):
    assert len(list(namings(source))) == found


def test_no_file_but_its_own_tells_a_kind_by_its_id():
    files = [p for room in ("pipelines", "dashboard") for p in sorted((ROOT / room).rglob("*.py"))]
    named = {p.relative_to(ROOT).as_posix(): list(namings(p.read_text(encoding="utf-8"))) for p in files}
    assert {f: lines for f, lines in named.items() if lines and not f.startswith(HOME)} == {}
    assert {f for f, lines in named.items() if lines}, "the kinds themselves must be found"


def test_the_table_holds_the_twelve_kinds():
    assert set(KINDS) == IDS


def test_each_control_chart_there_is_has_its_limits_and_each_picture_its_card():
    assert set(RULES) == set(CHARTS)
    assert set(measure.PICTURES) == set(PICTURES)


def row(num, den, value, detail=None) -> Row:
    return Row("2026-09", (), (), SHOWN, num, den, value, detail=detail)


LOAD = Load(share_over=0.25, workers=8, bands={"up to 80% of standard": 0.75, "over 120%": 0.25})
GAP = Gap(authorised=24.0, vacant=4.0, leave=1.5, ramp=1.5, required=21.4, available=17.0)
SPOKEN = [
    ("proportion", row(1234, 2000, 0.617), "FIGURE, 1,234 of 2,000"),
    ("mean", row(600.0, 9, 66.7), "FIGURE of the possible score, 9 respondents, few: unstable"),
    ("time_to_answer", row(9, 10, 2.5, Waiting(p90=8.25, open=1)),
     "half were answered within FIGURE, nine in ten within 8.25"),
    ("time_to_answer", row(6, 10, 2.5, Waiting(p90=None, open=4)),
     "half were answered within FIGURE, and nine in ten not within the time seen"),
    ("vacancy", row(2.5, 20.0, 0.125), "FIGURE of authorised FTE vacant, 2.5 of 20.0 in all posts"),
    ("gap", row(21.4, 17.0, 4.4, GAP), "the work needs 21.4 FTE and 17.0 are available: 4.4 short"),
    ("gap", row(17.0, 21.4, -4.4), "the work needs 17.0 FTE and 21.4 are available: 4.4 to spare"),
    ("gap", row(17.02, 17.0, 0.02), "the work needs 17.0 FTE and 17.0 are available: even"),
    ("load", row(10.0, 8.0, 1.25, LOAD), "load is FIGURE of the standard; 25% of worker-days over it"),
    ("stock", row(3, 12, 3.0), "FIGURE open past the due time, of 12 open"),
    ("rate", row(30, 2000, 15.0), "FIGURE"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "shown", "said"), SPOKEN)
def test_a_kind_says_its_figure_in_a_whole_phrase(kind, shown, said):
    phrase = KINDS[kind].phrase(shown)
    assert say(phrase.template, figure="FIGURE", **phrase.places) == said


RATES = {"rate": 0.4, "reference_rate": 0.2, "extra": 20.0, "difference": 0.2, "reference": False}
RECORDS = [
    (
        Readings(readings={"A": Reading(1, 2, 0.5)}),
        {"readings": {"A": {"num": 1, "den": 2, "value": 0.5}}},
        {},
    ),
    (Scores(bands={"0–25": 3}), {"bands": {"0–25": 3}}, {}),
    (
        Waiting(p90=None, open=4),
        {"p90": None, "open": 4, "bin": "15 open minutes up to 45 open hours, 9 open hours beyond"},
        {"open": 4},
    ),
    (
        Vacancy(positions=12, held=9.5),
        {"positions": 12, "held": 9.5, "overfilled": 0.0},
        {"positions": 12, "held": 9.5, "overfilled": 0.0},
    ),
    (Ages(bands={"1 to 5 days": 2}), {"bands": {"1 to 5 days": 2}}, {}),
    (Compared(**RATES), RATES, RATES),
    (Compared(**RATES, apart=False), {**RATES, "apart": False}, {**RATES, "apart": False}),
    (Compared(**RATES, too_few=True), {**RATES, "too_few": True}, {**RATES, "too_few": True}),
    (None, {}, {}),
]


@pytest.mark.parametrize(("record", "further", "single"), RECORDS)
def test_a_record_keeps_the_names_that_scripts_read(record, further, single):
    assert further_figures(record) == further
    assert single_figures(record) == single


@pytest.mark.parametrize("record", [Scores(bands={"0–25": 3}), Ages(bands={"1 to 5 days": 2}), LOAD])
def test_where_the_gate_hides_how_a_figure_is_spread_its_bands_are_gone_and_the_rest_stays(record):
    left = further_figures(without_bands(record))
    assert "bands" not in left
    assert {"bands": record.bands, **left} == further_figures(record)


def test_a_record_without_bands_is_left_as_it_is():
    assert without_bands(GAP) is GAP
    assert without_bands(None) is None
    assert not isinstance(GAP, Spread)
