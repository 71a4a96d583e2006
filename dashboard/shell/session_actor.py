"""Who is looking: an actor from the server-signed session, never from an address or a request body."""

from typing import Protocol

from flask import has_request_context, session

from pipelines.questions.actor import DIRECTOR, EQUITY, MANAGER, ROLES, SUPERVISOR, Actor
from pipelines.questions.door import Door
from pipelines.questions.template import marked

ROLE_WORDS = {
    DIRECTOR: marked("Director"),
    MANAGER: marked("Manager"),
    SUPERVISOR: marked("Supervisor"),
    EQUITY: marked("Equity committee"),
}


class ScreenSettings(Protocol):
    """What the screen needs to be told: whether roles may be switched, the role otherwise, and the secret."""

    @property
    def demo(self) -> bool: ...
    @property
    def role(self) -> str: ...
    @property
    def secret(self) -> bytes: ...


def current_actor(settings: ScreenSettings, reports: Door) -> Actor:
    """The actor of this request. Outside demo mode the role is the one the settings name."""
    return actor_for(_role(settings), reports, demo=settings.demo)


def _role(settings: ScreenSettings) -> str:
    chosen = session.get("role") if settings.demo and has_request_context() else None
    return chosen if chosen in ROLES else settings.role


def choose_role(role: str) -> bool:
    """Keep the role in the session; False for a word that is no role."""
    if role not in ROLES:
        return False
    session["role"] = role
    return True


def actor_for(role: str, reports: Door, demo: bool) -> Actor:
    """The actor with a role. In the demonstration a manager has one division, a supervisor one unit of it."""
    scope = reports.demo_scope(role) if demo else ()
    if role == MANAGER:
        return Actor(role, divisions=scope)
    return Actor(role, units=scope) if role == SUPERVISOR else Actor(role)
