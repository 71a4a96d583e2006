"""How far a source's rows reach: nothing after that is known, so nothing there is counted as missed."""

from datetime import datetime, timedelta

import pandas as pd

from pipelines.counting.contract import Contract


def reach(described: Contract, rows: pd.DataFrame, moment: datetime) -> datetime:
    """The last instant the source speaks of, never after the as-of instant.

    A feed reaches to its report date; without one, as far as its latest event: silence after that may be
    lateness, so nothing is counted as missed there. A date reaches to the end of its day.
    """
    if described.reach is not None:
        return described.reach(rows, moment)
    reported = _latest(rows["report_date"], "date", moment) if "report_date" in rows else None
    latest = [_latest(rows[f], described.field(f).kind, moment) for f in described.events if f in rows]
    return reported or max((x for x in latest if x is not None), default=moment)


def _latest(values: pd.Series, kind: str, moment: datetime) -> datetime | None:
    known = values[values <= pd.Timestamp(moment)]
    if known.empty:
        return None
    last = known.max().to_pydatetime()
    return min(moment, last + timedelta(days=1, seconds=-1)) if kind == "date" else last
