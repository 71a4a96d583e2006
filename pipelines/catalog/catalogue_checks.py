"""The catalogue held against itself: ids once only, nothing dangling, codes and kinds known."""

from collections import Counter
from collections.abc import Iterator

from pipelines.catalog.behaviours import FILES, MEASURABLE_BY, Item, items
from pipelines.catalog.editions import editions, elements

PARENTS = {
    "behaviour": "",
    "lettered": "behaviour",
    "roman": "lettered",
    "element": "",
    "practice behaviour": "element",
    "leadership behaviour": "element",
    "leadership commitment": "",
    "guiding principle": "",
    "value": "",
    "practice component": "",
}
"""Kind of item -> the kind its parent must be; "" for kinds that stand at the top."""
CONFIDENCE = ("printed", "inferred")


def catalogue_slips() -> Iterator[tuple[str, str]]:
    """(file, what is wrong) for every row that does not hold."""
    every = {each.id: each for each in items()}
    for id, times in Counter(each.id for each in items()).items():
        if times > 1:
            yield FILES[every[id].framework], f"{id} stands {times} times"
    for each in items():
        yield from ((FILES[each.framework], f"{each.id}: {says}") for says in _item_slips(each, every))
    yield from (("elements.csv", says) for says in _element_slips(every))


def _item_slips(each: Item, every: dict[str, Item]) -> Iterator[str]:
    if each.kind not in PARENTS:
        yield f"there is no kind {each.kind!r}"
    elif _kind(each.parent_id, every) != PARENTS[each.kind]:
        yield f"its parent {each.parent_id!r} must be of the kind {PARENTS[each.kind]!r}"
    if each.role not in _roles():
        yield f"there is no role {each.role!r}"
    if each.confidence not in CONFIDENCE:
        yield f"confidence {each.confidence!r} is neither of {', '.join(CONFIDENCE)}"
    yield from (f"there is no source code {c!r}" for c in each.measurable_by if c not in MEASURABLE_BY)
    yield from (f"it leads to {c!r}, which is no item of 2023" for c in each.crosswalk if not _new(c, every))


def _kind(id: str, every: dict[str, Item]) -> str | None:
    """The kind of an item, "" of no item, None of one that is not there."""
    return "" if not id else every[id].kind if id in every else None


def _new(id: str, every: dict[str, Item]) -> bool:
    return id in every and every[id].framework == "2023"


def _roles() -> set[str]:
    return {"all", *(role for edition in editions() for role in edition.roles)}


def _element_slips(every: dict[str, Item]) -> Iterator[str]:
    for element in elements():
        for id in (element.id_2023, *element.carried_to):
            if id and not _new(id, every):
                yield f"{element.name} leads to {id!r}, which is no item of 2023"
