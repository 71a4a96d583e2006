"""Where the product runs: the store, the address, and who sits in front of it until there is sign-in."""

import os
import secrets
from dataclasses import dataclass, field
from typing import Any

from pipelines.questions.errors import DataError
from pipelines.questions.policy import UNTOLD
from pipelines.store.location import DEFAULT_URL

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Settings:
    """Read once at start. `demo` follows from the data: only synthetic data has a role switch."""

    database: str = DEFAULT_URL
    host: str = "127.0.0.1"
    port: int = 8050
    role: str = UNTOLD
    demo: bool = False
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def check_address(self, synthetic: bool) -> None:
        """DataError when real data would be served beyond this machine: there is no sign-in yet."""
        if not synthetic and self.host not in LOOPBACK:
            raise DataError(
                "There is no sign-in yet, so real data are served on this machine only. "
                "Leave --host at 127.0.0.1."
            )


def from_environment(**given: Any) -> Settings:
    """Settings from CQI_DATABASE, HOST and PORT, overridden by what is given."""
    found: dict[str, Any] = {
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
