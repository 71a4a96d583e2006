"""The address of a download: a question in words, and for a work list its name. Every word of it must be known."""

from collections.abc import Iterable
from urllib.parse import urlencode

from pipelines.questions.errors import no_such
from pipelines.questions.selection import Selection
from pipelines.questions.selection_text import KEYS, one_word, pairs_of, selection_of, words_in

LISTS = ("open_inquiries", "worker_loads")
"""Work lists that can be downloaded: methods of the door, by name."""
LIST = "list"


def download_href(selection: Selection, worklist: str = "") -> str:
    """Where the same answer can be had as CSV."""
    named = [(LIST, worklist)] if worklist else []
    return "/download.csv?" + urlencode([*named, *pairs_of(selection)])


def asked_for(pairs: Iterable[tuple[str, str]]) -> tuple[Selection, str]:
    """The question of a download and its work list, or "". WrongQuestion for any word that is not known."""
    words = words_in(pairs, (LIST, *KEYS), strict=True)
    name = one_word(words, LIST)
    if name and name not in LISTS:
        raise no_such("list", name, LISTS)
    return selection_of(words), name
