"""A source's contract held against the lists its words come from."""

from collections import Counter
from collections.abc import Iterator

from pipelines.counting.contract import KINDS, OUTCOMES, Contract, Field
from pipelines.counting.definition import PROTECTS
from pipelines.questions.selection import GRAINS
from pipelines.register.slips import unlisted

DATED = ("date", "instant")
NUMBERS = ("integer", "number")


def contract_slips(file: str, contract: Contract) -> Iterator[str]:
    """What is wrong with the contract that stands in the file of this name."""
    names = [f.name for f in contract.fields]
    dated = [f.name for f in contract.fields if f.kind in DATED]
    if contract.source != file:
        yield f"source {contract.source!r} is not the name of its file"
    yield from (f"field {name!r} stands twice" for name, times in Counter(names).items() if times > 1)
    yield from unlisted("protects", (contract.protects,), ("", *PROTECTS))
    yield from unlisted("grain", (contract.grain,), GRAINS)
    yield from unlisted("key", contract.key, names)
    yield from unlisted("begins (dates and instants)", filter(None, (contract.begins,)), dated)
    yield from unlisted("partition", contract.partition, names)
    for one in contract.one_at_a_time:
        yield from unlisted("one_at_a_time, of", one.of, names)
        yield from unlisted("one_at_a_time (dates and instants)", (one.start, one.end), dated)
    yield from unlisted("events (dates and instants)", contract.events, dated)
    yield from unlisted("field of a check", (c.field for c in contract.checks), names)
    yield from unlisted("outcome of a check", (c.outcome for c in contract.checks), OUTCOMES)
    for field in contract.fields:
        yield from (f"field {field.name!r}: {says}" for says in _field_slips(field))


def _field_slips(field: Field) -> Iterator[str]:
    yield from unlisted("kind", (field.kind,), KINDS)
    if (field.kind == "choice") != bool(field.choices):
        yield f"choices belong to the kind 'choice' and to no other; this is {field.kind!r}"
    if field.person and field.kind != "text":
        yield f"a person is named by text; this is {field.kind!r}"
    if field.kind not in NUMBERS and (field.minimum, field.maximum) != (None, None):
        yield f"only numbers have a minimum or a maximum; this is {field.kind!r}"
