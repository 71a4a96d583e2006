"""A page as a reader has it: words, lists, tables and where links lead. Nothing but what stands on the screen."""

import re
from dataclasses import dataclass, field

from dashboard.shell.private_dash import Component
from tests.dashboard.reading import elements, text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
WHEN = re.compile(
    rf"\d{{1,2}} {_MONTH} \d{{4}}(?: \d\d:\d\d)?|{_MONTH}[–-]{_MONTH} \d{{4}}|{_MONTH} \d{{4}}|Q[1-4] \d{{4}}"
    r"|\b(?:19|20)\d\d\b"
)
"""Days, quarters, months and years, which are no figures."""
FIGURE = re.compile(r"(?<![\w.–-])[−-]?\d[\d,]*(?:\.\d+)?")
COMING = " (still coming in)"


@dataclass(frozen=True)
class Grid:
    """One table: its caption, its headings, its rows of cells."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> list[dict[str, str]]:
        return [dict(zip(self.headings, row, strict=False)) for row in self.rows]

    @property
    def figures(self) -> set[float]:
        return {n for row in self.rows for cell in row for n in figures_in(cell)}


@dataclass(frozen=True)
class Sheet:
    """A card: its question, its answer or what stands in its place, its tables and links."""

    id: str
    question: str
    answer: str
    absent: str
    facts: str
    tables: tuple[Grid, ...]
    hrefs: tuple[str, ...]

    @property
    def figures(self) -> set[float]:
        return set().union(*(t.figures for t in self.tables)) if self.tables else set()


@dataclass(frozen=True)
class Line:
    """A line of What changed, and where its link leads."""

    words: str
    href: str


@dataclass(frozen=True)
class ReadPage:
    title: str
    lead: str
    cards: tuple[Sheet, ...]
    changes: tuple[Line, ...]
    looked_at: str
    scorecard: Grid | None
    verdicts: str
    whole: str
    tables: tuple[Grid, ...] = field(repr=False, default=())

    def card(self, *ids: str) -> Sheet | None:
        return next((c for c in self.cards if c.id in ids), None)


def figures_in(words: str) -> list[float]:
    """The numbers of a text, dates left out; a minus sign counts."""
    bare = WHEN.sub(" ", words)
    return [float(n.replace(",", "").replace("−", "-")) for n in FIGURE.findall(bare)]


def read_page(made: Component) -> ReadPage:
    """What a page says. AssertionError where it has not one title."""
    parts = list(elements(made))
    titles = [text(kids) for tag, _, kids in parts if tag == "h1"]
    assert len(titles) == 1, titles
    changed = next((kids for _, a, kids in parts if "changed" in classes(a)), [])
    inside = list(elements(["section", {}, changed]))
    scores = [k for _, a, k in parts if a.get("id") == "scorecard"]
    return ReadPage(
        title=titles[0],
        lead=next((text(k) for t, a, k in parts if t == "p" and "lead" in classes(a)), ""),
        cards=tuple(_sheet(a.get("id", ""), kids) for tag, a, kids in parts if tag == "article"),
        changes=tuple(_line(kids) for tag, _, kids in inside if tag == "li"),
        looked_at=next((text(k) for t, a, k in inside if t == "p" and "quiet" in classes(a)), ""),
        scorecard=grids(["section", {}, scores[0]])[0] if scores else None,
        verdicts=next((text(k) for _, a, k in parts if "verdicts" in classes(a)), ""),
        whole=text(made),
        tables=tuple(grids(made)),
    )


def classes(attributes: dict) -> list[str]:
    """The names of an element's looks, as a component or a folded part has them."""
    return (attributes.get("className") or attributes.get("class") or "").split()


def grids(part: object) -> list[Grid]:
    return [_grid(kids) for tag, _, kids in elements(part) if tag == "table"]


def _grid(kids: list) -> Grid:
    parts = list(elements(["table", {}, kids]))
    caption = next((text(k) for tag, _, k in parts if tag == "caption"), "")
    rows = [
        tuple(text(cell[2]) for cell in elements(["tr", {}, row]) if cell[0] in ("th", "td"))
        for tag, _, row in parts
        if tag == "tr"
    ]
    head, *body = rows or [()]
    return Grid(caption, head, tuple(body))


def _sheet(card_id: str, kids: list) -> Sheet:
    parts = list(elements(["article", {}, kids]))

    def said(name: str) -> str:
        return next((text(k) for _, a, k in parts if name in classes(a)), "")

    return Sheet(
        card_id,
        next((text(k) for tag, _, k in parts if tag == "h2"), ""),
        said("answer"),
        said("absent"),
        said("facts"),
        tuple(grids(["article", {}, kids])),
        tuple(a["href"] for tag, a, _ in parts if tag in ("a", "link") and a.get("href")),
    )


def _line(kids: list) -> Line:
    links = [a["href"] for tag, a, _ in elements(["li", {}, kids]) if tag in ("a", "link")]
    hidden = [text(k) for _, a, k in elements(["li", {}, kids]) if "visually-hidden" in classes(a)]
    words = text(["li", {}, kids])
    for other in hidden:
        # The last time it stands there: what is for the ear repeats what the line begins with.
        before, _, after = words.rpartition(other)
        words = before + after
    return Line(" ".join(words.split()), links[0] if links else "")
