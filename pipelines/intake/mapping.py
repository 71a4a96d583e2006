"""Mapping files: how an analyst turns a county's own export into a contract, without code."""

import hashlib
import re
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

from pipelines.counting.contract import Contract
from pipelines.intake.spelling import folded
from pipelines.profile.toml_table import (
    Reader,
    a_table,
    filled_text,
    inside,
    known_keys,
    list_of,
    number,
    one_of,
    parse_toml,
    rows_of,
    shape,
    text,
    time_zone,
    whole,
    yes_no,
)
from pipelines.questions.errors import DataError
from pipelines.register.sources import SOURCES, contract
from pipelines.words.say import say, told

SUFFIX = ".map.toml"
PERSONAL = re.compile(
    r"\b(first|last|full|middle|caller|client|child|parent|youth|worker|staff|employee|person|requester|contact"
    r"|recipient|supervisor)[\s_]*name|\bssn\b|social\s*security|e-?mail\b|\bip[\s_]*address|birth|phone[\s_]*n",
    re.IGNORECASE,
)
"""Headings under which a person's name, number or address stands: no field of a contract may hold them."""


@dataclass(frozen=True)
class SurveyItem:
    """One survey question: the column it stands in and what it asks. Bounds default to the survey's."""

    column: str
    item: str
    domain: str
    reversed: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Unpivot:
    """A wide survey, one row a person, made into one row an answer."""

    items: tuple[SurveyItem, ...]
    fields: tuple[str, ...] = ("item", "domain", "low", "high", "reversed", "answer")
    low: float = 1
    high: float = 5
    not_applicable: tuple[str, ...] = ()
    labels: MappingType[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class TotalRow:
    column: str
    starts_with: str


@dataclass(frozen=True)
class DropRows:
    column: str
    equals: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """What one mapping file says. `columns` gives a field one heading, or several to be joined by a blank
    (a date and its time of day). `digest` is the sha256 of the file."""

    source: str
    files: tuple[str, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    skip_rows_after_header: int = 0
    total_row: TotalRow | None = None
    dates: str | None = None
    zone: str | None = None
    drop: tuple[str, ...] = ()
    drop_rows: tuple[DropRows, ...] = ()
    columns: MappingType[str, tuple[str, ...]] = field(default_factory=dict)
    constants: MappingType[str, str] = field(default_factory=dict)
    values: MappingType[str, MappingType[str, str]] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    name: str = ""
    digest: str = ""

    def fits(self, file_name: str) -> bool:
        return any(fnmatch(file_name.casefold(), glob.casefold()) for glob in self.files)


def load_mapping(path: Path) -> Mapping:
    """The mapping in a *.map.toml file; DataError names the file, the place and what to do."""
    try:
        return replace(parse_mapping(path.read_text(encoding="utf-8")), name=path.name)
    except (OSError, UnicodeDecodeError):
        raise DataError("{file} cannot be read: a mapping file is UTF-8 text.", file=path.name) from None
    except DataError as error:
        raise DataError("{file}: {problem}", file=path.name, problem=told(error)) from None


def parse_mapping(source_text: str) -> Mapping:
    """The mapping a TOML text declares, held against the contract of its source; DataError when wrong."""
    mapping = _MAPPING(parse_toml(source_text), say("the mapping"))
    _check_fields(mapping, contract(mapping.source))
    return replace(mapping, digest=hashlib.sha256(source_text.encode()).hexdigest())


def _check_fields(mapping: Mapping, target: Contract) -> None:
    fields = [f.name for f in target.fields]
    made = mapping.unpivot.fields if mapping.unpivot else ()
    for section, names in (
        ("[columns]", mapping.columns),
        ("[constants]", mapping.constants),
        ("[values]", mapping.values),
        (inside("fields", "[unpivot]"), made),
    ):
        known_keys(dict.fromkeys(names), fields, section)
    twice = [f for f in fields if (f in mapping.columns) + (f in mapping.constants) + (f in made) > 1]
    if twice:
        raise DataError(
            "{fields} is given twice: keep one of [columns], [constants] and [unpivot].",
            fields=", ".join(twice),
        )
    _check_headings(mapping)


def _check_headings(mapping: Mapping) -> None:
    dropped = {folded(h) for h in mapping.drop}
    for name, headings in mapping.columns.items():
        for heading in headings:
            if folded(heading) in dropped:
                raise DataError(
                    '"{heading}" is both dropped and read as {field}: take it out of one.',
                    heading=heading,
                    field=name,
                )
            if PERSONAL.search(heading):
                raise DataError(
                    '"{heading}" looks like the name, number or address of a person, and {field} must not hold '
                    "one: map a column of codes instead, or add the heading to `drop`.",
                    heading=heading,
                    field=name,
                )


def _headings(value: object, where: str) -> tuple[str, ...]:
    return list_of(filled_text)(value, where) if isinstance(value, list) else (filled_text(value, where),)


def _constant(value: object, where: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float | date):
        return str(value)
    raise DataError("{where} must be one text, number or date.", where=where)


def _each(read: Reader, about: str) -> Reader:
    """Reads a table whose keys are free."""

    def table(raw: object, where: str) -> dict:
        return {k: read(v, inside(k, about)) for k, v in a_table(raw, where).items()}

    return table


def _drops(raw: object, where: str) -> tuple[DropRows, ...]:
    one = shape(DropRows, column=filled_text, equals=list_of(text))
    return rows_of(one)(raw if isinstance(raw, list) else [raw], where)


_ITEM = shape(
    SurveyItem,
    column=filled_text,
    item=filled_text,
    domain=filled_text,
    reversed=yes_no,
    low=number(),
    high=number(),
)
_UNPIVOT = shape(
    Unpivot,
    items=rows_of(_ITEM),
    fields=list_of(filled_text),
    low=number(),
    high=number(),
    not_applicable=list_of(text),
    labels=_each(number(), "[unpivot.labels]"),
)
_MAPPING = shape(
    Mapping,
    source=one_of(*SOURCES),
    files=list_of(filled_text),
    encoding=one_of("utf-8", "utf-16", "cp1252"),
    delimiter=one_of(",", ";", "\t", "|"),
    sheet=filled_text,
    header_row=whole(1, 1000),
    skip_rows_after_header=whole(0, 100),
    total_row=shape(TotalRow, column=filled_text, starts_with=filled_text),
    dates=one_of("mdy", "dmy", "ymd"),
    zone=time_zone,
    drop=list_of(text),
    drop_rows=_drops,
    columns=_each(_headings, "[columns]"),
    constants=_each(_constant, "[constants]"),
    values=_each(_each(text, "[values]"), "[values]"),
    unpivot=_UNPIVOT,
)
