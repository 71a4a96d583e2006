"""The mapping files of the county's analyst: how each export's headings and words become the contract's."""

import json
from collections.abc import Mapping
from pathlib import Path

from sample_data import position_report, survey_export, ticket_log
from sample_data.questionnaire import HIGH, INSTRUMENT, ITEMS, LABELS, LOW, NOT_APPLICABLE
from sample_data.wording import (
    POSITION_HEADINGS,
    POSITION_WORDS,
    SURVEY_HEADINGS,
    SURVEY_WORDS,
    TICKET_HEADINGS,
    TICKET_WORDS,
)

_ABOUT = "# Marigold County is synthetic. This is what its analyst would write for the export named below.\n"


def write_mappings(folder: Path) -> None:
    """One *.map.toml beside each file that is not in contract columns."""
    written = {ticket_log.FILE: ticket_mapping(), position_report.FILE: position_mapping(),
               survey_export.FILE: survey_mapping()}  # fmt: skip
    for file, text in written.items():
        (folder / file).with_suffix(".map.toml").write_text(text, encoding="utf-8", newline="\n")


def ticket_mapping() -> str:
    """Mapping of the ticket log."""
    head = {
        "source": "inquiries",
        "files": ["*inquiries*.csv"],
        "dates": "mdy",
        "drop": list(ticket_log.DROPPED),
    }
    return _mapping(head, TICKET_HEADINGS, TICKET_WORDS)


def position_mapping() -> str:
    """Mapping of the position control workbook."""
    head = {
        "source": "positions",
        "files": ["position_control*.xlsx"],
        "sheet": position_report.SHEET,
        "header_row": position_report.HEADER_ROW,
        "total_row": {"column": POSITION_HEADINGS["position_id"], "starts_with": "Total"},
    }
    return _mapping(head, POSITION_HEADINGS, POSITION_WORDS)


def survey_mapping() -> str:
    """Mapping of the survey export, with its items."""
    head = {
        "source": "surveys",
        "files": ["*qualtrics*.csv"],
        "header_row": 1,
        "skip_rows_after_header": 2,
        "zone": "UTC",
        "drop": list(survey_export.DROPPED),
        "drop_rows": {"column": "Status", "equals": [survey_export.PREVIEW]},
    }
    wide = {
        "fields": ["item", "domain", "low", "high", "reversed", "answer"],
        "low": LOW,
        "high": HIGH,
        "not_applicable": list(NOT_APPLICABLE),
    }
    items = [
        {"column": item.column, "item": item.id, "domain": item.domain, "reversed": item.reversed}
        for item in ITEMS
    ]
    return "\n".join(
        [
            _mapping(head, SURVEY_HEADINGS, SURVEY_WORDS, {"instrument": INSTRUMENT}),
            _table("[unpivot]", wide),
            _table("[unpivot.labels]", LABELS),
            *(_table("[[unpivot.items]]", item) for item in items),
        ]
    )


def _mapping(
    head: Mapping[str, object],
    headings: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
    constants: Mapping[str, str] | None = None,
) -> str:
    parts = [_ABOUT + _lines(head), _table("[columns]", headings)]
    if constants:
        parts.append(_table("[constants]", constants))
    for field, meanings in words.items():
        parts.append(_table(f"[values.{field}]", {word: meaning for meaning, word in meanings.items()}))
    return "\n".join(parts)


def _table(heading: str, pairs: Mapping[str, object]) -> str:
    return f"{heading}\n{_lines(pairs)}"


def _lines(pairs: Mapping[str, object]) -> str:
    return "".join(f"{_key(name)} = {_value(value)}\n" for name, value in pairs.items())


def _key(name: str) -> str:
    return (
        name if name.replace("_", "").isalnum() and name.isascii() else json.dumps(name, ensure_ascii=False)
    )


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # a JSON string, number or truth value is TOML too
