"""The two editions of the practice model and the elements that order each of them."""

from dataclasses import dataclass
from functools import cache

from pipelines.catalog.tables import rows, words


@dataclass(frozen=True)
class Edition:
    """One edition; `roles` is empty where the edition speaks to every role alike."""

    framework: str
    title: str
    roles: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Element:
    """An element, with its place in each edition (from 1) or None where that edition lacks it.

    `id_2023` is its catalogue item; a 2016 element without one names in `carried_to` the 2023
    items that took over its content.
    """

    name: str
    order_2016: int | None
    order_2023: int | None
    id_2023: str
    carried_to: tuple[str, ...]
    note: str


@cache
def editions() -> tuple[Edition, ...]:
    """Return the editions, oldest first."""
    return tuple(
        Edition(row["framework"], row["title"], words(row["roles"]), row["note"])
        for row in rows("editions.csv")
    )


@cache
def elements() -> tuple[Element, ...]:
    """Return every element of either edition, in an order fit for one list that holds both."""
    return tuple(_element(row) for row in rows("elements.csv"))


def _element(row: dict[str, str]) -> Element:
    return Element(
        name=row["element"],
        order_2016=_place(row["order_2016"]),
        order_2023=_place(row["order_2023"]),
        id_2023=row["id_2023"],
        carried_to=words(row["carried_to"]),
        note=row["note"],
    )


def _place(cell: str) -> int | None:
    return int(cell) if cell else None
