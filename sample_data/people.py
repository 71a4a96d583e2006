"""Who asks and about what: requester types, languages, race/ethnicity and topics. No persons."""

import numpy as np

_REQUESTERS = {
    "staff": 0.24, "youth": 0.06, "parent": 0.28, "caregiver": 0.17,
    "tribe": 0.03, "partner": 0.09, "attorney_court": 0.06, "community": 0.07,
}  # fmt: skip
FAMILY = ("youth", "parent", "caregiver")
FAMILY_LANGUAGES = {
    "en": 0.688, "es": 0.20, "vi": 0.06, "zh": 0.014, "tl": 0.012, "hmn": 0.008, "ru": 0.005,
    "ar": 0.005, "sign": 0.004, "other": 0.004,
}  # fmt: skip
ENGLISH_RACES = {
    "black": 0.20, "native_american": 0.045, "asian": 0.05, "pacific_islander": 0.02, "latino": 0.28,
    "white": 0.32, "multiracial": 0.07, "mena": 0.015,
}  # fmt: skip
_SPOKEN_BY = {
    "es": "latino",
    "ru": "white",
    "ar": "mena",
    **dict.fromkeys(("vi", "zh", "tl", "hmn"), "asian"),
}
_LANGUAGE_BLANK, _FAMILY_RACE_BLANK = 0.04, 0.14
_TOPICS = {
    "Visits": 0.17, "Placement": 0.12, "Services": 0.15, "Case plan": 0.12, "Caregiver payment": 0.08,
    "Court": 0.09, "Reaching the worker": 0.14, "Records": 0.05, "Complaint": 0.08,
}  # fmt: skip
_STAFF_TOPICS = {
    "Workload": 0.3,
    "Policy question": 0.3,
    "Supervision": 0.15,
    "Equipment": 0.1,
    "Training": 0.15,
}

LANGUAGE_SHARES = {
    code: share * sum(_REQUESTERS[who] for who in FAMILY) * (1 - _LANGUAGE_BLANK)
    for code, share in FAMILY_LANGUAGES.items()
}
"""Share of all inquiries recorded in that language, English excepted (staff and agencies add to it)."""


def requesters(random: np.random.Generator, count: int) -> np.ndarray:
    """Requester types as contract words."""
    return _draw(random, _REQUESTERS, count)


def languages(random: np.random.Generator, requester: np.ndarray) -> np.ndarray:
    """Language codes: families speak many, the others write English; a few are not recorded."""
    spoken = np.where(np.isin(requester, FAMILY), _draw(random, FAMILY_LANGUAGES, len(requester)), "en")
    return np.where(random.random(len(requester)) < _LANGUAGE_BLANK, "", spoken)


def races(random: np.random.Generator, family: np.ndarray, language: np.ndarray) -> np.ndarray:
    """Race/ethnicity of families, mostly the one their language suggests, with gaps; held for no one else."""
    count = len(family)
    held = family & (random.random(count) >= _FAMILY_RACE_BLANK)
    suggested = np.array([_SPOKEN_BY.get(spoken, "") for spoken in language])
    follows = (suggested != "") & (random.random(count) < 0.95)
    drawn = np.where(follows, suggested, _draw(random, ENGLISH_RACES, count))
    return np.where(held, drawn, "")


def topics(random: np.random.Generator, requester: np.ndarray) -> np.ndarray:
    """What it was about."""
    asked = _draw(random, _TOPICS, len(requester))
    return np.where(requester == "staff", _draw(random, _STAFF_TOPICS, len(requester)), asked)


def _draw(random: np.random.Generator, shares: dict[str, float], count: int) -> np.ndarray:
    return random.choice(list(shares), count, p=list(shares.values()))
