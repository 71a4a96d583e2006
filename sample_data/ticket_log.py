"""marigold_inquiries.csv: the inquiries as a ticket system exports them, with a few rows gone wrong."""

from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.marigold import random_for
from sample_data.planted import TRUTHS
from sample_data.wording import TICKET_HEADINGS, TICKET_WORDS
from sample_data.writing import subjects

FILE = "marigold_inquiries.csv"
DROPPED = ("Caller Name",)
HEADINGS = (
    "Ticket #", "Status", "Received", "Caller Name", "Channel", "Requester Type", "Language", "Race/Eth",
    "Assigned Unit", "Responder Role", "Category", "Subject", "Auto-Reply Sent", "First Human Reply",
    "Follow-up Agreed", "Promised By", "Closed", "Reopens",
)  # fmt: skip
_INSTANT, _DATE = "%m/%d/%Y %I:%M %p", "%m/%d/%Y"
_FIRST_ROW = 2


def write_ticket_log(folder: Path, inquiries: pd.DataFrame, seed: int) -> Path:
    """Write the log, dirty rows included, and return its path."""
    path = folder / FILE
    with_dirty_rows(tickets(inquiries, seed)).to_csv(path, index=False, lineterminator="\n")
    return path


def tickets(inquiries: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The inquiries under the ticket system's headings and in its words, as text."""
    random = random_for(seed, "tickets")
    received = pd.to_datetime(inquiries["received_at"])
    table = pd.DataFrame({TICKET_HEADINGS[name]: inquiries[name] for name in TICKET_HEADINGS})
    for name, words in TICKET_WORDS.items():
        table[TICKET_HEADINGS[name]] = inquiries[name].map({"": "", **words})
    for name in ("received_at", "acknowledged_at", "resolved_at"):
        table[TICKET_HEADINGS[name]] = _us(pd.to_datetime(inquiries[name].replace("", None)), _INSTANT)
    table["Promised By"] = _us(pd.to_datetime(inquiries["promised_by"].replace("", None)), _DATE)
    table["Status"] = _status(inquiries)
    table["Caller Name"] = [f"Caller {n:04d}" for n in random.integers(1, 2400, len(table))]
    table["Subject"] = subjects(random, inquiries["topic"].to_numpy(), inquiries["language"].to_numpy())
    automatic = inquiries["channel"].isin(["email", "web"])
    table["Auto-Reply Sent"] = _us((received + pd.Timedelta(minutes=1)).where(automatic), _INSTANT)
    table["Reopens"] = random.poisson(0.06, len(table)).astype(str)
    return table[list(HEADINGS)].astype(str)


def with_dirty_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of planted.toml put in at their spreadsheet rows, each a spoilt copy of the one above it."""
    rows = table.to_dict("records")
    for number, dirty in enumerate(sorted(TRUTHS["dirty_rows"], key=lambda d: d["row"]), start=1):
        above = rows[dirty["row"] - _FIRST_ROW - 1]
        copy = {**above, "Ticket #": f"{above['Ticket #'][:8]}-9000{number}"}
        rows.insert(dirty["row"] - _FIRST_ROW, {**copy, **_spoilt(dirty, copy, rows[0])})
    return pd.DataFrame(rows, columns=list(HEADINGS))


def _spoilt(dirty: dict, copy: dict, first: dict) -> dict:
    year = copy["Received"][6:10]
    day_before = pd.to_datetime(copy["Received"], format=_INSTANT) - pd.Timedelta(days=1)
    ways = {
        "acknowledged before it was received": {
            "First Human Reply": day_before.strftime(_INSTANT),
            "Closed": "",
        },
        "impossible date: 02/30 of that year": {"Received": f"02/30/{year} 10:15 AM"},
        "repeats the ticket number of row 2": {"Ticket #": first["Ticket #"]},
        "blank time of receipt": {"Received": ""},
        "unknown unit X-9": {"Assigned Unit": "X-9"},
        "unreadable channel: Pgr/??": {"Channel": "Pgr/??"},
    }
    return ways[dirty["what"]]


def _us(instants: pd.Series, style: str) -> pd.Series:
    return instants.dt.strftime(style).fillna("")


def _status(inquiries: pd.DataFrame) -> np.ndarray:
    answered, closed = inquiries["acknowledged_at"] != "", inquiries["resolved_at"] != ""
    return np.where(closed, "Closed", np.where(answered, "In progress", "New"))
