"""The contract check: a file held against what its source must be. Every problem is collected."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

from pipelines.counting.contract import REFUSED, SET_ASIDE, Checked, Contract, Issue
from pipelines.intake.containers.readers import read_grids
from pipelines.intake.discovery import Intake
from pipelines.intake.headings.columns import Layout
from pipelines.intake.headings.records import Lines, read_lines
from pipelines.intake.headings.sheets import choose_layout
from pipelines.intake.mapping import Mapping
from pipelines.intake.problems import Fault, Unreadable
from pipelines.intake.rules import contract_faults, key_faults, time_faults
from pipelines.intake.values.damaged_text import damaged_cells
from pipelines.intake.values.doubtful_text import doubtful_text
from pipelines.intake.values.typed import type_lines
from pipelines.profile.agency import Profile
from pipelines.questions.errors import DataError
from pipelines.register.sources import contract


def check_file(intake: Intake, profile: Profile, as_of: datetime) -> Checked:
    """The file's typed rows and all its problems (see contracts.Checked); a refused file has no rows.

    `as_of` is the naive local time the data are for. DataError only when the file cannot be opened.
    """
    target = contract(intake.source)
    content = _content(intake.path)
    digest = hashlib.sha256(content).hexdigest()
    try:
        grids = read_grids(intake.path.name, content, intake.mapping)
        layout = choose_layout(grids, target, intake.mapping)
        if not layout.fits:
            return Checked(target.source, intake.path.name, digest, _nothing(), layout.issues)
        lines = read_lines(layout, target, intake.mapping)
    except Unreadable as refusal:
        return Checked(target.source, intake.path.name, digest, _nothing(), (refusal.issue,))
    rows, issues = _checked_rows(lines, layout, target, intake.mapping, profile, as_of)
    told = (*layout.issues, *sorted((*lines.issues, *issues), key=lambda i: i.row or 0))
    held = frozenset(f.name for f in target.fields if f.name in rows)
    return Checked(target.source, intake.path.name, digest, rows, told, held, lines.records)


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({"row": pd.Series(dtype="int64")})


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise DataError(
            "{file} cannot be opened: check the path and the right to read it.", file=path.name
        ) from None


def _checked_rows(
    lines: Lines, layout: Layout, target: Contract, mapping: Mapping | None, profile: Profile, as_of: datetime
) -> tuple[pd.DataFrame, list[Issue]]:
    typed = type_lines(lines.text, target, mapping, profile, as_of)
    rows = typed.rows.assign(row=lines.rows)
    faults = damaged_cells(lines, target, is_workbook=bool(layout.grid.sheet))
    faults += typed.faults + doubtful_text(lines.text, target)
    faults += time_faults(rows, target, profile, as_of)
    # A refused column is not typed, and a contract's own check must not speak about what it would say.
    refused = any(f.outcome == REFUSED and f.where.any() for f in faults)
    faults += [] if refused else contract_faults(rows, target)
    faults += key_faults(rows, target, _sound(faults, len(rows)))
    issues = _issues(faults, lines, mapping)
    if refused or any(f.outcome == REFUSED and f.where.any() for f in faults):
        return _nothing(), issues
    return rows[_sound(faults, len(rows))].reset_index(drop=True), issues


def _sound(faults: Iterable[Fault], lines: int) -> np.ndarray:
    """Which lines no fault sets aside."""
    sound = np.ones(lines, dtype=bool)
    for fault in faults:
        if fault.outcome == SET_ASIDE:
            sound &= ~fault.where
    return sound


def _issues(faults: list[Fault], lines: Lines, mapping: Mapping | None) -> list[Issue]:
    """One Issue for each row, field and outcome: the first reason that was found."""
    unfolded = mapping.unpivot.fields if mapping and mapping.unpivot else ()
    told: dict[tuple, Issue] = {}
    for fault in faults:
        columns = lines.columns if fault.field in unfolded else None
        for issue in fault.issues(lines.rows, columns):
            place = issue.reason.rpartition(" (column ")[2] if columns is not None else ""
            told.setdefault((issue.row, issue.field, issue.outcome, place), issue)
    return list(told.values())
