"""The sentences of the source, gathered with Babel, and the pseudo-language made of them.

    python -m tests.words.catalogue gather    writes pipelines/words/locale/messages.pot, for translators
    python -m tests.words.catalogue pseudo    compiles the pseudo-language qps, to look at in a browser

Neither file is committed. A translation goes to pipelines/words/locale/LANGUAGE/LC_MESSAGES/messages.po and is
compiled with `pybabel compile -d pipelines/words/locale`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from pipelines.catalog.behaviours import items
from pipelines.catalog.editions import elements
from pipelines.counting.kinds.listed import KINDS
from pipelines.questions.template import PLACE
from pipelines.register.indicators import register
from pipelines.register.sources import CONTRACTS
from pipelines.words.languages import DOMAIN, LOCALE

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("pipelines", "dashboard")
KEYWORDS = (
    "say", "unfilled", "say_in:1c,2", "say_plural:1,2", "marked", "marked_in:1c,2", "marked_plural:1,2",
    "DataError", "WrongQuestion", "NotAllowed", "StoreFault", "StoreBusy", "StoreDamaged",
)  # fmt: skip
"""What a template is the first word of, as pybabel writes it: 1c is a context; 1,2 are one and many."""
PSEUDO = "qps"
ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵĥíĵķĺḿńóṕɋŕśťúṽŵẋýźÁɃĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŹ",
)
"""No letter of the alphabet is left: what still holds one was said by nobody."""


def gather(pot: Path) -> Path:
    """All templates of the source in a file for translators, by `pybabel extract`."""
    keywords = [part for word in KEYWORDS for part in ("-k", word)]
    options = ["--no-default-keywords", "--no-location", "--sort-output", "--omit-header", "-o", str(pot)]
    CommandLineInterface().run(
        ["pybabel", "-q", "extract", *options, *keywords, *(str(ROOT / r) for r in ROOMS)]
    )
    with pot.open("rb") as file:
        found = read_po(file)
    for text in declared():
        found.add(text)
    with pot.open("wb") as file:
        write_po(file, found, omit_header=True, sort_output=True)
    return pot


def declared() -> Iterator[str]:
    """Texts that measures, kinds and sources declare of themselves: said where they are shown, marked nowhere."""
    for d in register().values():
        yield from (
            d.title,
            d.question,
            d.why,
            d.numerator,
            d.denominator,
            d.base,
            d.n_of,
            d.owner,
            *d.caveats,
        )
        yield from (text for example in d.examples for text in (example.given, example.then))
    for kind in KINDS.values():
        yield from (kind.method, kind.interval, kind.n_of, kind.adds_over)
    for contract in CONTRACTS:
        yield from (
            contract.title,
            *(text for check in contract.checks for text in (check.reason, check.fix)),
        )
    yield from (i.label for i in items())
    yield from (e.name for e in elements())


def gathered(pot: Path) -> list[Message]:
    """The messages of such a file; a string that joins others is none."""
    with pot.open("rb") as file:
        return [message for message in read_po(file) if "".join(message.id).strip()]


def accented(template: str) -> str:
    """A template in the pseudo-language: ⟦Đátá ťĥŕóúǵĥ {day}⟧. Its places stay."""
    pieces = re.split(f"({PLACE.pattern.replace('(', '(?:')})", template)
    return "⟦" + "".join(p if PLACE.fullmatch(p) else p.translate(ACCENTED) for p in pieces) + "⟧"


def pseudo(folder: Path, pot: Path) -> Path:
    """The compiled pseudo-language in a locale folder. Only what was gathered is in it, as for a translator."""
    catalogue = Catalog(locale=None)
    for message in gathered(pot):
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        said = tuple(map(accented, forms))
        catalogue.add(message.id, said if len(said) > 1 else said[0], context=message.context)
    compiled = folder / PSEUDO / "LC_MESSAGES" / f"{DOMAIN}.mo"
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    return folder


def main(what: str) -> None:
    LOCALE.mkdir(exist_ok=True)
    pot = gather(LOCALE / f"{DOMAIN}.pot")
    if what == "pseudo":
        pseudo(LOCALE, pot)
    print(f"{len(gathered(pot))} sentences: {pot if what == 'gather' else LOCALE / PSEUDO}")


if __name__ == "__main__":
    main(sys.argv[1])
