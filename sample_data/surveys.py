"""Twelve quarterly waves of the fidelity survey: respondents, and their answers to sixteen items."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sample_data import people
from sample_data.codes import ten_sign_codes
from sample_data.marigold import UNITS, division_then, minute_text, random_for, unit_then
from sample_data.planted import TRUTHS, Planted
from sample_data.questionnaire import DOMAINS, HIGH, INSTRUMENT, ITEMS, LOW

WAVES = ("2023-Q4", *(f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)),
         "2026-Q1", "2026-Q2", "2026-Q3")  # fmt: skip
RATERS = {"direct_report": 8.5, "peer": 4.0, "supervisor": 1.6, "family": 8.5, "observer": 2.2, "self": 1.0}
"""Respondents of each role a unit and wave, on average."""
_LEANING = {
    "direct_report": 0.0,
    "peer": 0.10,
    "supervisor": 0.10,
    "family": -0.10,
    "observer": -0.15,
    "self": 0.45,
}
_UNIT, _PERSON, _PERSON_DOMAIN, _ITEM = 0.06, 0.45, 0.25, 0.65
"""Standard deviations of what units, persons, persons within a domain, and single answers differ by."""
_NOT_APPLICABLE, _SKIPPED, _BROKEN_OFF = 0.035, 0.010, 0.03
_SLIDE = TRUTHS["teaming_slide"]


@dataclass(frozen=True)
class Wave:
    """Respondents (one row each) and answers: `points` 1..5 as given, 0 where there is none.

    `why` is 0 where answered, 1 not applicable or not known, 2 left out, 3 after breaking off.
    """

    respondents: pd.DataFrame
    points: np.ndarray
    why: np.ndarray


def survey(seed: int, planted: Planted) -> Wave:
    """Every respondent of every wave, in order of time."""
    random = random_for(seed, "surveys")
    respondents = _respondents(random)
    latent = _latent(random, respondents, planted)
    points = np.clip(np.rint(latent), LOW, HIGH).astype("int64")
    reversed_items = np.array([item.reversed for item in ITEMS])
    points = np.where(reversed_items, LOW + HIGH - points, points)
    why = _missing(random, len(respondents))
    return Wave(respondents, np.where(why > 0, 0, points), why)


def surveys(wave: Wave) -> pd.DataFrame:
    """One row an answer, in contract columns, as text."""
    count = len(ITEMS)
    each = wave.respondents.loc[wave.respondents.index.repeat(count)].reset_index(drop=True)
    points = wave.points.ravel()

    def of_items(values: list[str]) -> np.ndarray:
        return np.tile(np.array(values), len(wave.respondents))

    table = {
        "response_id": each["response_id"],
        "recorded_at": np.repeat(minute_text(wave.respondents["recorded"].to_numpy()), count),
        "wave": each["wave"],
        "instrument": INSTRUMENT,
        **{name: each[name] for name in ("unit", "rater", "race", "language")},
        "domain": of_items([item.domain for item in ITEMS]),
        "item": of_items([item.id for item in ITEMS]),
        "low": str(LOW),
        "high": str(HIGH),
        "reversed": of_items(["yes" if item.reversed else "no" for item in ITEMS]),
        "answer": np.where(points == 0, "", points.astype(str)),
    }
    return pd.DataFrame(table).astype(str)


def _respondents(random: np.random.Generator) -> pd.DataFrame:
    means = np.array(list(RATERS.values()))
    counts = random.poisson(means, (len(WAVES), len(UNITS), len(means)))
    counts[:, :, list(RATERS).index("self")] = random.random(counts.shape[:2]) < 0.95
    wave, unit, rater = np.repeat(np.indices(counts.shape).reshape(3, -1), counts.ravel(), axis=1)
    started = _started(random, wave)
    order = np.lexsort((started, wave))
    wave, unit, rater, started = wave[order], unit[order], rater[order], started[order]
    home = np.array([each.id for each in UNITS])[unit]
    spent = np.maximum(random.normal(420, 120, len(wave)), 90).astype("int64").astype("timedelta64[s]")
    role = np.array(list(RATERS))[rater]
    language = np.where(role == "family", people.languages(random, np.full(len(wave), "parent")), "")
    codes = ten_sign_codes(random, 2 * len(wave))
    return pd.DataFrame(
        {
            "response_id": np.char.add("R_", np.char.add(codes[::2], codes[1::2].astype("<U5"))),
            "started": started,
            "recorded": started + spent,
            "wave": np.array(WAVES)[wave],
            "home": home,
            "unit": unit_then(home, started),
            "division": division_then(home, started),
            "rater": role,
            "race": people.races(random, role == "family", language),
            "language": language,
        }
    )


def _started(random: np.random.Generator, wave: np.ndarray) -> np.ndarray:
    """Three weeks from the third of the quarter's last month, in the daytime."""
    opens = [date(int(name[:4]), 3 * int(name[-1]), 3) for name in WAVES]
    later = (random.beta(0.9, 1.8, len(wave)) * 20).astype("int64")
    day = np.array(opens, dtype="datetime64[D]")[wave] + later
    second = (8 * 3600 + random.beta(1.5, 2.2, len(wave)) * 12 * 3600).astype("int64")
    return day.astype("datetime64[s]") + second.astype("timedelta64[s]")


def _latent(random: np.random.Generator, respondents: pd.DataFrame, planted: Planted) -> np.ndarray:
    """What each person would say on an unbroken scale, the reversed item read the right way round."""
    count, names = len(respondents), list(DOMAINS)
    domain = np.array([names.index(item.domain) for item in ITEMS])
    level = np.array(list(DOMAINS.values()))[domain]
    unit = dict(zip((unit.id for unit in UNITS), random.normal(0, _UNIT, len(UNITS)), strict=True))
    person = respondents["home"].map(unit) + respondents["rater"].map(_LEANING)
    person += random.normal(0, _PERSON, count)
    within = random.normal(0, _PERSON_DOMAIN, (count, len(names)))
    within[:, names.index(_SLIDE["domain"])] -= _slide(respondents, planted)
    noise = random.normal(0, _ITEM, (count, len(ITEMS)))
    return level + person.to_numpy()[:, None] + within[:, domain] + noise


def _slide(respondents: pd.DataFrame, planted: Planted) -> np.ndarray:
    points = respondents["wave"].map(dict(planted.teaming_points)).fillna(0.0).astype(float)
    return points.where(respondents["division"] == _SLIDE["division"], 0.0).to_numpy()


def _missing(random: np.random.Generator, count: int) -> np.ndarray:
    """Why an answer is missing, item by item; a few people break off after some of the questions."""
    drawn = random.random((count, len(ITEMS)))
    why = np.where(drawn < _NOT_APPLICABLE, 1, np.where(drawn < _NOT_APPLICABLE + _SKIPPED, 2, 0))
    reached = np.where(random.random(count) < _BROKEN_OFF, random.integers(3, len(ITEMS), count), len(ITEMS))
    return np.where(np.arange(len(ITEMS)) >= reached[:, None], 3, why)
