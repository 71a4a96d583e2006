"""A build, a check or a released answer, as a terminal shows it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.counting.contract import SET_ASIDE, WARNED, Checked
from pipelines.questions.details import further_figures
from pipelines.questions.released import SHOWN, Limits, Released, Row
from pipelines.register.indicators import indicator
from pipelines.words import dates
from pipelines.words.csv_file import JUDGED, csv_text, released_lines
from pipelines.words.units import amount, figure, value

if TYPE_CHECKING:
    from pipelines.building.build import Outcome

FORMATS = ("table", "csv", "json")
MOST = 12


def outcome(console: Console, found: "Outcome") -> None:
    """What a build did, file by file, and what cannot be counted."""
    if found.unchanged:
        console.print("Nothing has changed: the same files, profile and date as the current version.")
        return
    checked(console, found.checked)
    if found.refused:
        console.print("[bold]Nothing was published.[/bold] Mend the refused files and build again.")
        return
    not_measurable(console, found.not_measurable)
    console.print(f"Published as version {found.version}.")


def rebuilt(console: Console, found: "Outcome | None") -> None:
    """What became of an upgrade's counting."""
    if found is None:
        console.print("The store is up to date; nothing is loaded yet.")
    elif found.unchanged:
        console.print(f"The store is up to date: this release has counted version {found.version}.")
    else:
        console.print(f"Counted anew from the rows kept; published as version {found.version}.")


def not_measurable(console: Console, missing: Sequence[tuple[str, str]]) -> None:
    """What the files cannot answer, and why."""
    for name, why in missing:
        console.print(f"Not measurable: {indicator(name).title}. {why}", markup=False)


def checked(console: Console, files: Sequence[Checked]) -> None:
    """Each file: accepted, set aside and why, by row number; never a value."""
    for file in files:
        aside = {i.row for i in file.issues if i.outcome == SET_ASIDE}
        state = "REFUSED" if file.refused else f"{_accepted(file):,} accepted, {len(aside):,} set aside"
        console.print(f"{file.file} ({file.source}): {file.rows_read:,} rows read, {state}", markup=False)
        _problems(console, file)


def _accepted(file: Checked) -> int:
    return int(file.rows["row"].nunique()) if len(file.rows) else 0


def _problems(console: Console, file: Checked) -> None:
    kinds = Counter((i.outcome, i.field, i.reason, i.fix) for i in file.issues)
    for (result, field, reason, fix), number in kinds.most_common():
        rows = sorted(
            {
                i.row
                for i in file.issues
                if (i.outcome, i.field, i.reason, i.fix) == (result, field, reason, fix) and i.row
            }
        )
        listed = ", ".join(str(r) for r in rows[:MOST]) + (" …" if len(rows) > MOST else "")
        mark = {SET_ASIDE: "set aside", WARNED: "warning"}.get(result, "REFUSED")
        where = f" (rows {listed})" if rows else ""
        console.print(
            f"  {mark}: {field + ': ' if field else ''}{reason}; {fix}. {number}×{where}", markup=False
        )


def released(console: Console, found: Released, format: str) -> None:
    """The released answer in the asked format; only json and csv go to scripts."""
    if format == "json":
        console.file.write(json.dumps(as_json(found), indent=2, ensure_ascii=False) + "\n")
    elif format == "csv":
        console.file.write(csv_text(released_lines(found), end="\n"))
    else:
        _table(console, found)


def as_json(found: Released) -> dict:
    """The Released as plain data."""
    return {
        "indicator": found.indicator,
        "title": found.title,
        "sentence": found.sentence,
        "status": found.status,
        "why": found.why,
        "scope": found.scope,
        "unit": found.unit,
        "by": list(found.by),
        "grain": found.grain,
        "policy": dict(found.policy),
        "data_through": found.data_through,
        "definition_version": found.definition_version,
        "version": found.version,
        "target": found.target,
        "reference": found.reference,
        "base": found.base,
        "interval": found.interval,
        "method": found.method,
        "n": found.n,
        "n_of": found.n_of,
        "excluded": dict(found.excluded),
        "pending": found.pending,
        "synthetic": found.synthetic,
        "verdict": asdict(found.verdict) if found.verdict else None,
        "short": found.apart.short if found.apart else None,
        "spare": found.apart.spare if found.apart else None,
        "notes": list(found.notes),
        "limits": _limits(found.limits),
        "rows": [
            {
                "period": r.period,
                **dict(r.group),
                "num": r.num,
                "den": r.den,
                "value": r.value,
                "low": r.low,
                "high": r.high,
                "status": r.status,
                "judged": r.judged,
                **_judged(r, found.limits),
                **({"more": more} if (more := further_figures(r.detail)) else {}),
            }
            for r in found.rows
        ],
    }


def _limits(limits: Limits | None) -> dict | None:
    """How the limits of a series were set; None for a split."""
    if limits is None:
        return None
    return {
        "method": limits.method,
        "baseline": limits.baseline,
    }


def _judged(row: Row, limits: Limits | None) -> dict:
    """Control limits of a row and what they say of it, under the names of the CSV's columns."""
    if limits is None:
        return {}
    point = limits.at(row.period)
    return dict(zip(JUDGED, (point.center, point.lower, point.upper, point.meaning), strict=True))


def _table(console: Console, found: Released) -> None:
    console.print(f"[bold]{escape(found.title)}[/bold] · {escape(found.scope)}")
    for said in (found.sentence, *found.notes):
        console.print(said, markup=False)
    table = Table(box=None, header_style="bold")
    for name in ("Period", *(d.title() for d in found.by), "Figure", "Low", "High", "Of"):
        table.add_column(name, justify="left" if name == "Period" or name.lower() in found.by else "right")
    for row in found.rows:
        table.add_row(
            dates.period(row.period, short=True), *map(escape, row.words), *_figures(row, found.unit)
        )
    console.print(table)
    for name, choice in found.policy:
        console.print(f"{name}: {choice}", markup=False, style="dim")


def _figures(row: Row, unit: str) -> tuple[str, str, str, str]:
    """Figure, both ends of its interval, and what it is out of; of a row without figures the word why."""
    if row.status != SHOWN:
        return figure(row, unit), "", "", ""
    low, high = ("" if end is None else value(end, unit, long=True) for end in (row.low, row.high))
    return figure(row, unit, long=True), low, high, amount(row.den)
