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
from pipelines.register.sources import CONTRACTS, SOURCES

NOT_DATA = ("readme", "license", "licence", "provenance", "changelog", "notes")
"""Beginnings of .txt files that speak about data."""
HOW_TO_MAP = (
    f"The sources are: {', '.join(SOURCES)}. Put a word of it into the file's name, or write beside it "
    f'a mapping file, such as export{SUFFIX}, with: source = "inquiries", files = ["its name*"] and, under '
    '[columns], field = "heading".'
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
            raise DataError(f"{path.name} is of a kind that is not read: {SAVE_AS}.")
    files = _different(named + [f for p in paths if p.is_dir() for f in _tables_in(p)])
    if not files:
        raise DataError(f"There is no data file in the paths given: files end in {', '.join(SUFFIXES)}.")
    own = [load_mapping(p) for p in paths if p.is_file() and _is_mapping(p)]
    _check_used(own, files)
    intakes, unknown = [], []
    for file in files:
        intake = _intake(file, own)
        intakes += [intake] if isinstance(intake, Intake) else []
        unknown += [intake] if isinstance(intake, str) else []
    if unknown:
        raise DataError(" ".join([*unknown, HOW_TO_MAP]))
    return tuple(sorted(intakes, key=lambda i: (SOURCES.index(i.source), i.path.name)))


def _check_paths(paths: list[Path]) -> None:
    gone = [p.name for p in paths if not p.exists()]
    if gone:
        raise DataError(f"There is no file or folder {', '.join(gone)}: check the paths.")


def _is_mapping(path: Path) -> bool:
    return path.name.endswith(SUFFIX)


def _different(files: list[Path]) -> list[Path]:
    return list({f.resolve(): f for f in files}.values())


def _tables_in(folder: Path) -> list[Path]:
    """The data files of a folder, not of those within it; DataError for tables that are not read."""
    files = sorted(f for f in folder.iterdir() if f.is_file() and not f.name.startswith((".", "~$")))
    unread = [f.name for f in files if f.suffix.lower() in UNREAD_TABLES]
    if unread:
        raise DataError(
            f"{', '.join(unread)}: tables of this kind are not read; {SAVE_AS}, or move them away."
        )
    return [f for f in files if f.suffix.lower() in SUFFIXES and not _is_about_data(f)]


def _is_about_data(file: Path) -> bool:
    return file.suffix.lower() == ".txt" and file.stem.lower().startswith(NOT_DATA)


def _check_used(mappings: list[Mapping], files: list[Path]) -> None:
    for mapping in mappings:
        if not any(mapping.fits(f.name) for f in files):
            raise DataError(
                f"{mapping.name} is for files named {', '.join(mapping.files) or '(none)'}, and there is no "
                "such file in the paths given: correct `files` in it."
            )


def _intake(file: Path, own: list[Mapping]) -> Intake | str:
    """The intake of a file, or a sentence that says why it is not known which source it is."""
    mappings = [m for m in own if m.fits(file.name)] or [m for m in _beside(file) if m.fits(file.name)]
    if len(mappings) > 1:
        names = ", ".join(m.name for m in mappings)
        raise DataError(
            f"{file.name} fits several mapping files ({names}): let `files` in them tell it apart."
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
        return f"{file.name} could be {' or '.join(c.source for c in fitting)}."
    return f"It is not clear what {file.name} is."


def _beside(file: Path) -> list[Mapping]:
    return [load_mapping(m) for m in sorted(file.parent.glob(f"*{SUFFIX}"))]


def _best(file: Path, contracts: list[Contract]) -> list[Contract]:
    """The contracts under which the file's headings fit, those with the most columns found."""
    try:
        grids = [g for g in read_grids(file.name, file.read_bytes(), None, GLANCE) if g.cells]
    except Unreadable:
        return []
    found = {c.source: max((_columns(lay_out(g, c, None)) for g in grids), default=0) for c in contracts}
    most = max(found.values())
    return [c for c in contracts if most and found[c.source] == most]


def _columns(layout: Layout) -> int:
    return len(layout.columns) if layout.fits else 0
