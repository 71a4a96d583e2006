"""The address of a download: a question in words, and for a work list its name. Every key of it must be known."""

from collections.abc import Iterable
from urllib.parse import urlencode

from pipelines.questions.selection import Selection
from pipelines.questions.selection_text import KEYS, one_word, pairs_of, selection_of, words_in

LIST = "list"
"""The key under which a work list is named."""


def download_href(selection: Selection, worklist: str = "") -> str:
    """Where the same answer can be had as CSV."""
    named = [(LIST, worklist)] if worklist else []
    return "/download.csv?" + urlencode([*named, *pairs_of(selection)])


def asked_for(pairs: Iterable[tuple[str, str]]) -> tuple[Selection, str]:
    """The question of a download and its work list, or "". WrongQuestion for any key or value that is not known.

    Which lists there are is for the door to say.
    """
    words = words_in(pairs, (LIST, *KEYS), strict=True)
    return selection_of(words), one_word(words, LIST)
