"""The closed list of things a number may be split or filtered by, with their words and order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.questions.template import marked

UNKNOWN = "unknown"
"""A group of its own: the source holds the field and this record left it empty. Never dropped."""


@dataclass(frozen=True)
class Dimension:
    """One way to split a number. `values` fixes words and order where the list is closed."""

    id: str
    label: str
    plural: str
    values: Mapping[str, str] = field(default_factory=dict)

    def sort_key(self, value: str, order: tuple[str, ...] = ()) -> tuple:
        """Fixed order, never by rank; unknown always last."""
        listed = list(order) or list(self.values)
        return (value == UNKNOWN, listed.index(value) if value in listed else len(listed), value)


REQUESTERS = {
    "staff": marked("Staff"),
    "youth": marked("Youth"),
    "parent": marked("Parent"),
    "caregiver": marked("Caregiver"),
    "tribe": marked("Tribe"),
    "partner": marked("Partner agency"),
    "attorney_court": marked("Attorney or court"),
    "community": marked("Community member"),
}
CHANNELS = {
    "phone": marked("Phone"),
    "email": marked("E-mail"),
    "text": marked("Text message"),
    "in_person": marked("In person"),
    "letter": marked("Letter"),
    "web": marked("Web form"),
    "other": marked("Other"),
}
LANGUAGES = {
    "en": marked("English"),
    "es": marked("Spanish"),
    "zh": marked("Chinese"),
    "vi": marked("Vietnamese"),
    "tl": marked("Tagalog"),
    "ko": marked("Korean"),
    "hmn": marked("Hmong"),
    "ru": marked("Russian"),
    "hy": marked("Armenian"),
    "fa": marked("Persian"),
    "ar": marked("Arabic"),
    "pa": marked("Punjabi"),
    "sign": marked("Sign language"),
    "other": marked("Another language"),
}
STAFF_ROLES = {
    "worker": marked("Social worker"),
    "supervisor": marked("Supervisor"),
    "manager": marked("Manager"),
    "director": marked("Director"),
    "support": marked("Support staff"),
}
LEADER_ROLES = ("supervisor", "manager", "director")
RATERS = {
    "direct_report": marked("Direct reports"),
    "peer": marked("Peers"),
    "supervisor": marked("Own supervisor"),
    "family": marked("Families and youth"),
    "observer": marked("Joint observer team"),
    "self": marked("Self-rating"),
}
COMPONENTS = {
    "er": marked("Emergency response"),
    "fm": marked("Family maintenance"),
    "fr": marked("Family reunification"),
    "pp": marked("Permanent placement"),
}
STEPS = {
    "report": marked("Reported"),
    "investigation": marked("Investigated"),
    "substantiation": marked("Substantiated"),
    "entry": marked("Entered care"),
    "reunification": marked("Went home"),
    "reentry": marked("Re-entered care"),
}
FIRST_STEP = "report"
"""The one decision that others than the agency take: who is reported."""
POPULATION = "population"
"""All children: the base of the first decision point."""
PREVIOUS = dict(zip(STEPS, (POPULATION, *STEPS), strict=False))
"""Decision point -> the one a child must have reached before."""
ADVERSE_BELOW = frozenset({"reunification"})
"""Decision points a child is worse off for not reaching; for the others, for reaching."""
AFTER_ENTRY = frozenset({"reunification", "reentry"})
"""Decision points that only children in care can reach."""

DIMENSIONS: Mapping[str, Dimension] = {
    d.id: d
    for d in (
        Dimension("division", marked("Division"), "divisions"),
        Dimension("unit", marked("Unit"), "units"),
        Dimension("race", marked("Race/ethnicity"), "groups"),
        Dimension("language", marked("Language"), "languages", LANGUAGES),
        Dimension("requester", marked("Requester"), "requester types", REQUESTERS),
        Dimension("channel", marked("Channel"), "channels", CHANNELS),
        Dimension("role", marked("Responder"), "responder roles", STAFF_ROLES),
        Dimension("component", marked("Service component"), "service components", COMPONENTS),
        Dimension("domain", marked("Domain"), "domains"),
        Dimension("rater", marked("Rater"), "rater roles", RATERS),
        Dimension("step", marked("Decision point"), "decision points", STEPS),
    )
}
ORGANISATION = ("division", "unit")
"""Dimensions that exist twice: as they were at the time, and as they are now."""
CELL_DIMENSIONS = tuple(d for d in DIMENSIONS if d not in ORGANISATION)
