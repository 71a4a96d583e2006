"""The data desk: what was loaded, what was set aside and why, what cannot be counted."""

from collections import Counter

from sqlalchemy import Connection

from pipelines.answers.feeds import feeds_of
from pipelines.gate.built_version import BuiltVersion
from pipelines.questions.released import DataDesk, SetAside
from pipelines.register.indicators import register
from pipelines.store import reading
from pipelines.words import dates
from pipelines.words.say import say, unfilled

MOST_PROBLEMS = 500


def data_desk(connection: Connection, built: BuiltVersion) -> DataDesk:
    """What was loaded, what was set aside and why, what is late, what cannot be counted."""
    version = built.version.version_id
    problems = reading.problems(connection, version)
    counted = Counter((p["file"], p["outcome"], p["reason"]) for p in problems)
    return DataDesk(
        feeds=feeds_of(connection, built),
        problems=tuple(
            SetAside(
                p["file"],
                p["row"],
                p["field"],
                p["code"],
                unfilled(p["reason"]),
                unfilled(p["fix"]),
                p["outcome"],
            )
            for p in problems[:MOST_PROBLEMS]
        ),
        by_code=tuple(
            (file, outcome, unfilled(reason), n)
            for (file, outcome, reason), n in sorted(counted.items(), key=lambda pair: -pair[1])
        ),
        not_measurable=tuple(
            (say(register()[i].title), m.why)
            for i, m in built.measurable.items()
            if m.why and i in register()
        ),
        loaded_at=say("{moment} UTC", moment=dates.moment(built.version.made_at)),
        version=str(version),
    )
