"""The items of the practice model by id, and which of them the indicators measure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from pipelines.catalog.tables import rows, words
from pipelines.questions.errors import DataError

FILES = {"2016": "leadership_2016.csv", "2023": "framework_2023.csv"}

MEASURABLE_BY = {
    "FS": "fidelity survey",
    "ST": "staffing or caseload log",
    "RL": "response log",
    "SV": "supervision log",
    "TR": "training or coaching log",
    "FB": "feedback-loop or voice log",
    "DP": "decision-point counts",
    "RR": "resource-request log",
    "ND": "no data yet: qualitative only",
}

MEASURED, PARTLY, NOT_YET = "measured", "partly", "not yet"


@dataclass(frozen=True)
class Item:
    """One addressable line of the practice model, labelled in our own words.

    `role` is the role as printed, "all" where none is; `role_note` says where that needs care.
    `measurable_by` (codes of MEASURABLE_BY) and `crosswalk` (2023 ids) are given for the
    lettered and roman items of 2016. `confidence` is "printed", or "inferred" where the source's
    layout leaves the place of the item open.
    """

    id: str
    framework: str
    kind: str
    parent_id: str
    element: str
    role: str
    role_note: str
    label: str
    measurable_by: tuple[str, ...]
    crosswalk: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class BehaviourCoverage:
    """How far the indicators reach one numbered behaviour of 2016; `items` and `measured_items` are ids."""

    behaviour: str
    label: str
    element: str
    items: tuple[str, ...]
    measured_items: tuple[str, ...]
    indicators: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class ItemCoverage:
    """Which indicators name one 2023 item; `status` is "measured" or "not yet"."""

    item: str
    kind: str
    label: str
    element: str
    indicators: tuple[str, ...]
    status: str


@cache
def items(framework: str | None = None) -> tuple[Item, ...]:
    """Return the items of one edition ("2016" or "2023"), or of both, in the order of the model.

    Raises DataError for an edition the catalogue does not hold.
    """
    if framework is None:
        return tuple(each for edition in FILES for each in items(edition))
    if framework not in FILES:
        raise DataError(
            "The practice model has no edition '{word}'. Use one of: {choices}.",
            word=framework,
            choices=", ".join(FILES),
        )
    return tuple(_read(row, framework) for row in rows(FILES[framework]))


def item(id: str) -> Item:
    """Return the item with this id. Raises DataError, naming the nearest id, if there is none."""
    if id not in _by_id():
        raise _unknown(id)
    return _by_id()[id]


def behaviours() -> tuple[Item, ...]:
    """Return the 16 numbered leadership behaviours of 2016, in order."""
    return tuple(each for each in items("2016") if each.kind == "behaviour")


def behaviour_of(id: str) -> str:
    """Return the numbered behaviour an item of 2016 belongs to: "LB-13e-i" -> "LB-13".

    Raises DataError for an unknown id, and for a 2023 item, which belongs to none.
    """
    found = item(id)
    if found.framework != "2016":
        raise DataError(
            "{item} is an item of {edition} and stands under no numbered behaviour of 2016. The crosswalk of the "
            "2016 items says which of them lead to it.",
            item=id,
            edition=found.framework,
        )
    return behaviour_of(found.parent_id) if found.parent_id else id


def coverage(measured: Mapping[str, Iterable[str]]) -> tuple[BehaviourCoverage, ...]:
    """Return one row per numbered behaviour of 2016, given indicator id -> the ids it names.

    An item counts as measured when an indicator names that very item; the crosswalk is not
    followed, since a practice item of 2023 is not a leadership item of 2016. A behaviour is
    "measured" when all its items are, "partly" when some are or when an indicator names only the
    behaviour as a whole, else "not yet". Raises DataError for an id the catalogue does not hold.
    """
    indicators = _indicators_by_item(measured)
    return tuple(_behaviour_coverage(behaviour, indicators) for behaviour in behaviours())


def coverage_2023(measured: Mapping[str, Iterable[str]]) -> tuple[ItemCoverage, ...]:
    """Return one row per item of 2023, whether or not an indicator names it.

    `measured` and the errors are as for `coverage`.
    """
    indicators = _indicators_by_item(measured)
    return tuple(_item_coverage(each, indicators[each.id]) for each in items("2023"))


def _read(row: dict[str, str], framework: str) -> Item:
    return Item(
        id=row["id"],
        framework=framework,
        kind=row["kind"],
        parent_id=row["parent_id"],
        element=row["element"],
        # The 2023 edition names no roles, no data and nothing it leads to: its file lacks the columns.
        role=row.get("role", "all"),
        role_note=row.get("role_note", ""),
        label=row["label"],
        measurable_by=words(row.get("measurable_by", "")),
        crosswalk=words(row.get("crosswalk", "")),
        confidence=row["confidence"],
    )


@cache
def _by_id() -> dict[str, Item]:
    return {each.id: each for each in items()}


def _unknown(id: str) -> DataError:
    by_folded = {known.casefold(): known for known in _by_id()}
    nearest = get_close_matches(id.casefold(), by_folded, n=1)
    if nearest:
        near = by_folded[nearest[0]]
        return DataError(
            "The practice model has no item '{item}'. Did you mean {nearest}?", item=id, nearest=near
        )
    return DataError("The practice model has no item '{item}'. Ids look like LB-13d or PB23-ACC-2.", item=id)


def _indicators_by_item(measured: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    indicators: dict[str, tuple[str, ...]] = dict.fromkeys(_by_id(), ())
    for indicator, ids in measured.items():
        for id in dict.fromkeys(ids):
            if id not in indicators:
                raise DataError(
                    "Indicator {indicator}: {problem}", indicator=indicator, problem=str(_unknown(id))
                )
            indicators[id] += (indicator,)
    return indicators


def _behaviour_coverage(behaviour: Item, indicators: dict[str, tuple[str, ...]]) -> BehaviourCoverage:
    below = _items_of(behaviour.id)
    hit = tuple(id for id in below if indicators[id])
    naming = dict.fromkeys(name for id in (behaviour.id, *below) for name in indicators[id])
    return BehaviourCoverage(
        behaviour=behaviour.id,
        label=behaviour.label,
        element=behaviour.element,
        items=below,
        measured_items=hit,
        indicators=tuple(naming),
        status=MEASURED if hit == below else PARTLY if naming else NOT_YET,
    )


def _items_of(behaviour: str) -> tuple[str, ...]:
    return tuple(
        each.id for each in items("2016") if each.kind != "behaviour" and behaviour_of(each.id) == behaviour
    )


def _item_coverage(named: Item, indicators: tuple[str, ...]) -> ItemCoverage:
    status = MEASURED if indicators else NOT_YET
    return ItemCoverage(named.id, named.kind, named.label, named.element, indicators, status)
