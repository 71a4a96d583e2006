"""Each source as loaded: how far it reaches, how many rows it brought, and whether it is late."""

from datetime import datetime

from sqlalchemy import Connection

from pipelines.gate.built_version import BuiltVersion
from pipelines.questions.released import Feed
from pipelines.register.sources import CONTRACTS
from pipelines.store import reading
from pipelines.words import dates
from pipelines.words.say import say


def feeds_of(connection: Connection, built: BuiltVersion) -> tuple[Feed, ...]:
    """The loaded sources, in their listed order."""
    version = built.version
    reach = reading.feeds(connection, version.version_id)
    files = reading.files(connection, version.version_id)
    found = []
    for described in CONTRACTS:
        own = [f for f in files if f["source"] == described.source]
        if described.source not in reach:
            continue
        totals = {k: sum(f[k] for f in own) for k in ("rows_read", "accepted", "set_aside", "warned")}
        found.append(
            Feed(
                source=described.source,
                title=say(described.title),
                data_through=dates.day(reach[described.source]),
                late_days=_late(described.source, reach[described.source], built),
                **totals,
                files=tuple(f["name"] for f in own),
            )
        )
    return tuple(found)


def _late(source: str, through: datetime, built: BuiltVersion) -> int:
    """Days the feed ends before the as-of date beyond those the county allows."""
    behind = (built.version.as_of.date() - through.date()).days
    return max(0, behind - built.profile.feed_allowance(source))
