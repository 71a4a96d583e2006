"""Files whose people have codes in place of numbers, before any of their rows is kept (C7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipelines.counting.contract import Checked
from pipelines.register.sources import contract


def numbers_in(checked: Iterable[Checked]) -> set[str]:
    """Every number of a person of the agency in these files."""
    return {
        number
        for one in checked
        for field in _person_fields(one)
        for number in one.rows[field].unique()
        if number
    }


def coded(checked: Sequence[Checked], codes: Mapping[str, str]) -> tuple[Checked, ...]:
    """The files with the code of each person in place of the number. KeyError for a number without one."""
    return tuple(_coded(one, codes) for one in checked)


def _coded(checked: Checked, codes: Mapping[str, str]) -> Checked:
    rows = checked.rows
    for field in _person_fields(checked):
        rows = rows.assign(**{field: [codes[n] if n else "" for n in rows[field]]})
        rows[field] = rows[field].astype(checked.rows[field].dtype)
    return replace(checked, rows=rows)


def _person_fields(checked: Checked) -> list[str]:
    return [f.name for f in contract(checked.source).fields if f.person and f.name in checked.rows]
