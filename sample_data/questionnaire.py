"""The questionnaire of the synthetic county: sixteen items in five domains, written for this county."""

from dataclasses import dataclass

from sample_data.planted import TRUTHS

INSTRUMENT = "Marigold Leadership Fidelity Survey 2.1"
LOW, HIGH = 1, 5
LABELS = {
    "Strongly disagree": 1,
    "Disagree": 2,
    "Neither agree nor disagree": 3,
    "Agree": 4,
    "Strongly agree": 5,
}
NOT_APPLICABLE = ("N/A", "Don't know")
DOMAINS = {
    "Engagement": 3.85,
    "Inquiry and exploration": 3.65,
    "Teaming": 3.85,
    "Advocacy": 3.50,
    "Accountability": 3.60,
}
"""The level each domain's answers lie about, on the scale of one to five."""
REVERSED: str = TRUTHS["reversed_item"]["item"]


@dataclass(frozen=True)
class Item:
    """One question; `column` is its name in the survey tool's export."""

    id: str
    column: str
    domain: str
    text: str

    @property
    def reversed(self) -> bool:
        """Does agreeing mean less of the practice?"""
        return self.id == REVERSED


def _block(number: int, prefix: str, domain: str, *texts: str) -> list[Item]:
    return [Item(f"{prefix}-{n}", f"Q{number}_{n}", domain, text) for n, text in enumerate(texts, start=1)]


ITEMS: tuple[Item, ...] = (
    *_block(5, "ENG", "Engagement",
            "Leaders of this unit listen until they have understood.",
            "Leaders of this unit say what is going well.",
            "Leaders of this unit make clear where the unit is heading."),
    *_block(6, "INQ", "Inquiry and exploration",
            "Leaders of this unit ask what gets in the way and look for a way round it with us.",
            "Leaders of this unit treat a mistake as something to learn from.",
            "Leaders of this unit make time to think a situation through, also when it is urgent."),
    *_block(7, "TEA", "Teaming",
            "Leaders of this unit bring the people concerned together before deciding.",
            "Leaders of this unit work well with other units and partners.",
            "Decisions in this unit are made without the people they concern.",
            "Leaders of this unit keep the team informed of what was agreed."),
    *_block(8, "ADV", "Advocacy",
            "Leaders of this unit speak up when families lack a service they need.",
            "Leaders of this unit speak up when staff lack what they need to do the work.",
            "Leaders of this unit make room for voices that are seldom heard."),
    *_block(9, "ACC", "Accountability",
            "Leaders of this unit do what they said they would do.",
            "Leaders of this unit answer questions and concerns promptly.",
            "Leaders of this unit are open about how the work is measured."),
)  # fmt: skip
