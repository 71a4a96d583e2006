"""The address of a download: a question in words, and for a work list its name. Every key of it must be known."""

from collections.abc import Iterable
from urllib.parse import urlencode

from pipelines.questions.selection import Selection
from pipelines.questions.selection_text import KEYS, one_word, pairs_of, selection_of, words_in

LIST = "list"
"""The key under which a work list is named."""
OF_A_LIST = ("where", "org")
"""All that may be asked of a work list: it is of today, and holds no figure that could be split."""


def download_href(selection: Selection, worklist: str = "") -> str:
    """Where the same answer can be had as CSV."""
    if not worklist:
        return "/download.csv?" + urlencode(pairs_of(selection))
    limits = [(key, word) for key, word in pairs_of(selection) if key in OF_A_LIST]
    return "/download.csv?" + urlencode([(LIST, worklist), *limits])


def asked_for(pairs: Iterable[tuple[str, str]]) -> tuple[Selection, str]:
    """The question of a download and its work list, or "". WrongQuestion for any key or value that is not known.

    Which lists there are is for the door to say.
    """
    said = tuple(pairs)
    of_a_list = any(key == LIST and word for key, word in said)
    words = words_in(said, (LIST, *(OF_A_LIST if of_a_list else KEYS)), strict=True)
    return selection_of(words), one_word(words, LIST)
