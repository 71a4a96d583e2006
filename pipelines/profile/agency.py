"""The agency profile: what a county decides, dated, with documented defaults (`defaults/county.toml`)."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, TypeVar

from pipelines.profile.sections import (
    SECTIONS,
    CaseloadStandard,
    Closure,
    CountyChoices,
    Coverage,
    Disclosure,
    FeedAllowance,
    OfficeHours,
    Phase,
    RaceScheme,
    Response,
    Target,
    TraineeRamp,
    Window,
)
from pipelines.profile.toml_table import known_keys, parse_toml
from pipelines.questions.dimensions import UNKNOWN
from pipelines.questions.errors import DataError
from pipelines.words.say import say, told

DEFAULTS = Path(__file__).parent / "defaults" / "county.toml"
FEED_DAYS = 31
"""A feed without a row in [[feeds]] is late when it ends more than a month before the as-of date."""


class Dated(Protocol):
    """A row of a dated section."""

    @property
    def since(self) -> dt.date: ...


_Row = TypeVar("_Row", bound=Dated)


@dataclass(frozen=True)
class Profile:
    """Everything a county decides. `text` is the TOML it came from, `digest` the sha256 of its content
    with the defaults filled in (comments and order of keys do not matter)."""

    county: CountyChoices
    office_hours: tuple[OfficeHours, ...]
    calendar: Coverage
    closures: tuple[Closure, ...]
    response: tuple[Response, ...]
    caseload_standards: tuple[CaseloadStandard, ...]
    trainee_ramp: tuple[TraineeRamp, ...]
    targets: tuple[Target, ...]
    race_scheme: tuple[RaceScheme, ...]
    disclosure: tuple[Disclosure, ...]
    feeds: tuple[FeedAllowance, ...]
    phases: tuple[Phase, ...]
    text: str
    digest: str

    def reading_on(self, on: dt.date) -> str:
        """What "24 business hours" means on a day: A, B or C (see [[response]] in the defaults)."""
        return in_force(self.response, on).reading

    def response_hours_on(self, on: dt.date) -> int:
        return in_force(self.response, on).hours

    def standard_on(self, component: str, on: dt.date) -> CaseloadStandard | None:
        """The caseload standard of a component, or None where the county has none."""
        return _latest((s for s in self.caseload_standards if s.component == component), on)

    def ramp_on(self, on: dt.date) -> TraineeRamp:
        return in_force(self.trainee_ramp, on)

    def target_on(self, indicator: str, on: dt.date) -> Target | None:
        """The target of an indicator, or None where the county has set none."""
        return _latest((t for t in self.targets if t.indicator == indicator), on)

    def race_on(self, on: dt.date) -> RaceScheme:
        return in_force(self.race_scheme, on)

    def disclosure_on(self, on: dt.date) -> Disclosure:
        return in_force(self.disclosure, on)

    def hours_on(self, on: dt.date) -> Window | None:
        """(opening, closing) in minutes of the day, or None when closed; DataError beyond [calendar]."""
        if not self.calendar.first <= on <= self.calendar.last:
            raise DataError(
                "The office calendar covers {first} to {last}, not {day}: extend [calendar] and its [[closures]] "
                "in county.toml.",
                first=str(self.calendar.first),
                last=str(self.calendar.last),
                day=str(on),
            )
        usual = in_force(self.office_hours, on).on(on)
        closure = self._closed.get(on)
        return usual if closure is None else _overlap(usual, closure.hours)

    def feed_allowance(self, source: str) -> int:
        """Days a feed may end before the as-of date without being late."""
        return next((f.every_days for f in self.feeds if f.source == source), FEED_DAYS)

    @cached_property
    def _closed(self) -> dict[dt.date, Closure]:
        return {c.date: c for c in self.closures}


def in_force(rows: Iterable[_Row], on: dt.date) -> _Row:
    """The row with the latest `since` on or before the day; DataError when there is none."""
    rows = tuple(rows)
    row = _latest(rows, on)
    if row is None:
        raise DataError(
            "county.toml has nothing in {section} for {day}: add a row with an earlier `from`.",
            section=_section_of(rows[0]) if rows else say("this section"),
            day=str(on),
        )
    return row


def load_profile(path: Path | None) -> Profile:
    """The profile in a TOML file, or the documented defaults; DataError names the file and the place."""
    if path is None:
        return parse_profile(DEFAULTS.read_text(encoding="utf-8"))
    try:
        return parse_profile(path.read_text(encoding="utf-8"))
    except OSError:
        raise DataError(
            "There is no readable profile {file}: check the path after --profile.", file=path.name
        ) from None
    except UnicodeDecodeError:
        raise DataError("{file} is not UTF-8 text: save it as UTF-8.", file=path.name) from None
    except DataError as error:
        raise DataError("{file}: {problem}", file=path.name, problem=told(error)) from None


def parse_profile(text: str) -> Profile:
    """The profile a TOML text declares; sections it leaves out are the defaults. DataError when wrong."""
    given = parse_toml(text)
    known_keys(given, SECTIONS, say("the profile"))
    content = _with_defaults(given)
    sections = {name: read(content[name], f"[{name}]") for name, read in SECTIONS.items()}
    profile = Profile(**sections, text=text, digest=_digest(content))
    _check(profile)
    return profile


def _with_defaults(given: dict) -> dict:
    defaults = parse_toml(DEFAULTS.read_text(encoding="utf-8"))
    if "closures" in given and "calendar" not in given:
        raise DataError("[[closures]] need a [calendar] that says for which dates this list is complete.")
    content = {**defaults, **given}
    if isinstance(given.get("county", {}), dict):
        content["county"] = {**defaults["county"], **given.get("county", {})}
    if "calendar" in given and "closures" not in given:
        content["closures"] = _default_closures(given["calendar"], defaults)
    return content


def _default_closures(calendar: object, defaults: dict) -> list:
    wanted = SECTIONS["calendar"](calendar, "[calendar]")
    known = SECTIONS["calendar"](defaults["calendar"], "[calendar]")
    if wanted.first < known.first or wanted.last > known.last:
        raise DataError(
            "[calendar] runs from {first} to {last}, but the closures that come with the product cover "
            "{known_first} to {known_last} only: list the county's own [[closures]].",
            first=str(wanted.first),
            last=str(wanted.last),
            known_first=str(known.first),
            known_last=str(known.last),
        )
    return [c for c in defaults["closures"] if wanted.first <= c["date"] <= wanted.last]


def _check(profile: Profile) -> None:
    first, last = profile.calendar.first, profile.calendar.last
    if last < first:
        raise DataError("[calendar] ends before it begins: swap `from` and `to`.")
    for closure in profile.closures:
        if not first <= closure.date <= last:
            raise DataError(
                "The closure {day} lies outside [calendar] ({first} to {last}).",
                day=str(closure.date),
                first=str(first),
                last=str(last),
            )
    for rows in (profile.office_hours, profile.response):
        if not rows or min(r.since for r in rows) > first:
            raise DataError(
                "{section} says nothing for {first}, where [calendar] begins: add a row with an earlier `from`, or "
                "begin [calendar] later.",
                section=_section_of(rows[0]) if rows else say("A section"),
                first=str(first),
            )
    _check_repeats(profile)
    for scheme in profile.race_scheme:
        _check_groups(scheme)


def _check_repeats(profile: Profile) -> None:
    identities = (
        [("[[closures]]", c.date) for c in profile.closures]
        + [("[[caseload_standards]]", s.component, s.since) for s in profile.caseload_standards]
        + [("[[targets]]", t.indicator, t.since) for t in profile.targets]
        + [("[[feeds]]", f.source) for f in profile.feeds]
    )
    for name in ("office_hours", "response", "trainee_ramp", "race_scheme", "disclosure"):
        identities += [(f"[[{name}]]", row.since) for row in getattr(profile, name)]
    seen = set()
    for identity in identities:
        if identity in seen:
            raise DataError(
                "{section} has two rows for {key}: keep one.",
                section=identity[0],
                key=", ".join(map(str, identity[1:])),
            )
        seen.add(identity)


def _check_groups(scheme: RaceScheme) -> None:
    ids = [g.id for g in scheme.groups]
    if len(set(ids)) < len(ids) or UNKNOWN in ids:
        raise DataError(
            "The groups of race scheme {scheme} need ids of their own, and none may be {unknown}.",
            scheme=scheme.id,
            unknown=UNKNOWN,
        )
    if scheme.reference not in ids:
        raise DataError(
            "The reference of race scheme {scheme} is not one of its groups: {groups}.",
            scheme=scheme.id,
            groups=", ".join(ids),
        )


def _latest(rows: Iterable[_Row], on: dt.date) -> _Row | None:
    return max((r for r in rows if r.since <= on), key=lambda r: r.since, default=None)


def _overlap(usual: Window | None, stays_open: Window | None) -> Window | None:
    if usual is None or stays_open is None:
        return None
    opening, closing = max(usual[0], stays_open[0]), min(usual[1], stays_open[1])
    return (opening, closing) if opening < closing else None


def _section_of(row: object) -> str:
    names = {OfficeHours: "office_hours", Response: "response", TraineeRamp: "trainee_ramp"}
    names |= {RaceScheme: "race_scheme", Disclosure: "disclosure", CaseloadStandard: "caseload_standards"}
    return f"[[{names.get(type(row), type(row).__name__)}]]"


def _digest(content: dict) -> str:
    canonical = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
