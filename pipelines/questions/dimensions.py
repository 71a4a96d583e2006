"""The closed list of things a number may be split or filtered by, with their words and order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

UNKNOWN = "unknown"
"""A group of its own: the source holds the field and this record left it empty. Never dropped."""


@dataclass(frozen=True)
class Dimension:
    """One way to split a number. `values` fixes words and order where the list is closed."""

    id: str
    label: str
    plural: str
    values: Mapping[str, str] = field(default_factory=dict)

    def word(self, value: str, names: Mapping[str, str] | None = None) -> str:
        """The label of one value; `names` brings a county's own words (units, race groups)."""
        if value == UNKNOWN:
            return "Not recorded"
        return (names or {}).get(value) or self.values.get(value) or value

    def sort_key(self, value: str, order: tuple[str, ...] = ()) -> tuple:
        """Fixed order, never by rank; unknown always last."""
        listed = list(order) or list(self.values)
        return (value == UNKNOWN, listed.index(value) if value in listed else len(listed), value)


REQUESTERS = {
    "staff": "Staff",
    "youth": "Youth",
    "parent": "Parent",
    "caregiver": "Caregiver",
    "tribe": "Tribe",
    "partner": "Partner agency",
    "attorney_court": "Attorney or court",
    "community": "Community member",
}
CHANNELS = {
    "phone": "Phone",
    "email": "E-mail",
    "text": "Text message",
    "in_person": "In person",
    "letter": "Letter",
    "web": "Web form",
    "other": "Other",
}
LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "tl": "Tagalog",
    "ko": "Korean",
    "hmn": "Hmong",
    "ru": "Russian",
    "hy": "Armenian",
    "fa": "Persian",
    "ar": "Arabic",
    "pa": "Punjabi",
    "sign": "Sign language",
    "other": "Another language",
}
STAFF_ROLES = {
    "worker": "Social worker",
    "supervisor": "Supervisor",
    "manager": "Manager",
    "director": "Director",
    "support": "Support staff",
}
LEADER_ROLES = ("supervisor", "manager", "director")
RATERS = {
    "direct_report": "Direct reports",
    "peer": "Peers",
    "supervisor": "Own supervisor",
    "family": "Families and youth",
    "observer": "Joint observer team",
    "self": "Self-rating",
}
COMPONENTS = {
    "er": "Emergency response",
    "fm": "Family maintenance",
    "fr": "Family reunification",
    "pp": "Permanent placement",
}
STEPS = {
    "report": "Reported",
    "investigation": "Investigated",
    "substantiation": "Substantiated",
    "entry": "Entered care",
    "reunification": "Home within 12 months",
    "reentry": "Re-entered care",
}
POPULATION = "population"
"""All children: the base of the first decision point."""
PREVIOUS = dict(zip(STEPS, (POPULATION, *STEPS), strict=False))
"""Decision point -> the one a child must have reached before."""
ADVERSE_BELOW = frozenset({"reunification"})
"""Decision points a child is worse off for not reaching; for the others, for reaching."""

DIMENSIONS: Mapping[str, Dimension] = {
    d.id: d
    for d in (
        Dimension("division", "Division", "divisions"),
        Dimension("unit", "Unit", "units"),
        Dimension("race", "Race/ethnicity", "groups"),
        Dimension("language", "Language", "languages", LANGUAGES),
        Dimension("requester", "Requester", "requester types", REQUESTERS),
        Dimension("channel", "Channel", "channels", CHANNELS),
        Dimension("role", "Responder", "responder roles", STAFF_ROLES),
        Dimension("component", "Service component", "service components", COMPONENTS),
        Dimension("domain", "Domain", "domains"),
        Dimension("rater", "Rater", "rater roles", RATERS),
        Dimension("step", "Decision point", "decision points", STEPS),
    )
}
ORGANISATION = ("division", "unit")
"""Dimensions that exist twice: as they were at the time, and as they are now."""
CELL_DIMENSIONS = tuple(d for d in DIMENSIONS if d not in ORGANISATION)
