"""Tables of settings, held against what is known of them: no unknown key, no wrong kind of value."""

import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipelines.questions.errors import DataError
from pipelines.words.say import say

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
        attributes = {self.named.get(k, k): self.keys[k](v, inside(k, where)) for k, v in table.items()}
        missing = [k for k in self.keys if self.named.get(k, k) in self._required() - set(attributes)]
        if missing:
            raise DataError("{where} lacks {keys}: write it there.", where=where, keys=", ".join(missing))
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
        raise DataError("This is not readable as TOML: {problem}.", problem=str(error)) from None


def known_keys(table: Mapping, known: Iterable[str], where: str) -> None:
    """DataError naming the first key that is not known, where it stands, and the nearest known one."""
    known = list(known)
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
            if near:
                raise DataError(
                    "There is no key {key} in {where}: did you mean {nearest}?",
                    key=key,
                    where=where,
                    nearest=near[0],
                )
            raise DataError(
                "There is no key {key} in {where}: known are: {known}.",
                key=key,
                where=where,
                known=", ".join(known),
            )


def inside(key: str, where: str) -> str:
    """Where a key stands, as messages say it."""
    return say("{key} in {where}", key=key, where=where)


def a_table(raw: object, where: str) -> dict:
    if not isinstance(raw, dict):
        raise DataError("{where} must be a table of keys and values.", where=where)
    return raw


def rows_of(read: Reader) -> Reader:
    """Reads a list of tables, numbering them in messages."""

    def rows(raw: object, where: str) -> tuple:
        if not isinstance(raw, list):
            raise DataError("{where} must be a list: write each row under its own [[…]].", where=where)
        return tuple(
            read(row, say("row {row} of {where}", row=str(n), where=where))
            for n, row in enumerate(raw, start=1)
        )

    return rows


def text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise DataError("{where} must be text in quotation marks.", where=where)
    return value.strip()


def filled_text(value: object, where: str) -> str:
    word = text(value, where)
    if not word:
        raise DataError("{where} must not be blank.", where=where)
    return word


def yes_no(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise DataError("{where} must be true or false.", where=where)
    return value


def day(value: object, where: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise DataError("{where} must be a date written 2026-03-31, without quotation marks.", where=where)
    return value


def number(least: float = float("-inf"), most: float = float("inf")) -> Reader:
    """Reads a number from `least` to `most`, both included."""

    def read(value: object, where: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise _no_number(where, least, most)
        return float(value)

    return read


def whole(least: int, most: int) -> Reader:
    """Reads a whole number from `least` to `most`, both included."""

    def read(value: object, where: str) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise DataError(
                "{where} must be a whole number from {least} to {most}.",
                where=where,
                least=str(least),
                most=str(most),
            )
        return value

    return read


def _no_number(where: str, least: float, most: float) -> DataError:
    if most < float("inf"):
        ends = {"least": f"{least:g}", "most": f"{most:g}"}
        return DataError("{where} must be a number from {least} to {most}.", where=where, **ends)
    if least > float("-inf"):
        return DataError("{where} must be a number of {least} or more.", where=where, least=f"{least:g}")
    return DataError("{where} must be a number.", where=where)


def one_of(*words: str) -> Reader:
    """Reads one word of a closed list."""

    def read(value: object, where: str) -> str:
        if value not in words:
            raise DataError("{where} must be one of: {words}.", where=where, words=", ".join(words))
        return value

    return read


def list_of(read: Reader) -> Reader:
    """Reads a list of single values."""

    def values(raw: object, where: str) -> tuple:
        if not isinstance(raw, list):
            raise DataError("{where} must be a list in square brackets.", where=where)
        return tuple(read(value, where) for value in raw)

    return values


def time_zone(value: object, where: str) -> str:
    """Reads the name of a time zone, such as America/Los_Angeles."""
    name = filled_text(value, where)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise DataError(
            "{where} is not a known time zone: write one like America/Los_Angeles.", where=where
        ) from None
    return name
