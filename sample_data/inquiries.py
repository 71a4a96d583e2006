"""Inquiries: who asked, who answers, and the answers timed on the office clock."""

from datetime import timedelta

import numpy as np
import pandas as pd

from sample_data import people
from sample_data.marigold import FIRST, LAST, UNITS, division_then, minute_text, random_for, unit_then
from sample_data.office_clock import OfficeClock, deemed_receipt, due_next_business_day, office_clock
from sample_data.planted import TRUTHS, Planted
from sample_data.receipts import Receipts, receipts
from sample_data.replies import closing, expectations, first_reply

_IMPROVED = TRUTHS["response_improvement"]
_LEADERS = tuple(_IMPROVED["roles"])
_LANGUAGE = TRUTHS["language_difference"]["language"]
_ROLES = {"supervisor": 0.42, "manager": 0.18, "director": 0.05, "worker": 0.25, "support": 0.10}
_UNASSIGNED = 0.007


def inquiries(seed: int, planted: Planted) -> pd.DataFrame:
    """The log in contract columns, as text, in order of receipt."""
    random = random_for(seed, "inquiries")
    clock = office_clock(FIRST - timedelta(31), LAST + timedelta(366))
    came = receipts(random, clock)
    lines = _asked(random, clock, came)
    chance = _chance_on_time(lines, planted)
    return _answered(random, clock, came, lines, chance)


def _asked(random: np.random.Generator, clock: OfficeClock, came: Receipts) -> pd.DataFrame:
    count = len(came.minute)
    received = clock.instants(came.minute)
    weights = np.array([unit.volume for unit in UNITS])
    home = random.choice([unit.id for unit in UNITS], count, p=weights / weights.sum())
    requester = people.requesters(random, count)
    language = people.languages(random, requester)
    assigned = random.random(count) >= _UNASSIGNED
    return pd.DataFrame(
        {
            "received": received,
            "requester": requester,
            "language": language,
            "race": people.races(random, np.isin(requester, people.FAMILY), language),
            "unit": np.where(assigned, unit_then(home, received), ""),
            "division": division_then(home, received),
            "role": random.choice(list(_ROLES), count, p=list(_ROLES.values())),
            "topic": people.topics(random, requester),
        }
    )


def _chance_on_time(lines: pd.DataFrame, planted: Planted) -> np.ndarray:
    """The planted probability of an answer by the due instant of reading B, row by row."""
    leader = lines["role"].isin(_LEADERS)
    improved = (lines["division"] == _IMPROVED["division"]) & (lines["received"] >= str(_IMPROVED["from"]))
    leaders = np.where(improved, planted.leaders_after, planted.leaders_before)
    chance = np.where(leader, leaders, planted.other_staff)
    share = people.LANGUAGE_SHARES[_LANGUAGE]
    slower = lines["language"] == _LANGUAGE
    shift = np.where(slower, -planted.language_points, planted.language_points * share / (1 - share))
    return chance + shift


def _answered(
    random: np.random.Generator, clock: OfficeClock, came: Receipts, lines: pd.DataFrame, chance: np.ndarray
) -> pd.DataFrame:
    deemed = deemed_receipt(clock, came.minute)
    due = due_next_business_day(clock, deemed)
    on_time = random.random(len(lines)) < chance
    reply = first_reply(random, clock, came, deemed, due, on_time)
    closed = closing(random, clock, reply)
    agreed, promised = expectations(random, clock, reply)
    year = lines["received"].dt.year
    number = lines.groupby(year).cumcount() + 1
    return pd.DataFrame(
        {
            "inquiry_id": "INQ-" + year.astype(str) + "-" + number.astype(str).str.zfill(5),
            "received_at": minute_text(lines["received"].to_numpy()),
            "acknowledged_at": minute_text(reply),
            "expectation_set": agreed,
            "promised_by": promised,
            "resolved_at": minute_text(closed),
            "channel": came.channel,
            **{c: lines[c] for c in ("requester", "language", "race", "unit", "role", "topic")},
        }
    ).astype(str)
