"""Which languages there are, and the catalogue of each. English is the source and needs none."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

ENGLISH = "en"
DOMAIN = "messages"
LOCALE = Path(__file__).with_name("locale")
"""One folder a language, as gettext wants it: es/LC_MESSAGES/messages.mo."""


def languages(folder: Path = LOCALE) -> tuple[str, ...]:
    """English first, then every language that has a compiled catalogue."""
    found = sorted(p.parent.parent.name for p in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (ENGLISH, *(name for name in found if name != ENGLISH))


@cache
def catalogue(language: str, folder: Path = LOCALE) -> NullTranslations:
    """The catalogue of a language; one that has no file leaves everything in English."""
    return translation(DOMAIN, folder, [language], fallback=True)
