"""A Selection as the query string of a download, and back: /download.csv?indicator=…&by=race&grain=year."""

from collections.abc import Mapping
from urllib.parse import urlencode

from pipelines.questions.errors import DataError
from pipelines.questions.selection import Selection

LISTS = ("open_inquiries", "worker_loads")
"""Work lists that can be downloaded: methods of the door, by name."""


def download_href(selection: Selection, worklist: str = "") -> str:
    """Where the same answer can be had as CSV."""
    return "/download.csv?" + urlencode(_pairs(selection, worklist))


def _pairs(selection: Selection, worklist: str) -> list[tuple[str, str]]:
    pairs = [
        ("list", worklist),
        ("indicator", selection.indicator),
        ("from", selection.start or ""),
        ("to", selection.end or ""),
        ("grain", selection.grain),
        ("by", ",".join(selection.by)),
        ("org", selection.organisation),
        *(("where", f"{d}:{v}") for d, values in selection.where for v in values),
    ]
    return [(k, v) for k, v in pairs if v]


def selection_of(asked: Mapping[str, list[str]]) -> Selection:
    """The Selection a download asks for. Raises DataError for anything it does not understand."""

    def one(key: str, default: str = "") -> str:
        return (asked.get(key) or [default])[0]

    return Selection(
        indicator=one("indicator"),
        start=one("from") or None,
        end=one("to") or None,
        grain=one("grain", "month"),
        where=tuple((d, (v,)) for d, v in map(_pair, asked.get("where", ()))),
        by=tuple(d for d in one("by").split(",") if d),
        organisation=one("org", "then"),
    )


def _pair(text: str) -> tuple[str, str]:
    dimension, found, value = text.partition(":")
    if not found:
        raise DataError("Write each limit as dimension:value, for example where=division:north.")
    return dimension, value


def worklist_of(asked: Mapping[str, list[str]]) -> str:
    """The work list a download asks for, or "". Raises DataError for one there is not."""
    name = (asked.get("list") or [""])[0]
    if name and name not in LISTS:
        raise DataError("There is no such list. Choose one of: {choices}.", choices=", ".join(LISTS))
    return name
