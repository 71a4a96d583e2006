"""Files to a published version: contract, facts, cells, store; one transaction, one run row."""

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
from sqlalchemy import Engine

from pipelines.building.engine import lacking, measure
from pipelines.building.members import members
from pipelines.building.people_coded import coded, numbers_in
from pipelines.building.profile_names import check_names
from pipelines.building.unknown_places import with_unplaced
from pipelines.building.work_rows import list_work
from pipelines.counting.contract import Checked, Contract
from pipelines.counting.facts import Facts
from pipelines.counting.reach import reach
from pipelines.intake.check import check_file
from pipelines.intake.discovery import Intake, discover
from pipelines.profile.agency import Profile, parse_profile
from pipelines.profile.office_calendar import calendar_too_short
from pipelines.questions.dimensions import UNKNOWN
from pipelines.questions.errors import DataError, StoreBusy, StoreFault
from pipelines.register.indicators import register
from pipelines.register.sources import CONTRACTS, contract
from pipelines.stats.business_time import CalendarRangeError
from pipelines.store import person_codes
from pipelines.store import publish as store
from pipelines.store.built import Build, Measured
from pipelines.store.keeping import Kept, current_version, files_of, keep, refuse_gaps
from pipelines.store.locking import only_writer
from pipelines.store.runs import FAILED, REFUSED, UNCHANGED, Run, note, rows_read
from pipelines.store.schema import CELLS_FORM

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a build did: the version readers now see, or the refused files and nothing changed."""

    version: int | None
    unchanged: bool
    checked: tuple[Checked, ...]
    not_measurable: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]

    @property
    def refused(self) -> tuple[Checked, ...]:
        return tuple(c for c in self.checked if c.refused)


def build(
    paths: Iterable[Path],
    engine: Engine,
    profile: Profile,
    as_of: datetime | None = None,
    progress: Progress = lambda step: None,
) -> Outcome:
    """Load the files, count every indicator, and publish.

    A file replaces an earlier one of the same source and name; other files of the current version stay.
    The same files, profile and as-of again change nothing. If any file is refused nothing is published.
    `as_of` is a local instant; nothing later is known. Without it that is now. StoreBusy when another load is
    running; StoreDamaged when the store has lost rows of a file it says it keeps.
    """
    check_names(profile)
    intakes = discover(paths)
    with only_writer(engine):
        return _build(intakes, engine, profile, as_of, progress)


def rebuild(engine: Engine, progress: Progress = lambda step: None) -> Outcome | None:
    """The current version counted anew from the rows it keeps, by its own profile and as of its own moment.

    None when nothing was loaded yet. An unchanged Outcome when this very code has counted it so already.
    """
    with engine.connect() as connection:
        current = current_version(connection)
    if current is None:
        return None
    profile = parse_profile(current["profile"])
    check_names(profile)
    with only_writer(engine):
        return _build((), engine, profile, current["as_of"], progress)


def _build(
    intakes: Sequence[Intake], engine: Engine, profile: Profile, as_of: datetime | None, progress: Progress
) -> Outcome:
    started = _now()
    moment = as_of or _local_now(profile)
    names = [_file_id(i, profile, as_of) for i in intakes]
    with engine.connect() as connection:
        current = current_version(connection)
        before = files_of(connection, current["version_id"]) if current else []
        if current:
            refuse_gaps(connection, current["version_id"])
            _refuse_a_mixture(current["synthetic"], profile.county.synthetic)
    replaced = {(i.source, i.path.name) for i in intakes}
    stay = [f for f in before if (f["source"], f["name"]) not in replaced]
    digest = _digest([*names, *(f["file_id"] for f in stay)], profile, as_of)
    if current and current["digest"] == digest and current["cells_form"] == CELLS_FORM:
        note(engine, _run(UNCHANGED, current["version_id"], (), profile, started, moment))
        return Outcome(current["version_id"], True, (), (), tuple(f["name"] for f in stay))
    checked = tuple(_check(i, n, profile, moment, progress) for i, n in zip(intakes, names, strict=True))
    if any(c.refused for c in checked):
        note(engine, _run(REFUSED, None, checked, profile, started, moment))
        return Outcome(None, False, checked, (), ())
    with engine.connect() as connection:
        kept = [keep(connection, f) for f in stay]
        met = person_codes.known(connection)
    new = person_codes.with_new(met, numbers_in(checked))
    checked = coded(checked, {**met, **new})
    facts = _facts(checked, kept, profile, moment)
    checked = tuple(with_unplaced(c, facts.organisation) for c in checked)
    measured = _measured(facts, progress)
    progress("publishing")
    made = Build(
        digest=digest,
        code_version=code_version(),
        profile=profile.text,
        profile_digest=profile.digest,
        based_on=current["version_id"] if current else None,
        synthetic=profile.county.synthetic,
        as_of=moment,
        started_at=started,
        checked=checked,
        kept_files=[k.file_id for k in kept],
        through=facts.through,
        measured=measured,
        members=members(facts, measured),
        people=new,
        work=tuple(list_work(facts, progress)),
    )
    version = _published(engine, made, _run(FAILED, None, checked, profile, started, moment))
    missing = tuple((m.indicator, m.why) for m in measured if m.why)
    return Outcome(version, False, checked, missing, tuple(k.name for k in kept))


def _refuse_a_mixture(held: bool, given: bool) -> None:
    """DataError where real and synthetic data would stand in one store: what is open for the one is not for the other."""
    if held and not given:
        raise DataError(
            "This store holds synthetic data, and the county's profile says that these are real. "
            "Load them into a store of their own: --database PATH."
        )
    if given and not held:
        raise DataError(
            "This store holds real data, and the county's profile says that these are synthetic. "
            "Load them into a store of their own: --database PATH."
        )


def check_only(
    paths: Iterable[Path], profile: Profile, as_of: datetime | None = None
) -> tuple[tuple[Checked, ...], tuple[tuple[str, str], ...]]:
    """The files held against their contracts, and (indicator, why) for what they could not measure alone.

    Nothing is stored. With a refused file it is too early to say what could be measured.
    """
    check_names(profile)
    moment = as_of or _local_now(profile)
    intakes = discover(paths)
    names = [_file_id(i, profile, as_of) for i in intakes]
    checked = tuple(
        _check(i, n, profile, moment, lambda step: None) for i, n in zip(intakes, names, strict=True)
    )
    if any(c.refused for c in checked):
        return checked, ()
    facts = _facts(checked, (), profile, moment)
    missing = ((d.id, lacking(d.needs, facts)) for d in register().values())
    return tuple(with_unplaced(c, facts.organisation) for c in checked), tuple(m for m in missing if m[1])


def code_version() -> str:
    """The product's version and a hash of its own counting code."""
    sources = sorted(Path(__file__).parents[1].rglob("*.py"))
    content = hashlib.sha256(b"".join(p.read_bytes() for p in sources)).hexdigest()[:12]
    try:
        return f"{importlib.metadata.version('core-practice-dashboard')}+{content}"
    except importlib.metadata.PackageNotFoundError:
        return f"source+{content}"


