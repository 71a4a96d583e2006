"""Who is looking. An actor is made on the server, never from a request body."""

from dataclasses import dataclass

from pipelines.questions.errors import NotAllowed

DIRECTOR, MANAGER, SUPERVISOR, EQUITY = "director", "manager", "supervisor", "equity"
ROLES = (DIRECTOR, MANAGER, SUPERVISOR, EQUITY)
OPERATIONAL = (DIRECTOR, MANAGER, SUPERVISOR)


@dataclass(frozen=True)
class Actor:
    """A role and what it is responsible for.

    A director sees the county; a manager the divisions listed; a supervisor the units listed. An
    empty list is no scope at all, never "everything". Equity sees published tables only.
    """

    role: str
    divisions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise NotAllowed("There is no such role. Choose one of: {roles}.", roles=", ".join(ROLES))
