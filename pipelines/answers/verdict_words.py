"""How the one verdict is said: a clause of its own, and the rule behind it as a sentence."""

from collections.abc import Mapping

from pipelines.questions.template import marked
from pipelines.questions.verdict import BETTER, CHANGED, WORSE, Step
from pipelines.words import dates, units
from pipelines.words.say import say, say_plural

HIGHER, LOWER = "higher", "lower"
SINCE: Mapping[str, str] = {
    BETTER: marked("better since {since}"),
    WORSE: marked("worse since {since}"),
    HIGHER: marked("higher since {since}"),
    LOWER: marked("lower since {since}"),
    CHANGED: marked("changed since {since}"),
}
SETTLED: Mapping[str, str] = {
    BETTER: marked("better since {since}, steady since"),
    WORSE: marked("worse since {since}, steady since"),
    HIGHER: marked("higher since {since}, steady since"),
    LOWER: marked("lower since {since}, steady since"),
    CHANGED: marked("changed since {since}, steady since"),
}


def moved(state: str, side: int, since: str, signal: str, settled: bool) -> str:
    """ "Better since about Jul 2025 (first signal Feb 2026)"; where no side is better, higher or lower."""
    word = (HIGHER if side > 0 else LOWER) if state == CHANGED else state
    start = _short(since)
    if signal != since:
        start = say("about {since} (first signal {signal})", since=start, signal=_short(signal))
    return say((SETTLED if settled else SINCE)[word], since=start)


def stepped(step: Step, settled: bool) -> str:
    return say((SETTLED if settled else SINCE)[step.state], since=_short(step.since))


def would_not_show(size: float, unit: str) -> str:
    """What could have been seen, so that silence is not read as proof."""
    if size == float("inf"):
        return say("No change would show here yet.")
    if size == 0:
        return say("All figures so far are alike.")
    return say(
        "A lasting change of less than about {size} would not show here yet.", size=units.distance(size, unit)
    )


def run_reason(length: int, side: int, until: str = "") -> str:
    """The run that tells a change; `until`: its last period, where it is over."""
    if until and side > 0:
        return say_plural(
            "{count} period in a row above the centre line, until {until}.",
            "{count} periods in a row above the centre line, until {until}.",
            length,
            until=_short(until),
        )
    if until:
        return say_plural(
            "{count} period in a row below the centre line, until {until}.",
            "{count} periods in a row below the centre line, until {until}.",
            length,
            until=_short(until),
        )
    if side > 0:
        return say_plural(
            "{count} period in a row above the centre line.",
            "{count} periods in a row above the centre line.",
            length,
        )
    return say_plural(
        "{count} period in a row below the centre line.",
        "{count} periods in a row below the centre line.",
        length,
    )


def beyond_reason(side: int) -> str:
    return (
        say("A point above the upper control limit.")
        if side > 0
        else say("A point below the lower control limit.")
    )


def no_verdict() -> str:
    return say("not judged")


def stock() -> str:
    return say(
        "A stock lasts from month to month, so a run of months is one fact, not many: "
        "it is shown without control limits."
    )


def stale(period: str) -> str:
    return say("There is no figure since {period}.", period=_short(period))


def too_few(count: int, needed: int) -> str:
    return say(
        "Too few complete periods in this phase to judge ({count} of {needed}).", count=count, needed=needed
    )


def trial(count: int, needed: int) -> str:
    return say("{count} of the {needed} periods that are needed to judge.", count=count, needed=needed)


def against_target(target: float, distance: float | None, unit: str) -> str:
    """ "Misses the target of 75% by 21 points"; "meets the target of 75%"."""
    wanted = units.value(target, unit, long=True)
    if distance is None:
        return say("misses the target of {target} by more than can be measured", target=wanted)
    if distance <= 0:
        return say("meets the target of {target}", target=wanted)
    return say(
        "misses the target of {target} by {distance}", target=wanted, distance=units.distance(distance, unit)
    )


def _short(period: str) -> str:
    return dates.period(period, short=True)
