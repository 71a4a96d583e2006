"""Who is looking. An actor is made on the server, never from a request body."""

from dataclasses import dataclass, replace
from datetime import date

from pipelines.questions.errors import NotAllowed
from pipelines.questions.policy import POLICIES, Policy, policy_of


@dataclass(frozen=True)
class Appointment:
    """One role for some divisions or units, from `since` to `until`, both days included; None is open.

    An empty list of places is no responsibility at all, never "everything".
    """

    role: str
    places: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        policy_of(self.role)

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Actor:
    """A reader and what they are appointed to. NotAllowed without any appointment."""

    id: str
    appointments: tuple[Appointment, ...]

    def __post_init__(self) -> None:
        if not self.appointments:
            raise NotAllowed("This reader has no role: ask for one to be assigned.")

    def on(self, day: date) -> "Actor":
        """The actor with what is in force on a day; NotAllowed when nothing is."""
        held = tuple(a for a in self.appointments if a.holds(day))
        if not held:
            raise NotAllowed("This reader's role is not in force today: ask for it to be renewed.")
        return replace(self, appointments=held)

    @property
    def policy(self) -> Policy:
        """The row of the leading role: of several, the one that stands first in the policy table."""
        order = list(POLICIES)
        return policy_of(min((a.role for a in self.appointments), key=order.index))

    @property
    def role(self) -> str:
        return self.policy.role

    @property
    def places(self) -> tuple[str, ...]:
        """Divisions and units of all appointments, in their order."""
        return tuple(dict.fromkeys(p for a in self.appointments for p in a.places))


def acting_as(role: str, *places: str) -> Actor:
    """Somebody with one role and no end to it: the command line, and the screen until there is sign-in."""
    return Actor(role, (Appointment(role, places),))
