"""Every template is written out whole, its places are filled, and translators get all of them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.questions.template import places_of
from tests.words.catalogue import ROOMS, ROOT, gather, gathered

TEMPLATES = {
    "say": (0, 1), "say_in": (1, 2), "say_plural": (0, 2), "marked": (0, 1), "marked_in": (1, 2),
    "marked_plural": (0, 2), "DataError": (0, 1), "WrongQuestion": (0, 1), "NotAllowed": (0, 1),
    "StoreFault": (0, 1), "StoreBusy": (0, 1), "StoreDamaged": (0, 1), "unfilled": (0, 1),
}  # fmt: skip
"""Who takes templates, and which of its words they are."""
DECLARED = ("marked", "marked_in", "marked_plural")
REFUSALS = ("DataError", "WrongQuestion", "NotAllowed", "StoreFault", "StoreBusy", "StoreDamaged")
LOOKED_UP = ("get", "template")
"""Calls that hand on a sentence as it was declared: of a mapping, and of the words of a stand."""
FREE = {"say_plural": {"count"}}
"""Places filled without being named."""
LOOKED_UP = ("get", "template")
"""Methods that hand out a template which stands whole where it was declared."""


@dataclass(frozen=True)
class Call:
    """One call that takes templates: where, of what, the templates, and the names it fills."""

    where: str
    name: str
    templates: tuple[ast.expr, ...]
    filled: frozenset[str]
    starred: bool

    @property
    def literals(self) -> list[str]:
        return [t.value for t in self.templates if isinstance(t, ast.Constant)]


def calls() -> Iterator[Call]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield from calls_in(path.relative_to(ROOT), path.read_text(encoding="utf-8"))


def calls_in(path: Path, source: str) -> Iterator[Call]:
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name in TEMPLATES:
            first, end = TEMPLATES[name]
            yield Call(
                f"{path}:{node.lineno}",
                name,
                tuple(node.args[first:end]),
                frozenset(k.arg for k in node.keywords if k.arg),
                any(k.arg is None for k in node.keywords),
            )


CALLS = list(calls())


def pieced(template: ast.expr) -> bool:
    """Whether a template is put together where it is used, instead of written out or declared."""
    if isinstance(template, ast.Constant):
        return not isinstance(template.value, str)
    if isinstance(template, ast.Call):
        return getattr(template.func, "attr", "") not in LOOKED_UP
    return not isinstance(template, ast.Name | ast.Attribute | ast.Subscript | ast.Starred)


def test_sentences_are_said_in_many_places():
    assert len(CALLS) > 400
    assert {"say", "say_in", "say_plural", "marked", "NotAllowed"} < {call.name for call in CALLS}


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('say("{count} late", count=n)', False),
        ('say(f"{n} late")', True),
        ('say("late: " + name)', True),
        ('say("late %s" % name)', True),
        ('say("late {}".format(name))', True),
        ('say("a" if late else "b")', True),
        ("say(WORDS[status])", False),
        ('say(stand.template("row"))', False),
        ('say(stand.template("row").lower())', True),
        ('raise NotAllowed(f"{role} may not")', True),
    ],
)
def test_a_sentence_put_together_from_pieces_is_found(source, wrong):
    [call] = calls_in(Path("x.py"), source)
    assert any(map(pieced, call.templates)) is wrong


def test_no_template_is_put_together_from_pieces():
    assert [c.where for c in CALLS if any(map(pieced, c.templates))] == []


def test_what_is_declared_is_declared_as_a_literal():
    wrong = [c.where for c in CALLS if c.name in DECLARED and len(c.literals) < len(c.templates)]
    assert wrong == []


def test_every_place_of_a_written_template_is_filled_and_nothing_else_is_given():
    wrong = {}
    for call in CALLS:
        if call.name in (*DECLARED, "unfilled") or call.starred or len(call.literals) < len(call.templates):
            continue
        wanted = frozenset().union(*map(places_of, call.literals)) - FREE.get(call.name, set())
        if wanted != call.filled and (call.filled or call.name not in REFUSALS):
            wrong[call.where] = wanted ^ call.filled
    assert wrong == {}


def test_the_forms_of_one_and_of_many_have_the_same_places():
    for call in CALLS:
        if call.name in ("say_plural", "marked_plural") and len(call.literals) == 2:
            one, many = call.literals
            assert places_of(one) - {"count"} == places_of(many) - {"count"}, call.where


@pytest.fixture(scope="module")
def messages(tmp_path_factory) -> dict:
    """(context, template or templates) of all that pybabel gathers."""
    pot = gather(tmp_path_factory.mktemp("gathered") / "messages.pot")
    return {(m.context, m.id): m for m in gathered(pot)}


def test_pybabel_gathers_every_template_for_translators(messages):
    found = {text for _, id in messages for text in (id if isinstance(id, tuple) else (id,))}
    written = {text for call in CALLS for text in call.literals}
    assert written - found == set()


def test_a_word_that_means_two_things_is_gathered_with_its_context(messages):
    assert (None, "May") in messages
    assert ("short month", "May") in messages
    assert ("column", "From") in messages


def test_plural_forms_are_gathered_as_one_sentence(messages):
    assert (None, ("{count} day late", "{count} days late")) in messages
    assert (None, ("{number} office hour", "{number} office hours")) in messages
