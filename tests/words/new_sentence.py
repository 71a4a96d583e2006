"""A sentence added as somebody would add it: in a copy of the repository, said where it stands."""

import json
import shutil
from pathlib import Path

from tests.dashboard.new_page import LEFT, county, differing, fetched, served_by

FILE = "dashboard/pages/methods.py"
BEFORE = "html.Ul([html.Li(say(rule)) for rule in RULES])"
ONE, MANY = "{count} rule holds in {place}", "{count} rules hold in {place}"
SENTENCE = f', html.P(say_plural("{ONE}", "{MANY}", len(RULES), place="Marigold County"))'


def added(root: Path, folder: Path) -> tuple[Path, list[str]]:
    """A copy of the repository with the sentence, and the files in which it differs."""
    copy = folder / "copy"
    shutil.copytree(root, copy, ignore=LEFT)
    text = (copy / FILE).read_text(encoding="utf-8")
    if text.count(BEFORE) != 1:
        raise AssertionError(f"{FILE} no longer reads as it did: mend this test.")
    (copy / FILE).write_text(text.replace(BEFORE, BEFORE + SENTENCE), encoding="utf-8")
    return copy, differing(root, copy)


def as_said(folder: str) -> None:
    """Print, as JSON, what translators of this copy get, and what readers of two languages see.

    Runs inside the copy, in whose locale folder the pseudo-language is compiled.
    """
    from pipelines.words.languages import DOMAIN, LOCALE
    from tests.words.catalogue import PSEUDO, gather, gathered, pseudo

    LOCALE.mkdir(exist_ok=True)
    pot = gather(LOCALE / f"{DOMAIN}.pot")
    pseudo(LOCALE, pot)
    app = served_by(county(Path(folder)))
    seen = {
        "gathered": [m.id for m in gathered(pot) if ONE in m.id],
        **{language: fetched(app, "/methods", language=language) for language in ("en", PSEUDO)},
    }
    print(json.dumps(seen))
