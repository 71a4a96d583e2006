"""The address bar as the state of the screen: query string to words of a view, and back.

A word that is not in the vocabulary is dropped, and a default word is left out, so that one view has
one address. assets/panel.js does the same in the browser, from the same keys and words, which it is sent.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from pipelines.questions.periods import first_day, months_between
from pipelines.questions.policy import policy_of
from pipelines.questions.released import Options
from pipelines.questions.selection_text import listed_word, words_in
from pipelines.questions.template import marked

FIRST_TO_LOOK_AT = "first"
"""The decision point at which a gap comes first; each page that takes one finds it."""
EVERYWHERE = "all"
"""The whole of one's scope: the county, or one's own divisions or units."""
PLACE, MEASURE = "unit", "measure"
"""The keys under which a division or unit, and a measure, are named."""
OWN = "own"
"""The period that the reader sets by its first and last month."""
LONGEST = 2000
"""Characters of a query string that are read at all."""
Words = tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """One key of the address: what may be said under it, and the control that says it."""

    id: str
    words: Callable[[Options], Words | Mapping[str, Words]]
    """The allowed words, the default first; where another key leads, those under each of its words."""
    label: str = ""
    """Of its control; "" where links on a page say it."""
    led_by: str = ""
    """The key whose word decides which words this one may have. It stands earlier in the list."""
    beside: bool = False
    """Whether its control stands where that of the key which leads it does, while there are words for it."""
    published: bool = True
    """Whether published tables answer it. They know no place inside the county and no month."""
    on_steps: bool = True
    """Whether it bears on measures counted by decision point, which have the whole county and years only."""
    named: bool = True
    """Whether the folded filters name it while it has its default word."""
    width: str = ""
    """wide | broad | "": how much room its control takes."""

    @property
    def control(self) -> str:
        """The id of its control."""
        return f"filter-{self.id}"

    @property
    def field(self) -> str:
        """The id of the box that holds label and control."""
        return f"field-{self.id}"


def _measures(options: Options) -> Words:
    return tuple(c.id for c in options.indicators)


def _places(options: Options) -> Words:
    return (EVERYWHERE, *(c.id for c in (*options.divisions, *options.units)))


def _steps(options: Options) -> Words:
    return (FIRST_TO_LOOK_AT, *(c.id for c in options.steps))


def _months(options: Options) -> Words:
    """Every month from the first that is loaded to the last."""
    if not options.last_month:
        return ()
    return months_between(first_day(options.first_month), first_day(options.last_month))


def splits(options: Options) -> Mapping[str, Words]:
    """Measure -> the dimensions it may be split by. Decision points are always all shown, by group."""
    return {m: ("race",) if "step" in split else tuple(split) for m, split in options.breakdowns.items()}


KEYS = (
    Key(MEASURE, _measures, marked("Measure"), width="wide"),
    Key("months", lambda _: ("24", "12", "36", OWN), marked("Period"), published=False, on_steps=False),
    Key(
        "since",
        lambda options: {OWN: _months(options)},
        marked("From"),
        led_by="months",
        beside=True,
        published=False,
        on_steps=False,
    ),
    Key(
        "until",
        lambda options: {OWN: _months(options)[::-1]},
        marked("To"),
        led_by="months",
        beside=True,
        published=False,
        on_steps=False,
    ),
    Key("year", lambda options: options.years, marked("Year")),
    Key(PLACE, _places, marked("Unit"), published=False, on_steps=False, width="broad"),
    Key(
        "org", lambda _: ("then", "now"), marked("Organisation"), published=False, on_steps=False, named=False
    ),
    Key("by", splits, marked("Group by"), led_by="measure", published=False),
    Key("step", _steps, marked("Decision point")),
    Key("domain", lambda options: (EVERYWHERE, *(c.id for c in options.domains)), published=False),
    Key("index", lambda options: tuple(c.id for c in options.ladders)),
)
"""Every key, in the order in which the controls stand and the address is written."""
CONTROLS = {key.id: key for key in KEYS if key.label}
"""The keys that a control says."""


def may_choose(role: str, key: Key) -> bool:
    return key.published or not policy_of(role).published_only


@dataclass(frozen=True)
class View:
    """What the reader has chosen, a word a key. `unit` is a division or a unit."""

    measure: str = ""
    months: str = ""
    since: str = ""
    until: str = ""
    year: str = ""
    unit: str = ""
    org: str = ""
    by: str = ""
    step: str = ""
    domain: str = ""
    index: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """Allowed words per key, the default first; of a key that another leads, those under each of its words."""

    words: Mapping[str, Words]
    led: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)

    @property
    def splits(self) -> Mapping[str, Words]:
        """Measure -> the dimensions it may be split by."""
        return self.led.get("by", {})

    def allowed(self, key: Key, view: View) -> Words:
        """The words this key may have, given those that lead it."""
        if key.led_by:
            return self.led.get(key.id, {}).get(getattr(view, key.led_by), ())
        return self.words.get(key.id, ())


def vocabulary(options: Options) -> Vocabulary:
    """The words this reader may use, from what the door lets them choose."""
    words = {k.id: k.words(options) for k in KEYS}
    return Vocabulary(
        {k: w for k, w in words.items() if isinstance(w, tuple)},
        {k: w for k, w in words.items() if not isinstance(w, tuple)},
    )


def read(search: str | None, words: Vocabulary) -> View:
    """The view a query string asks for; hostile or stale words are dropped without a sound."""
    pairs = parse_qsl((search or "")[:LONGEST].lstrip("?"))
    asked = words_in(pairs, [key.id for key in KEYS], strict=False)
    view = View()
    for key in KEYS:
        view = replace(view, **{key.id: listed_word(asked, key.id, words.allowed(key, view))})
    return view


PRINTED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}")
"""What of an address may be said again on the page: nobody's sentences, by way of a link (A28)."""


def not_known(search: str | None, words: Vocabulary) -> list[str]:
    """What an address asks for and the view does not hold: "unit=atlantis", each once, at most a few."""
    view, dropped = read(search, words), []
    known = {key.id for key in KEYS}
    for key, word in parse_qsl((search or "")[:LONGEST].lstrip("?")):
        if word and not (key in known and getattr(view, key) == word):
            dropped.append("=".join(part if PRINTED.fullmatch(part) else "…" for part in (key, word)))
    return list(dict.fromkeys(dropped))[:MOST_NAMED]


MOST_NAMED = 5


def write(view: View, words: Vocabulary, **changes: str) -> str:
    """The query string of a view, "?unit=north&by=race", or "" when every word is the default."""
    view = replace(view, **changes)
    pairs = [(key.id, getattr(view, key.id), words.allowed(key, view)[:1]) for key in KEYS]
    said = [(key, word) for key, word, default in pairs if word and word not in default]
    return "?" + urlencode(said) if said else ""
