"""Tables of settings, held against what is known of them: no unknown key, no wrong kind of value."""

import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.questions.errors import DataError

Reader = Callable[[object, str], Any]
"""Turns the value of a key into what the product uses; the second argument says where it stands."""


@dataclass(frozen=True)
class Shape:
    """The dataclass a table becomes, and how each of its keys is read. `named` renames keys to attributes."""

    makes: type
    keys: Mapping[str, Reader]
    named: Mapping[str, str]

    def __call__(self, raw: object, where: str) -> Any:
        """The table as an instance; DataError for an unknown key, a missing key or a wrong value."""
        table = a_table(raw, where)
        known_keys(table, self.keys, where)
        attributes = {self.named.get(k, k): self.keys[k](v, f"{k} in {where}") for k, v in table.items()}
        missing = [k for k in self.keys if self.named.get(k, k) in self._required() - set(attributes)]
        if missing:
            raise DataError(f"{where} lacks {', '.join(missing)}: write it there.")
        return self.makes(**attributes)

    def _required(self) -> set[str]:
        return {f.name for f in fields(self.makes) if f.default is MISSING and f.default_factory is MISSING}


def shape(makes: type, named: Mapping[str, str] | None = None, **keys: Reader) -> Shape:
    """A Shape whose keys are given by name; `from` is written `from_` and becomes the attribute `since`."""
    return Shape(makes, {k.rstrip("_"): read for k, read in keys.items()}, {"from": "since", **(named or {})})


def parse_toml(text: str) -> dict:
    """The content of a TOML text; DataError with the place when it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"This is not readable as TOML: {error}.") from None


def known_keys(table: Mapping, known: Iterable[str], where: str) -> None:
    """DataError naming the first key that is not known, where it stands, and the nearest known one."""
    known = list(known)
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"known are: {', '.join(known)}."
            raise DataError(f"There is no key {key} in {where}: {hint}")


def a_table(raw: object, where: str) -> dict:
    if not isinstance(raw, dict):
        raise DataError(f"{where} must be a table of keys and values.")
    return raw


def rows_of(read: Reader) -> Reader:
    """Reads a list of tables, numbering them in messages."""

    def rows(raw: object, where: str) -> tuple:
        if not isinstance(raw, list):
            raise DataError(f"{where} must be a list: write each row under its own [[…]].")
        return tuple(read(row, f"row {n} of {where}") for n, row in enumerate(raw, start=1))

    return rows


def text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise DataError(f"{where} must be text in quotation marks.")
    return value.strip()


def filled_text(value: object, where: str) -> str:
    word = text(value, where)
    if not word:
        raise DataError(f"{where} must not be blank.")
    return word


def yes_no(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise DataError(f"{where} must be true or false.")
    return value


def day(value: object, where: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise DataError(f"{where} must be a date written 2026-03-31, without quotation marks.")
    return value


def number(least: float = float("-inf"), most: float = float("inf")) -> Reader:
    """Reads a number from `least` to `most`, both included."""

    def read(value: object, where: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise DataError(f"{where} must be a number{_between(least, most)}.")
        return float(value)

    return read


def whole(least: int, most: int) -> Reader:
    """Reads a whole number from `least` to `most`, both included."""

    def read(value: object, where: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise DataError(f"{where} must be a whole number{_between(least, most)}.")
        return value

    return read


def _between(least: float, most: float) -> str:
    if most == float("inf"):
        return "" if least == float("-inf") else f" of {least:g} or more"
    return f" from {least:g} to {most:g}"


def one_of(*words: str) -> Reader:
    """Reads one word of a closed list."""

    def read(value: object, where: str) -> str:
        if value not in words:
            raise DataError(f"{where} must be one of: {', '.join(words)}.")
        return value

    return read


def list_of(read: Reader) -> Reader:
    """Reads a list of single values."""

    def values(raw: object, where: str) -> tuple:
        if not isinstance(raw, list):
            raise DataError(f"{where} must be a list in square brackets.")
        return tuple(read(value, where) for value in raw)

    return values


def time_zone(value: object, where: str) -> str:
    """Reads the name of a time zone, such as America/Los_Angeles."""
    name = filled_text(value, where)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise DataError(f"{where} is not a known time zone: write one like America/Los_Angeles.") from None
    return name
