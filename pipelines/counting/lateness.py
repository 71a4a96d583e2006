"""What is late, as a story: how many and how old, whose it is to answer, who asked, and the oldest by its id (A24)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pipelines.counting.work_list import Row, Showing
from pipelines.profile.agency import Profile
from pipelines.words import dates
from pipelines.words.say import say, say_plural

LONG = 20
"""Business days from which something is late for long."""


def business_days(due: datetime, now: datetime, profile: Profile) -> int:
    """Days after the due day, up to today, on which the office was open."""
    days = (due.date() + timedelta(days=n) for n in range(1, (now.date() - due.date()).days + 1))
    return sum(profile.hours_on(day) is not None for day in days)


def story(rows: Sequence[Row], showing: Showing, groups: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Sentences about the rows past their due time, the longest first in `rows`; () where nothing is late.

    `groups`: column -> value -> its word, of whose they are to answer ("role") and who asked ("requester").
    """
    late = [r for r in rows if r["due_at"] < showing.now]
    if not late:
        return ()
    ages = [business_days(r["due_at"], showing.now, showing.profile) for r in late]
    long = sum(age > LONG for age in ages)
    return (
        _how_many(len(late), long),
        say_plural(
            "The oldest is {id}, due {day}, {count} business day late.",
            "The oldest is {id}, due {day}, {count} business days late.",
            ages[0],
            id=late[0]["inquiry_id"],
            day=dates.day(late[0]["due_at"].date()),
        ),
        say("To answer: {counts}.", counts=_counted(late, "role", groups)),
        say("Asked by: {counts}.", counts=_counted(late, "requester", groups)),
    )


def _how_many(late: int, long: int) -> str:
    """How many are late, and for how long; what none of them is, is said as such."""
    if not long:
        return say_plural(
            "{count} is past the due time, for at most {days} business days.",
            "{count} are past the due time, none of them for more than {days} business days.",
            late,
            days=LONG,
        )
    if long == late:
        return say_plural(
            "{count} is past the due time, for more than {days} business days.",
            "{count} are past the due time, all of them for more than {days} business days.",
            late,
            days=LONG,
        )
    return say_plural(
        "{count} is past the due time, {long} of them for more than {days} business days.",
        "{count} are past the due time, {long} of them for more than {days} business days.",
        late,
        long=long,
        days=LONG,
    )


def _counted(rows: Sequence[Row], column: str, groups: Mapping[str, Mapping[str, str]]) -> str:
    found = Counter(groups[column].get(r[column], "") for r in rows)
    said = (
        say("{group} {number}", group=say(word) if word else say("not recorded"), number=number)
        for word, number in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    return ", ".join(said)
