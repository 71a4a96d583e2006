"""What the frame of every page says of the county: its name, how old the data are, what is late."""

from sqlalchemy import Connection

from pipelines.answers.feeds import feeds_of
from pipelines.gate.built_version import BuiltVersion
from pipelines.questions.released import County
from pipelines.register.sources import CONTRACTS
from pipelines.store import reading
from pipelines.words import dates


def county(connection: Connection, built: BuiltVersion) -> County:
    """Name, data dates and late feeds."""
    feeds = feeds_of(connection, built)
    reach = reading.feeds(connection, built.version.version_id)
    leading = [reach[c.source] for c in CONTRACTS if c.leads and c.source in reach]
    last = max(leading or reach.values(), default=built.version.as_of)
    return County(
        name=built.profile.county.name,
        synthetic=built.version.synthetic,
        as_of=dates.day(built.version.as_of),
        data_through=dates.day(last),
        late=tuple(f for f in feeds if f.late_days > 0),
        version=str(built.version.version_id),
    )
