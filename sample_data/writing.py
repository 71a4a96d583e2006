"""Subject lines for the ticket log: made-up sentences that name nobody."""

import numpy as np

_SUBJECTS = {
    "Visits": ("When is the next visit?", "Visit was cancelled, new date?", "Asks for a longer visit"),
    "Placement": ("Where will the children stay", "Asks about placement with a relative", "Placement change"),
    "Services": (
        "Waiting for a service, how long?",
        "Needs transport to class",
        "Service referral not received",
    ),
    "Case plan": ("Does not understand the case plan", "Asks for a team meeting", "Copy of the plan, please"),
    "Caregiver payment": ("Payment is late", "Rate seems wrong, please check", "Clothing allowance"),
    "Court": ("Report before the hearing", "Hearing date moved?", "Transport to court"),
    "Reaching the worker": (
        "Left three messages, no call back",
        "Who is the worker now?",
        "Please call back",
    ),
    "Records": ("Copy of the file", "Letter for school", "Immunization record"),
    "Complaint": (
        "Not happy with how we were treated",
        "Complaint about a home visit",
        "Wants to speak to a manager",
    ),
    "Workload": ("Too many new cases this month", "Cover for a colleague on leave", "Need help with filing"),
    "Policy question": ("Which form for a relative home?", "Is the new policy in force?", "Who signs this?"),
    "Supervision": ("Supervision moved again", "Asks for reflective supervision"),
    "Equipment": ("Phone does not work in the field", "Car pool booking"),
    "Training": ("Place in the next training", "Training credits"),
}
_SPANISH = (
    "Pregunta sobre la próxima visita",
    "No recibí respuesta, llámenme por favor",
    "¿Quién es la trabajadora?",
)
_SECOND_LINE = (
    "Called again the same day.",
    "See also the earlier ticket.",
    'Prefers a call after 5 pm, "any day".',
)
_TWO_LINES = 0.008


def subjects(random: np.random.Generator, topics: np.ndarray, languages: np.ndarray) -> list[str]:
    """A subject a ticket; about one in 125 runs over two lines, as pasted text does."""
    drawn = random.random((3, len(topics)))
    return [
        _subject(topic, language, *row)
        for topic, language, row in zip(topics, languages, drawn.T, strict=True)
    ]


def _subject(topic: str, language: str, which: float, spanish: float, more: float) -> str:
    choices = _SPANISH if language == "es" and spanish < 0.5 else _SUBJECTS[topic]
    subject = choices[int(which * len(choices))]
    if more >= _TWO_LINES:
        return subject
    return f"{subject}\n{_SECOND_LINE[int(more / _TWO_LINES * len(_SECOND_LINE))]}"
