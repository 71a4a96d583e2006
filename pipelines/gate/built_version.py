"""One version as read: what it measures and lists, its members, and the profile it was counted with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine

from pipelines.profile.agency import Profile, parse_profile
from pipelines.store import reading


@dataclass(frozen=True)
class Context:
    version: reading.Version
    measurable: Mapping[str, reading.Measurable]
    members: Mapping[str, list]
    work: Mapping[str, reading.ListState]
    profile: Profile
    kept: dict = field(default_factory=dict, repr=False)
    """What is worked out once a version, such as which survey groups are hidden."""

    @property
    def names(self) -> dict[str, dict[str, str]]:
        """Dimension -> id -> label, in display order."""
        return {d: {m["id"]: m["label"] for m in found} for d, found in self.members.items()}


def read_context(engine: Engine, version: int) -> Context:
    with engine.connect() as connection:
        found = reading.version(connection, version)
        return Context(
            found,
            reading.measurable(connection, version),
            reading.members(connection, version),
            reading.work_lists(connection, version),
            parse_profile(found.profile),
        )
