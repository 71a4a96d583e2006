"""fidelity_survey_qualtrics.csv: the survey wide, under three header rows, with the tool's own columns."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.codes import ten_sign_codes
from sample_data.marigold import random_for
from sample_data.planted import TRUTHS
from sample_data.questionnaire import ITEMS, LABELS, NOT_APPLICABLE
from sample_data.surveys import Wave
from sample_data.wording import SURVEY_HEADINGS, SURVEY_WORDS

FILE = "fidelity_survey_qualtrics.csv"
ZONE = "America/Los_Angeles"
PREVIEW = "Survey Preview"
_METADATA = {
    "StartDate": "Start Date", "EndDate": "End Date", "Status": "Response Type", "IPAddress": "IP Address",
    "Progress": "Progress", "Duration (in seconds)": "Duration (in seconds)", "Finished": "Finished",
    "RecordedDate": "Recorded Date", "ResponseId": "Response ID", "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name", "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference", "LocationLatitude": "Location Latitude",
    "LocationLongitude": "Location Longitude", "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}  # fmt: skip
_QUESTIONS = {
    "Q1": "Which unit do your answers speak of?",
    "Q2": "How do you know its leaders?",
    "Q3": "Race/ethnicity of your family (families only)",
    "Q4": "Language your family prefers (families only)",
    **{item.column: f"How far do you agree? - {item.text}" for item in ITEMS},
    "Q10_TEXT": "Anything else? - Text",
    "Wave": "Wave",
}
DROPPED = (
    "IPAddress", "RecipientLastName", "RecipientFirstName", "RecipientEmail", "ExternalReference",
    "LocationLatitude", "LocationLongitude", "Q10_TEXT",
)  # fmt: skip
_LANGUAGE_CODES = {"es": "ES", "vi": "VI", "zh": "ZH-S", "tl": "TL", "ru": "RU", "ar": "AR"}
_FIRST_ROW = 4


def write_survey_export(folder: Path, wave: Wave, seed: int) -> Path:
    """Write the export, preview rows included, and return its path."""
    path = folder / FILE
    headings = {**_METADATA, **_QUESTIONS}
    ids = {name: json.dumps({"ImportId": _import_id(name)}, separators=(",", ":")) for name in headings}
    answers = with_previews(responses(wave, seed), seed)
    table = pd.concat([pd.DataFrame([headings, ids]), answers[list(headings)]], ignore_index=True)
    table.to_csv(path, index=False, lineterminator="\n")
    return path


def responses(wave: Wave, seed: int) -> pd.DataFrame:
    """One row a respondent, in UTC and in the questionnaire's words, as text."""
    random = random_for(seed, "responses")
    people, count = wave.respondents, len(wave.respondents)
    broken_off = (wave.why == 3).any(axis=1)
    reached = (wave.why != 3).mean(axis=1)
    spent = (people["recorded"] - people["started"]).dt.total_seconds()
    table = {
        "StartDate": _utc(people["started"]),
        "EndDate": _utc(people["recorded"]),
        "Status": "IP Address",
        "IPAddress": [f"192.0.2.{n}" for n in random.integers(1, 255, count)],
        "Progress": np.where(broken_off, (reached * 100).astype("int64"), 100).astype(str),
        "Duration (in seconds)": spent.astype("int64").astype(str),
        "Finished": np.where(broken_off, "False", "True"),
        "RecordedDate": _utc(people["recorded"]),
        "ResponseId": people["response_id"],
        "DistributionChannel": np.where(people["rater"] == "family", "qr", "anonymous"),
        "UserLanguage": people["language"].map(_LANGUAGE_CODES).fillna("EN"),
        **{SURVEY_HEADINGS[n]: people[n].map({"": "", **words}) for n, words in SURVEY_WORDS.items()},
        "Q1": people["unit"],
        "Wave": people["wave"],
        "Q10_TEXT": [f"Synthetic comment {n}" if n < 90 else "" for n in random.integers(1, 3000, count)],
    }
    words = _words(random, wave)
    items = {item.column: words[:, n] for n, item in enumerate(ITEMS)}
    return pd.DataFrame({**dict.fromkeys(_METADATA, ""), **table, **items}).astype(str)


def with_previews(table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The author's test answers put in at their spreadsheet rows: the next respondent's, all agreeing."""
    rows = table.to_dict("records")
    codes = ten_sign_codes(np.random.default_rng([seed, len(rows)]), len(TRUTHS["preview_rows"]))
    for code, preview in zip(codes, TRUTHS["preview_rows"], strict=True):
        place = preview["row"] - _FIRST_ROW
        best = dict.fromkeys((item.column for item in ITEMS), "Strongly agree")
        marks = {"ResponseId": f"R_{code}prevw", "Status": PREVIEW, "Q10_TEXT": "test"}
        rows.insert(place, {**rows[place], **best, **marks})
    return pd.DataFrame(rows)


def _words(random: np.random.Generator, wave: Wave) -> np.ndarray:
    by_point = np.array(["", *sorted(LABELS, key=LABELS.__getitem__)])
    unable = np.array(NOT_APPLICABLE)[random.integers(0, len(NOT_APPLICABLE), wave.points.shape)]
    return np.where(wave.why == 1, unable, by_point[wave.points])


def _utc(local: pd.Series) -> pd.Series:
    return local.dt.tz_localize(ZONE).dt.tz_convert("UTC").dt.strftime("%Y-%m-%d %H:%M:%S")


def _import_id(name: str) -> str:
    if name.startswith("Q"):
        return f"QID{name[1:]}"
    irregular = {"Duration (in seconds)": "duration", "ResponseId": "_recordId", "IPAddress": "ipAddress"}
    return irregular.get(name, name[0].lower() + name[1:])
