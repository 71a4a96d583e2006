"""The address bar as the state of the screen: query string to words of a view, and back.

A word that is not in the vocabulary is dropped, and a default word is left out, so that one view has
one address. assets/panel.js does the same in the browser, from the same vocabulary.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from pipelines.questions.released import Options

KEYS = ("months", "unit", "org", "measure", "by", "step", "year", "index")
FIRST_MEASURE, FIRST_STEP = "response_24h_leadership", "entry"
EVERYWHERE = "all"
"""The whole of one's scope: the county, or one's own divisions or units."""
LONGEST = 2000
"""Characters of a query string that are read at all."""


@dataclass(frozen=True)
class View:
    """What the reader has chosen, as words of the vocabulary. `unit` is a division or a unit."""

    months: str = "24"
    unit: str = EVERYWHERE
    org: str = "then"
    measure: str = FIRST_MEASURE
    by: str = ""
    step: str = FIRST_STEP
    year: str = ""
    index: str = "rri"


@dataclass(frozen=True)
class Vocabulary:
    """Allowed words per key, the default first; `splits` are the allowed `by` of each measure."""

    words: Mapping[str, tuple[str, ...]]
    splits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def allowed(self, key: str, measure: str) -> tuple[str, ...]:
        return self.splits.get(measure, ()) if key == "by" else self.words.get(key, ())


def vocabulary(options: Options) -> Vocabulary:
    """The words this reader may use, from what the door lets them choose."""
    return Vocabulary(
        {
            "months": ("24", "12", "36"),
            "unit": (EVERYWHERE, *(c.id for c in (*options.divisions, *options.units))),
            "org": ("then", "now"),
            "measure": _led_by(FIRST_MEASURE, [c.id for c in options.indicators]),
            "step": _led_by(FIRST_STEP, [c.id for c in options.steps]),
            "year": years(options),
            "index": ("rri", "di"),
        },
        {measure: _splits(tuple(split)) for measure, split in options.breakdowns.items()},
    )


def _splits(breakdowns: tuple[str, ...]) -> tuple[str, ...]:
    """Decision points are always all shown, by group: there the reader has no choice."""
    return ("race",) if "step" in breakdowns else breakdowns


def _led_by(first: str, words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(words), key=lambda w: w != first))


def years(options: Options) -> tuple[str, ...]:
    """Calendar years the data reach, the latest full one first, then the others, newest first."""
    if not options.last_month:
        return ()
    last = int(options.last_month[:4])
    reached = [str(y) for y in range(last, int(options.first_month[:4]) - 1, -1)]
    full = str(last if options.last_month.endswith("-12") else last - 1)
    return _led_by(full, reached)


def read(search: str | None, words: Vocabulary) -> View:
    """The view a query string asks for; hostile or stale words are dropped without a sound."""
    asked = dict(parse_qsl((search or "")[:LONGEST].lstrip("?")))
    view = View(by="")
    for key in KEYS:
        allowed = words.allowed(key, view.measure)
        chosen = asked.get(key)
        view = replace(view, **{key: chosen if chosen in allowed else (*allowed, "")[0]})
    return view


def write(view: View, words: Vocabulary, **changes: str) -> str:
    """The query string of a view, "?unit=north&by=race", or "" when every word is the default."""
    view = replace(view, **changes)
    said = [(k, v) for k, v in asdict(view).items() if v not in words.allowed(k, view.measure)[:1] and v]
    ordered = sorted(said, key=lambda pair: KEYS.index(pair[0]))
    return "?" + urlencode(ordered) if ordered else ""
