"""Who is looking: an actor from the server-signed session, never from an address or a request body."""

from collections.abc import Sequence
from typing import Protocol

from flask import has_request_context, session

from pipelines.questions.actor import Actor, acting_as
from pipelines.questions.door import Door
from pipelines.questions.policy import POLICIES

ROLE_WORDS = {policy.role: policy.label for policy in POLICIES.values()}


class ScreenSettings(Protocol):
    """What the screen needs to be told: whether roles may be switched, the role otherwise, secret and host names."""

    @property
    def demo(self) -> bool: ...
    @property
    def role(self) -> str: ...
    @property
    def secret(self) -> bytes: ...
    @property
    def trusted_hosts(self) -> Sequence[str]: ...


def current_actor(settings: ScreenSettings, reports: Door) -> Actor:
    """The actor of this request. Outside demo mode the role is the one the settings name."""
    return actor_for(_role(settings), reports, demo=settings.demo)


def _role(settings: ScreenSettings) -> str:
    chosen = session.get("role") if settings.demo and has_request_context() else None
    return chosen if chosen in POLICIES else settings.role


def choose_role(role: str) -> bool:
    """Keep the role in the session; False for a word that is no role."""
    if role not in POLICIES:
        return False
    session["role"] = role
    return True


def actor_for(role: str, reports: Door, demo: bool) -> Actor:
    """The actor with a role; in the demonstration with a place of that role's own."""
    return acting_as(role, *(reports.demo_scope(role) if demo else ()))
