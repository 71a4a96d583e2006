"""Where the product runs: the store, the address, and who sits in front of it until there is sign-in."""

import os
import secrets
from dataclasses import dataclass, field
from typing import Any

from pipelines.questions.errors import DataError
from pipelines.questions.policy import UNTOLD
from pipelines.store.location import DEFAULT_URL

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LOOPBACK_NAMES = ("127.0.0.1", "localhost")
"""How a request names this machine."""
EVERY_ADDRESS = ("0.0.0.0", "::", "")


@dataclass(frozen=True)
class Settings:
    """Read once at start. `demo` follows from the data: only synthetic data has a role switch."""

    database: str = DEFAULT_URL
    host: str = "127.0.0.1"
    port: int = 8050
    role: str = UNTOLD
    demo: bool = False
    names: tuple[str, ...] = ()
    """Host names under which a proxy or another machine reaches the server, besides those of this machine."""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def trusted_hosts(self) -> tuple[str, ...]:
        """The host names that are answered. A page of another name that leads here is not one of ours (C4)."""
        own = () if self.host in EVERY_ADDRESS else (self.host,)
        return tuple(dict.fromkeys((*LOOPBACK_NAMES, *own, *self.names)))

    def check_address(self, synthetic: bool) -> None:
        """DataError when real data would be served beyond this machine: there is no sign-in yet."""
        if not synthetic and self.host not in LOOPBACK:
            raise DataError(
                "There is no sign-in yet, so real data are served on this machine only. "
                "Leave --host at 127.0.0.1."
            )


def from_environment(**given: Any) -> Settings:
    """Settings from CQI_DATABASE, HOST, PORT and TRUSTED_HOSTS (names with commas), overridden by what is given."""
    names = tuple(n.strip() for n in os.environ.get("TRUSTED_HOSTS", "").split(",") if n.strip())
    found: dict[str, Any] = {
        "names": names,
        "database": os.environ.get("CQI_DATABASE"),
        "host": os.environ.get("HOST"),
        "port": os.environ.get("PORT"),
        **{k: v for k, v in given.items() if v is not None},
    }
    found = {k: v for k, v in found.items() if v}
    try:
        return Settings(**{**found, "port": int(found.get("port", 8050))})
    except ValueError as problem:
        raise DataError("PORT must be a whole number, for example 8050.") from problem
