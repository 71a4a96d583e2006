"""Faults put into the code one at a time, and whether the tests named for each see it.

python -m tests.mutants               every fault of mutants.toml, each in a scratch copy
python -m tests.mutants seed          only those marked `seed = true`
python -m tests.mutants NAME ...      only those named
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_name("mutants.toml")
SHIPS = ("app.py", "dashboard", "pipelines", "sample_data", "tests", "pyproject.toml")
FAILED = 1
"""pytest's exit code when tests ran and some failed; a fault that stops them from running is no proof."""


@dataclass(frozen=True)
class Mutant:
    """One fault: `old` stands exactly once in `file`; `tests` (node ids) all fail once it reads `new`."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    seed: bool = False
    """True for the few that are tried with every run of the tests."""


@cache
def mutants() -> tuple[Mutant, ...]:
    """The list, in its order."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]
    return tuple(Mutant(**{**row, "tests": tuple(row["tests"])}) for row in rows)


def scratch_copy(into: Path) -> Path:
    """A copy of what ships and of its tests, to be spoilt."""
    into.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__", ".*", "golden", "browser")
    for name in SHIPS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=ignored)
        else:
            shutil.copy(source, into)
    return into


def failing(copy: Path, tests: Sequence[str]) -> tuple[int, set[str]]:
    """pytest's exit code in the copy, and which of these tests failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", "-rf", *tests]
    told = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, check=False, cwd=copy, env=told, capture_output=True, text=True)
    lines = [line.removeprefix("FAILED ") for line in done.stdout.splitlines() if line.startswith("FAILED ")]
    return done.returncode, {t for t in tests for line in lines if line.split(" - ")[0].startswith(t)}


def lives(copy: Path, mutant: Mutant) -> str:
    """Why the mutant is not killed by each of its tests, or "" when it is; the copy is left as it was."""
    path = copy / mutant.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        return f"the text to change stands {text.count(mutant.old)} times in {mutant.file}"
    path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    code, failed = failing(copy, mutant.tests)
    path.write_text(text, encoding="utf-8")
    if code != FAILED:
        return f"pytest ended with {code}, not {FAILED}"
    return "".join(f"not seen by {t}; " for t in mutant.tests if t not in failed)


def sound(chosen: Sequence[Mutant]) -> bool:
    """Whether the tests pass as long as nothing is spoilt: without that their failing proves nothing."""
    return failing(ROOT, sorted({test for mutant in chosen for test in mutant.tests}))[0] == 0


def tried(chosen: Sequence[Mutant]) -> Iterator[tuple[Mutant, str]]:
    """Each mutant with why it lives, or "" when it is killed. The tests are taken to pass without it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = scratch_copy(Path(folder) / "copy")
        for mutant in chosen:
            yield mutant, lives(copy, mutant)


def survivors(chosen: Sequence[Mutant]) -> dict[str, str]:
    """Name -> why, of the mutants that live."""
    return {mutant.name: why for mutant, why in tried(chosen) if why}


def chosen_by(words: Sequence[str]) -> tuple[Mutant, ...]:
    """The mutants that a command line names; all without a word. SystemExit for a name that is not listed."""
    if list(words) == ["seed"]:
        return tuple(m for m in mutants() if m.seed)
    unknown = set(words) - {m.name for m in mutants()}
    if unknown:
        raise SystemExit(f"No such mutant: {', '.join(sorted(unknown))}")
    return tuple(m for m in mutants() if not words or m.name in words)


def main(words: Sequence[str]) -> int:
    chosen = chosen_by(words)
    if not sound(chosen):
        raise SystemExit("The tests fail before anything is changed: run them first.")
    alive = 0
    for mutant, why in tried(chosen):
        alive += bool(why)
        print("LIVES " if why else "killed", mutant.name, why, sep="  ", flush=True)
    return int(alive > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
