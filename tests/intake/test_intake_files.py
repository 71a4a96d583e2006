"""Which files are taken, and for which source each is held."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipelines.intake.discovery import discover
from pipelines.questions.errors import DataError
from tests.intake.exports import ANSWER, ASSIGNMENT, DECISION, INQUIRY, POSITION, as_csv, as_xlsx, write

INQUIRIES = [INQUIRY]


def found(*paths) -> list[tuple[str, str]]:
    return [(i.path.name, i.source) for i in discover(paths)]


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path):
    write(tmp_path, [POSITION], "Position control 2026-05.csv")
    write(tmp_path, INQUIRIES, "inquiries_2026.csv")
    write(tmp_path, [ASSIGNMENT], "assignments.tsv")
    write(tmp_path, [ANSWER], "fidelity wave 3.txt")
    assert found(tmp_path) == [
        ("inquiries_2026.csv", "inquiries"),
        ("Position control 2026-05.csv", "positions"),
        ("assignments.tsv", "assignments"),
        ("fidelity wave 3.txt", "surveys"),
    ], "in the order of the sources"


def test_what_is_no_data_is_passed_over(tmp_path):
    for name in (
        "county.toml",
        "README.md",
        "readme.txt",
        ".hidden.csv",
        "~$inquiries.xlsx",
        "make.py",
        "a.pdf",
    ):
        write(tmp_path, "x", name)
    write(tmp_path, INQUIRIES, "inquiries.csv")
    (tmp_path / "older").mkdir()
    write(tmp_path / "older", INQUIRIES, "inquiries.csv")
    assert found(tmp_path) == [("inquiries.csv", "inquiries")]


def test_a_file_named_twice_is_read_once(tmp_path):
    path = write(tmp_path, INQUIRIES, "inquiries.csv")
    assert len(found(tmp_path, path, tmp_path / ".." / tmp_path.name)) == 1


@pytest.mark.parametrize(
    ("row", "source"),
    [
        (INQUIRY, "inquiries"),
        (POSITION, "positions"),
        (ASSIGNMENT, "assignments"),
        (ANSWER, "surveys"),
        (DECISION, "decisions"),
    ],
)
def test_a_file_of_any_name_is_known_by_its_headings(tmp_path, row, source):
    assert found(write(tmp_path, [row], "export1.csv")) == [("export1.csv", source)]


def test_a_workbook_of_any_name_is_known_by_its_headings(tmp_path):
    content = as_xlsx([["Title"], list(POSITION), list(POSITION.values())])
    assert found(write(tmp_path, content, "export1.xlsx")) == [("export1.xlsx", "positions")]


def test_headings_decide_where_a_name_hints_at_two_sources(tmp_path):
    assert found(write(tmp_path, [ANSWER], "staffing survey.csv")) == [("staffing survey.csv", "surveys")]


def test_a_mapping_beside_the_file_goes_before_its_name(tmp_path):
    write(tmp_path, 'source = "roster"\nfiles = ["*Inquiries*"]', "export.map.toml")
    write(tmp_path, INQUIRIES, "inquiries.csv")
    (intake,) = discover([tmp_path / "inquiries.csv"])
    assert intake.source == "roster"
    assert intake.mapping.name == "export.map.toml"


def test_a_mapping_named_by_hand_goes_before_one_beside_the_file(tmp_path):
    write(tmp_path, 'source = "roster"\nfiles = ["*"]', "beside.map.toml")
    path = write(tmp_path, INQUIRIES, "log.csv")
    (tmp_path / "elsewhere").mkdir()
    own = write(tmp_path / "elsewhere", 'source = "inquiries"\nfiles = ["log.csv"]', "own.map.toml")
    assert [(i.source, i.mapping.name) for i in discover([path, own])] == [("inquiries", "own.map.toml")]


def test_a_mapping_named_by_hand_that_fits_no_file_is_an_error(tmp_path):
    own = write(tmp_path, 'source = "inquiries"\nfiles = ["logs*.csv"]', "own.map.toml")
    with pytest.raises(DataError, match=r"own.map.toml is for files named logs\*.csv"):
        discover([write(tmp_path, INQUIRIES, "log.csv"), own])


def test_two_mappings_for_one_file_are_an_error(tmp_path):
    for name in ("a", "b"):
        write(tmp_path, 'source = "inquiries"\nfiles = ["log*"]', f"{name}.map.toml")
    with pytest.raises(DataError, match="a.map.toml, b.map.toml"):
        discover([write(tmp_path, INQUIRIES, "log.csv")])


def test_files_nobody_knows_are_all_named_with_what_to_do(tmp_path):
    write(tmp_path, "a,b\n1,2\n", "one.csv")
    write(tmp_path, b"PK\x03\x04 no workbook", "two.xlsx")
    with pytest.raises(DataError) as error:
        discover([tmp_path])
    message = str(error.value)
    assert "one.csv" in message
    assert "two.xlsx" in message
    assert "organisation, roster, inquiries, positions, assignments, surveys, decisions" in message
    assert ".map.toml" in message
    assert 'source = "inquiries"' in message


@pytest.mark.parametrize("name", ["log.xls", "log.xlsm", "log.ods", "log.parquet", "log.pkl"])
def test_b12_b15_a_file_of_another_kind_is_an_error_when_it_is_named(tmp_path, name):
    with pytest.raises(DataError, match="save it as .xlsx"):
        discover([write(tmp_path, "x", name)])


def test_b12_an_old_workbook_in_a_folder_is_not_passed_over_in_silence(tmp_path):
    write(tmp_path, INQUIRIES, "inquiries.csv")
    write(tmp_path, "x", "positions.xls")
    with pytest.raises(DataError, match="positions.xls"):
        discover([tmp_path])


def test_paths_that_are_not_there_and_folders_without_data_are_errors(tmp_path):
    """G14: the path is said as it was written, with its folder."""
    gone = tmp_path / "there" / "absent"
    with pytest.raises(DataError) as told:
        discover([gone])
    assert str(told.value) == f"There is no file or folder {gone}: check the paths."
    with pytest.raises(DataError, match="no data file"):
        discover([tmp_path])


def test_a_path_that_the_system_does_not_open_is_told_in_a_sentence(tmp_path):
    """G14: a link in a circle, and a name longer than any, are no traceback."""
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for path in (circle, tmp_path / ("x" * 300)):
        with pytest.raises(
            DataError, match=r"cannot be read: .*\. Check the path and the right to read it\."
        ):
            discover([path])


@contextmanager
def without_rights() -> Iterator[None]:
    """Whoever may read everything is somebody else meanwhile."""
    own = os.geteuid()
    if own == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(own)


@pytest.mark.parametrize(("folder_rights", "file_rights"), [(0o311, 0o644), (0o755, 0o200)])
def test_a_folder_or_file_that_may_not_be_read_is_told_in_a_sentence(folder_rights, file_rights):
    """G14: a traceback stood here for `cqi check` on a folder without the right to read it."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        write(folder, as_csv([ANSWER]), "export.csv")
        assert discover([folder])
        (folder / "export.csv").chmod(file_rights)
        folder.chmod(folder_rights)
        with without_rights(), pytest.raises(DataError, match="cannot be read: Permission denied"):
            discover([folder])
        folder.chmod(0o755)


@pytest.mark.parametrize(
    "name", ["x" * 240 + ".csv", "CON inquiries.csv", "\u202evsc.inquiries.csv", "$(rm) inquiries.csv"]
)
def test_b10_odd_names_are_only_names(tmp_path, name):
    write(tmp_path, as_csv(INQUIRIES), name)
    assert found(tmp_path) == [(name, "inquiries")]
