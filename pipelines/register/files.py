"""What the files of a folder declare: one thing a file, under one name, or a slip that says it is missing."""

import importlib
import pkgutil
from dataclasses import dataclass
from difflib import get_close_matches
from types import ModuleType
from typing import Generic, TypeVar

from pipelines.register.slips import Slip

T = TypeVar("T")


@dataclass(frozen=True)
class Declared(Generic[T]):
    """`things` by file name without its ending, and the files that declare nothing."""

    things: dict[str, T]
    slips: tuple[Slip, ...]


def path_of(package: ModuleType, file: str) -> str:
    """Where a file of the package stands, from the project's root."""
    return f"{package.__name__.replace('.', '/')}/{file}.py"


def declared(package: ModuleType, name: str, kind: type[T]) -> Declared[T]:
    """What each file of the package declares under `name`. Imports every file; a fault of code may crash.

    An argument that the kind does not know, or lacks, is a slip like any other.
    """
    files = sorted(found.name for found in pkgutil.iter_modules(package.__path__))
    held = {file: _held(package, file, name, kind) for file in files}
    missing = tuple(
        Slip(path_of(package, file), thing) for file, thing in held.items() if isinstance(thing, str)
    )
    return Declared({file: thing for file, thing in held.items() if not isinstance(thing, str)}, missing)


def _held(package: ModuleType, file: str, name: str, kind: type[T]) -> T | str:
    """The thing, or what is wrong with its file."""
    try:
        module = importlib.import_module(f"{package.__name__}.{file}")
    except TypeError as wrong:
        if "argument" not in str(wrong):
            raise
        return f"{wrong}"
    thing = getattr(module, name, None)
    if isinstance(thing, kind):
        return thing
    near = next(iter(get_close_matches(name, vars(module), 1)), "")
    return f"there is no {name} ({kind.__name__}): one file declares one" + (
        f". Did you mean to call {near!r} so?" if near else ""
    )
