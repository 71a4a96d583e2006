"""Several things in one sentence, and how a sentence begins and ends."""

from collections.abc import Iterable

from pipelines.words.say import say


def listing(parts: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    return say("{most} and {last}", most=", ".join(parts[:-1]), last=parts[-1])


def any_of(parts: Iterable[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    parts = list(parts)
    if len(parts) < 2:
        return "".join(parts)
    return say("{most} or {last}", most=", ".join(parts[:-1]), last=parts[-1])


def opening(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = text.strip()
    return opening(text) + ("" if text.endswith((".", "!", "?")) or not text else ".")


def told_after(first: str, second: str) -> str:
    """Two whole sentences, one after the other; the one alone where there is no other."""
    return " ".join(s for s in (first, second) if s)


def group_words(names: Iterable[str]) -> str:
    """A group by all that makes it up: "Entered care · Black or African American"."""
    return " · ".join(names)