def _check(intake: Intake, file_id: str, profile: Profile, moment: datetime, progress: Progress) -> Checked:
    progress(f"reading {intake.path.name}")
    return replace(check_file(intake, profile, moment), digest=file_id)


def _facts(checked: Sequence[Checked], kept: Sequence[Kept], profile: Profile, moment: datetime) -> Facts:
    """Rows by source. Where files of one source repeat a key, a file sent now wins over one kept, and of
    those sent together the one whose data reach furthest."""
    by_source: dict[str, list[pd.DataFrame]] = {}
    held: dict[str, frozenset[str]] = {}
    sent = sorted(
        ((c.source, c.digest, c.held, c.rows) for c in checked),
        key=lambda s: reach(contract(s[0]), s[3], moment),
    )
    for source, file_id, columns, rows in (*((k.source, k.file_id, k.held, k.rows) for k in kept), *sent):
        by_source.setdefault(source, []).append(rows.assign(file=file_id))
        held[file_id] = columns
    rows = {s: _joined(s, frames) for s, frames in by_source.items()}
    through = {s: reach(contract(s), r, moment) for s, r in rows.items()}
    return Facts(rows, held, through, profile, moment, {c.source: c for c in CONTRACTS})


def _joined(source: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    rows = _filled(pd.concat(frames, ignore_index=True), contract(source))
    key = [k for k in contract(source).key if k in rows]
    return rows.drop_duplicates(key, keep="last").reset_index(drop=True)


def _filled(rows: pd.DataFrame, described: Contract) -> pd.DataFrame:
    """Columns that only some of the files brought, in the types the contract gives them."""
    for field in described.fields:
        if field.name in rows and field.kind in ("text", "flag", "choice"):
            rows[field.name] = (
                rows[field.name].fillna(UNKNOWN if field.kind == "choice" else "").astype("str")
            )
        if f"{field.name}_date_only" in rows:
            rows[f"{field.name}_date_only"] = rows[f"{field.name}_date_only"].eq(True)
    return rows


def _measured(facts: Facts, progress: Progress) -> list[Measured]:
    try:
        return list(measure(facts, progress))
    except CalendarRangeError as problem:
        raise calendar_too_short(problem) from problem


def _file_id(intake: Intake, profile: Profile, as_of: datetime | None) -> str:
    """Content, mapping and whatever else decides which rows are accepted, as one hash."""
    content = hashlib.sha256(intake.path.read_bytes())
    content.update(repr((intake.source, intake.mapping, profile.digest, as_of)).encode())
    return content.hexdigest()


def _digest(file_ids: Sequence[str], profile: Profile, as_of: datetime | None) -> str:
    content = repr((sorted(file_ids), profile.digest, as_of, code_version()))
    return hashlib.sha256(content.encode()).hexdigest()


def _published(engine: Engine, made: Build, failed: Run) -> int:
    """The version that readers now see. A store that could not take it keeps, if it can, that it was tried."""
    try:
        return store.publish(engine, made)
    except StoreFault as fault:
        # Busy is no failure of the store; and one that is full may have no room for the row either.
        if not isinstance(fault, StoreBusy):
            with suppress(StoreFault):
                note(engine, failed)
        raise


def _run(
    outcome: str,
    version: int | None,
    checked: Sequence[Checked],
    profile: Profile,
    started: datetime,
    moment: datetime,
) -> Run:
    """How a build that published nothing ended."""
    return Run(outcome, version, started, moment, code_version(), profile.digest, rows_read(checked))


def _local_now(profile: Profile) -> datetime:
    return datetime.now(ZoneInfo(profile.county.time_zone)).replace(tzinfo=None, microsecond=0)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
