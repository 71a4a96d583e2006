"""The kinds held against the words that the screen and the limits know."""

from collections import Counter
from collections.abc import Iterator

from pipelines.counting.kinds.kind import ADDS_OVER, CHARTS, PEOPLE, Kind
from pipelines.counting.kinds.listed import FAMILIES
from pipelines.questions.details import Compared, fields_of
from pipelines.questions.look import PICTURES
from pipelines.register.slips import Slip, unlisted
from pipelines.words.units import UNITS


def kind_slips() -> Iterator[Slip]:
    """What is wrong with the kinds, by the file of their family."""
    times = Counter(kind.id for family in FAMILIES for kind in family.KINDS)
    for family in FAMILIES:
        file = f"{family.__name__.replace('.', '/')}.py"
        for kind in family.KINDS:
            yield from (Slip(file, f"kind {kind.id!r}, {says}") for says in _slips(kind))
            if times[kind.id] > 1:
                yield Slip(file, f"kind {kind.id!r} stands {times[kind.id]} times")


def _slips(kind: Kind) -> Iterator[str]:
    yield from unlisted("chart", (kind.chart,), CHARTS)
    yield from unlisted("people", (kind.people,), PEOPLE)
    yield from unlisted("adds_over", (kind.adds_over,), ADDS_OVER)
    if kind.compare and kind.record is not Compared:
        yield "compare: its record must be Compared, which says what is the reference"
    yield from _look_slips(kind)


def _look_slips(kind: Kind) -> Iterator[str]:
    """Columns, lines and pictures can only show what the record of the kind holds."""
    look, held = kind.look, fields_of(kind.record)
    second = () if look.second_line is None else (look.second_line.field,)
    yield from unlisted("further figure", (f.field for f in look.further), held)
    yield from unlisted("second line", second, held)
    yield from unlisted("unit", (f.unit for f in look.further if f.unit), UNITS)
    yield from unlisted("picture", look.pictures, PICTURES)
    for picture in look.pictures:
        if picture in PICTURES and not issubclass(kind.record or object, PICTURES[picture]):
            yield f"picture {picture!r} is drawn from {PICTURES[picture].__name__}, which its record is not"
