"""Slips of the pen in what is declared, and how they are told: all of them together, by file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pipelines.questions.errors import DataError


@dataclass(frozen=True)
class Slip:
    """One wrong word: the file it stands in, from the project's root, and what is wrong with it."""

    file: str
    says: str


def unlisted(what: str, words: Iterable[object], listed: Iterable[str]) -> Iterator[str]:
    """A sentence for each of the words that is not in its closed list, with the nearest that is."""
    if isinstance(words, str):
        yield f"{what}: {words!r} is one text, not a list; write ({words!r},)"
        return
    known = tuple(listed)
    for word in words:
        if word not in known:
            near = get_close_matches(str(word), known, 1)
            advice = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(map(repr, known))}."
            yield f"{what}: there is no {word!r}. {advice}"


def refuse(slips: Iterable[Slip]) -> None:
    """DataError with every slip under its file; nothing when there is none."""
    by_file: dict[str, list[str]] = {}
    for slip in slips:
        by_file.setdefault(slip.file, []).append(slip.says)
    if by_file:
        told = (f"{file}:\n" + "\n".join(f"  {says}" for says in by_file[file]) for file in sorted(by_file))
        raise DataError(
            "Nothing is counted or shown until these are put right.\n{slips}", slips="\n".join(told)
        )
