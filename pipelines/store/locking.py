"""One load at a time: the second is told so before it has counted anything."""

from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Engine

from pipelines.store import folder, server


def only_writer(engine: Engine) -> AbstractContextManager[None]:
    """While it is held no other load writes to this store; StoreBusy when one does already."""
    if engine.dialect.name == "sqlite":
        return folder.only_writer(Path(engine.url.database or "").parent)
    return server.only_writer(engine)
