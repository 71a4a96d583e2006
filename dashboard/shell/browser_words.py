"""What assets/panel.js says by itself, as whole sentences in the reader's language; it fills their places."""

from pipelines.words.say import unfilled


def browser_words() -> dict[str, str]:
    """Name -> sentence, its places still open."""
    return {
        "filters": unfilled("Filters: {chosen}"),
        "copied": unfilled("Link copied"),
        "copy": unfilled("Copy this address: {address}"),
        "upward": unfilled("Sorted by {column}, ascending"),
        "downward": unfilled("Sorted by {column}, descending"),
        "renewed": unfilled("{title}. Now of: {lead}"),
        "title": unfilled("{page} – {county}"),
    }
