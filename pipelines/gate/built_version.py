"""One version as read: what it measures and lists, its members, its organisation, and the profile it was counted with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine

from pipelines.counting.places import Organisation
from pipelines.profile.agency import Profile, parse_profile
from pipelines.register.sources import CONTRACTS
from pipelines.store import keeping, reading


@dataclass(frozen=True)
class BuiltVersion:
    version: reading.Version
    measurable: Mapping[str, reading.Measurable]
    members: Mapping[str, Sequence]
    organisation: Organisation
    profile: Profile
    work: Mapping[str, reading.ListState]
    """Whether there is each work list, and how far its sources reach."""
    kept: dict = field(default_factory=dict, repr=False)
    """What is worked out once a version, such as which survey groups are hidden."""

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """Dimension -> id -> label, in display order."""
        return {d: {m["id"]: m["label"] for m in found} for d, found in self.members.items()}


def read_built_version(engine: Engine, version: int) -> BuiltVersion:
    with engine.connect() as connection:
        found = reading.version(connection, version)
        tree = next((keeping.rows_of(connection, version, c.source) for c in CONTRACTS if c.places), None)
        return BuiltVersion(
            found,
            reading.measurable(connection, version),
            reading.members(connection, version),
            Organisation(tree, found.as_of.date()),
            parse_profile(found.profile),
            reading.work_lists(connection, version),
        )
