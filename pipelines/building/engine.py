"""Every indicator counted from the facts, or the reason why it cannot be."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pandas as pd

from pipelines.counting.cells import empty
from pipelines.counting.definition import Indicator
from pipelines.counting.facts import Facts
from pipelines.questions.dimensions import UNKNOWN
from pipelines.questions.periods import first_day
from pipelines.register.indicators import register
from pipelines.register.sources import contract
from pipelines.store.built import Measured


def measure(facts: Facts, progress: Callable[[str], None] = lambda step: None) -> Iterator[Measured]:
    """One Measured an indicator, in the register's order."""
    for definition in register().values():
        progress(f"counting {definition.title}")
        yield measure_one(definition, facts)


def measure_one(definition: Indicator, facts: Facts) -> Measured:
    """Cells of one indicator; no cells and a reason when its sources lack what it needs."""
    why = lacking(definition.needs, facts)
    cells = empty() if why else definition.count(facts)
    through = None if why else min(facts.through[s] for s in definition.sources)
    return Measured(definition.id, why, _first_day(cells), through, _dimensions(definition, facts), cells)


def lacking(needs: Mapping[str, tuple[str, ...]], facts: Facts) -> str:
    """Why what needs these columns of these sources cannot be had, in words that say what to load; "" when it can."""
    for source, needed in needs.items():
        title = contract(source).title
        if source not in facts.rows:
            return f"No {title} file is loaded. Load one to see this."
        missing = facts.lacking(source, needed)
        if missing:
            return f"The {title} file lacks {_listed(missing)}. Map the column and load the file again."
    return ""


def _listed(names: tuple[str, ...]) -> str:
    return f"the column {names[0]}" if len(names) == 1 else f"the columns {', '.join(names)}"


def _first_day(cells: pd.DataFrame) -> date | None:
    """The first day of the earliest period there is, of whatever grain: not every county has a monthly source."""
    return min((first_day(p) for p in cells["period"].unique()), default=None)


def _dimensions(definition: Indicator, facts: Facts) -> tuple[str, ...]:
    """The breakdowns this county's sources really hold: a column that is empty everywhere is not held."""
    tables = [facts.rows[s] for s in definition.sources if s in facts.rows]
    placed = facts.organisation.known and any("unit" in rows for rows in tables)
    return tuple(
        d
        for d in definition.breakdowns
        if (d == "division" and placed) or any(d in rows and _says_something(rows[d]) for rows in tables)
    )


def _says_something(values: pd.Series) -> bool:
    return not values.isin(["", UNKNOWN]).all()
