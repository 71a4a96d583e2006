"""What the frame of every page says of the county: its name, how old the data are, what is late."""

from sqlalchemy import Connection

from pipelines.answers.feeds import feeds_of
from pipelines.gate.built_version import BuiltVersion
from pipelines.questions.periods import day_words
from pipelines.questions.released import County
from pipelines.store import reading


def county(connection: Connection, built: BuiltVersion) -> County:
    """Name, data dates and late feeds."""
    feeds = feeds_of(connection, built)
    reach = reading.feeds(connection, built.version.version_id)
    last = reach.get("inquiries") or max(reach.values(), default=built.version.as_of)
    return County(
        name=built.profile.county.name,
        synthetic=built.version.synthetic,
        as_of=day_words(built.version.as_of),
        data_through=day_words(last),
        late=tuple(f for f in feeds if f.late_days > 0),
        version=str(built.version.version_id),
    )
