"""Which files there are in the paths given, and which source each is; what is unsure is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipelines.counting.contract import Contract
from pipelines.intake.containers.grid import GLANCE
from pipelines.intake.containers.readers import SAVE_AS, SUFFIXES, UNREAD_TABLES, read_grids
from pipelines.intake.headings.columns import Layout, lay_out
from pipelines.intake.mapping import SUFFIX, Mapping, load_mapping
from pipelines.intake.problems import Unreadable
from pipelines.questions.errors import DataError
from pipelines.questions.template import marked
from pipelines.register.sources import CONTRACTS, SOURCES
from pipelines.words.joining import any_of
from pipelines.words.say import say

NOT_DATA = ("readme", "license", "licence", "provenance", "changelog", "notes")
"""Beginnings of .txt files that speak about data."""
HOW_TO_MAP = marked(
    "{unclear} The sources are: {sources}. Put a word of it into the file's name, or write beside it a mapping "
    'file, such as {example}, with: source = "inquiries", files = ["its name*"] and, under [columns], field = '
    '"heading".'
)


@dataclass(frozen=True)
class Intake:
    """A file to be read, the source it is, and the mapping it is read by."""

    path: Path
    source: str
    mapping: Mapping | None


def discover(paths: Iterable[Path]) -> tuple[Intake, ...]:
    """The files in folders and among named paths, in the order of the sources and then by name.

    Mapping files count when they are named or stand beside the data. DataError when a path does not
    exist, a table is of a kind that is not read, or it cannot be told which source a file is.
    """
    paths = [Path(p) for p in paths]
    _check_paths(paths)
    named = [p for p in paths if p.is_file() and not _is_mapping(p)]
    for path in named:
        if path.suffix.lower() not in SUFFIXES:
            raise DataError(
                "{file} is of a kind that is not read: {advice}.", file=path.name, advice=say(SAVE_AS)
            )
    files = _different(named + [f for p in paths if p.is_dir() for f in _tables_in(p)])
    if not files:
        raise DataError(
            "There is no data file in the paths given: files end in {endings}.", endings=", ".join(SUFFIXES)
        )
    own = [load_mapping(p) for p in paths if p.is_file() and _is_mapping(p)]
    _check_used(own, files)
    intakes, unknown = [], []
    for file in files:
        intake = _intake(file, own)
        intakes += [intake] if isinstance(intake, Intake) else []
        unknown += [intake] if isinstance(intake, str) else []
    if unknown:
        raise DataError(
            HOW_TO_MAP, unclear=" ".join(unknown), sources=", ".join(SOURCES), example=f"export{SUFFIX}"
        )
    return tuple(sorted(intakes, key=lambda i: (SOURCES.index(i.source), i.path.name)))


def _check_paths(paths: list[Path]) -> None:
    """DataError for what is not there, said as it was written, and for what may not be looked into."""
    gone = [str(p) for p in paths if not _is_there(p)]
    if gone:
        raise DataError("There is no file or folder {paths}: check the paths.", paths=", ".join(gone))


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as problem:
        raise _out_of_reach(path, problem) from problem
    return True


def _out_of_reach(path: Path, problem: OSError) -> DataError:
    return DataError(
        "{path} cannot be read: {said}. Check the path and the right to read it.",
        path=str(path),
        said=problem.strerror or type(problem).__name__,
    )


def _is_mapping(path: Path) -> bool:
    return path.name.endswith(SUFFIX)


def _different(files: list[Path]) -> list[Path]:
    return list({f.resolve(): f for f in files}.values())


def _tables_in(folder: Path) -> list[Path]:
    """The data files of a folder, not of those within it; DataError for tables that are not read."""
    try:
        files = sorted(f for f in folder.iterdir() if f.is_file() and not f.name.startswith((".", "~$")))
    except OSError as problem:
        raise _out_of_reach(folder, problem) from problem
    unread = [f.name for f in files if f.suffix.lower() in UNREAD_TABLES]
    if unread:
        raise DataError(
            "{files}: tables of this kind are not read; {advice}, or move them away.",
            files=", ".join(unread),
            advice=say(SAVE_AS),
        )
    return [f for f in files if f.suffix.lower() in SUFFIXES and not _is_about_data(f)]


def _is_about_data(file: Path) -> bool:
    return file.suffix.lower() == ".txt" and file.stem.lower().startswith(NOT_DATA)


def _check_used(mappings: list[Mapping], files: list[Path]) -> None:
    for mapping in mappings:
        if not any(mapping.fits(f.name) for f in files):
            raise DataError(
                "{mapping} is for files named {names}, and there is no such file in the paths given: correct `files` "
                "in it.",
                mapping=mapping.name,
                names=", ".join(mapping.files) or say("(none)"),
            )


def _intake(file: Path, own: list[Mapping]) -> Intake | str:
    """The intake of a file, or a sentence that says why it is not known which source it is."""
    mappings = [m for m in own if m.fits(file.name)] or [m for m in _beside(file) if m.fits(file.name)]
    if len(mappings) > 1:
        raise DataError(
            "{file} fits several mapping files ({names}): let `files` in them tell it apart.",
            file=file.name,
            names=", ".join(m.name for m in mappings),
        )
    if mappings:
        return Intake(file, mappings[0].source, mappings[0])
    hinted = [c for c in CONTRACTS if any(h in file.name.lower() for h in c.name_hints)]
    if len(hinted) == 1:
        return Intake(file, hinted[0].source, None)
    fitting = _best(file, hinted or list(CONTRACTS))
    if len(fitting) == 1:
        return Intake(file, fitting[0].source, None)
    if fitting:
        sources = any_of([c.source for c in fitting])
        return say("{file} could be {sources}.", file=file.name, sources=sources)
    return say("It is not clear what {file} is.", file=file.name)


def _beside(file: Path) -> list[Mapping]:
    return [load_mapping(m) for m in sorted(file.parent.glob(f"*{SUFFIX}"))]


def _best(file: Path, contracts: list[Contract]) -> list[Contract]:
    """The contracts under which the file's headings fit, those with the most columns found."""
    try:
        grids = [g for g in read_grids(file.name, file.read_bytes(), None, GLANCE) if g.cells]
    except Unreadable:
        return []
    except OSError as problem:
        raise _out_of_reach(file, problem) from problem
    found = {c.source: max((_columns(lay_out(g, c, None)) for g in grids), default=0) for c in contracts}
    most = max(found.values())
    return [c for c in contracts if most and found[c.source] == most]


def _columns(layout: Layout) -> int:
    return len(layout.columns) if layout.fits else 0
