"""The planted truths as parameters: read from planted.toml, or with nothing planted."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

TRUTHS = tomllib.loads((Path(__file__).parent / "planted.toml").read_text(encoding="utf-8"))
SEED: int = TRUTHS["seed"]
AS_OF: date = TRUTHS["as_of"]


@dataclass(frozen=True)
class Planted:
    """What the generator must make true; every default is the county with nothing planted."""

    leaders_before: float
    leaders_after: float
    other_staff: float
    language_points: float = 0.0
    gap: Mapping[str, int] = field(default_factory=dict)
    """Seats that stand empty in the unit with the gap, by component; the rest under `other`."""
    entry_relative_rate: float = 1.0
    positions_end: date = AS_OF
    teaming_points: tuple[tuple[str, float], ...] = ()


def planted_truths() -> Planted:
    """Everything planted.toml says."""
    response, slide = TRUTHS["response_improvement"], TRUTHS["teaming_slide"]
    return Planted(
        leaders_before=response["leaders_before"],
        leaders_after=response["leaders_after"],
        other_staff=response["other_staff"],
        language_points=TRUTHS["language_difference"]["points_lower"],
        gap=TRUTHS["staffing_gap"]["vacant"],
        entry_relative_rate=TRUTHS["decision_points"]["entry_relative_rate"],
        positions_end=TRUTHS["late_feed"]["ends"],
        teaming_points=tuple(zip(slide["waves"], slide["points"], strict=True)),
    )


def nothing_planted() -> Planted:
    """Response equal everywhere and constant, vacancies even, no relative rate but 1, no late feed."""
    response = TRUTHS["response_improvement"]
    return Planted(response["leaders_before"], response["leaders_before"], response["other_staff"])
