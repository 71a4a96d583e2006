"""Who carries too much, as sentences: how many over once, one and a half times and twice the standard, and how long."""

from collections.abc import Mapping, Sequence

from pipelines.words.joining import listing
from pipelines.words.say import say, say_plural

TIMES = (2.0, 1.5, 1.0)
"""How often the standard is carried, the most first: each worker counts at the first that is exceeded."""
LASTING = 3
"""Months in a row from which an overload lasts."""
FEWEST = 2
"""Workers from whom on a unit is said to be over as a whole."""
Worker = Mapping[str, object]


def times_over(load: float, available: float) -> float:
    """The most of TIMES that a load exceeds; 0 at or under the standard. A load with nobody there exceeds all."""
    return next((t for t in TIMES if load > t * available), 0.0)


def months_in_a_row(over: Mapping[str, bool]) -> int:
    """For how many months in a row up to the latest something was so; `over`: month -> whether."""
    count = 0
    for month in sorted(over, reverse=True):
        if not over[month]:
            break
        count += 1
    return count


def load_story(workers: Sequence[Worker]) -> tuple[str, ...]:
    """What a list of workers comes to; each with `times`, `months_over`, `away` and `unit`. () for an empty list."""
    if not workers:
        return ()
    over = [w for w in workers if w["times"]]
    if not over:
        return (
            say_plural(
                "{count} worker, who carries no more than the standard.",
                "None of {count} workers carries more than the standard.",
                len(workers),
            ),
        )
    lasting = sum(_months(w) >= LASTING for w in over)
    said = [_how_often(over, len(workers)), _away(over), _how_long(lasting), *_whole_units(workers)]
    return tuple(s for s in said if s)


def _how_often(over: Sequence[Worker], workers: int) -> str:
    twice, half, once = (sum(w["times"] == t for w in over) for t in TIMES)
    how = (
        say("{number} more than twice", number=twice) if twice else "",
        say("{number} more than one and a half times", number=half) if half else "",
        say("{number} up to one and a half times", number=once) if once else "",
    )
    return say_plural(
        "{over} of {count} worker carries more than the standard: {how}.",
        "{over} of {count} workers carry more than the standard: {how}.",
        workers,
        over=len(over),
        how=listing(h for h in how if h),
    )


def _how_long(lasting: int) -> str:
    if not lasting:
        return say("None of them for {months} months in a row.", months=LASTING)
    return say_plural(
        "{count} of them has been over for {months} months in a row or longer.",
        "{count} of them have been over for {months} months in a row or longer.",
        lasting,
        months=LASTING,
    )


def _whole_units(workers: Sequence[Worker]) -> list[str]:
    """Units all of whose workers carry more than twice the standard: no sharing inside them helps."""
    of: dict[str, list[object]] = {}
    for worker in workers:
        of.setdefault(str(worker["unit"]), []).append(worker["times"])
    units = [u for u, times in of.items() if len(times) >= FEWEST and all(t == TIMES[0] for t in times)]
    if not units:
        return []
    return [say("More than twice the standard is carried by every worker of {units}.", units=listing(units))]


def _away(over: Sequence[Worker]) -> str:
    away = sum(bool(w["away"]) for w in over)
    if not away:
        return ""
    return say_plural(
        "{count} of the {over} is away and still carries cases.",
        "{count} of the {over} are away and still carry cases.",
        away,
        over=len(over),
    )


def _months(worker: Worker) -> int:
    return int(str(worker["months_over"]))
