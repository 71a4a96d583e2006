"""How the screen shows a kind of figure: the words of its table, its second line and its further pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.questions.details import Detail, Gap, Readings, Spread
from pipelines.questions.template import marked

PICTURES: Mapping[str, type[Detail]] = {"bands": Spread, "bridge": Gap, "readings": Readings}
"""Pictures there are beside trend and dots, and the record each is drawn from."""


@dataclass(frozen=True)
class Further:
    """A column of the table: a field of the record that is one number, its heading, and its unit."""

    field: str
    heading: str
    unit: str = ""
    """"" is the unit of the answer."""


@dataclass(frozen=True)
class SecondLine:
    """A further figure that may be drawn as a line beside the series, and what the two are called then."""

    field: str
    name: str
    first: str


@dataclass(frozen=True)
class Look:
    """All words are templates, said where they are drawn."""

    further: tuple[Further, ...] = ()
    parts: tuple[str, str] = (marked("Numerator"), marked("Denominator"))
    """Headings of numerator and denominator."""
    second_line: SecondLine | None = None
    pictures: tuple[str, ...] = ()
    """Of PICTURES, in the order they stand on the page of the measure."""
