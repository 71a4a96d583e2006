"""The command line as a person meets it: what it prints, what it refuses, and the exit code it leaves."""

import csv
import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.cli import commands

ROOT = Path(__file__).resolve().parents[1]
DONE, WRONG_DATA, WRONG_USAGE = 0, 1, 2
AS_OF = "2025-04-30"
COUNTY = """\
[county]
name = "Testing County"
synthetic = true
"""
ORGANISATION = """\
unit,unit_name,division,division_name,valid_from,valid_to,successor
N-1,North One,north,North,2019-01-01,,
N-2,North Two,north,North,2019-01-01,,
S-1,South One,south,South,2019-01-01,,
"""
# Monday 3 March 2025: two answered in time in N-1, one late in N-2, one late in S-1; a last receipt in April.
INQUIRIES = """\
inquiry_id,received_at,acknowledged_at,unit,role,requester,race
q1,2025-03-03 09:00,2025-03-03 10:00,N-1,manager,youth,black
q2,2025-03-03 09:00,2025-03-04 09:00,N-1,supervisor,staff,white
q3,2025-03-03 09:00,2025-03-04 09:01,N-2,worker,youth,white
q4,2025-03-03 09:00,2025-03-10 09:00,S-1,manager,parent,asian
q5,2025-04-07 09:00,2025-04-07 09:30,S-1,worker,youth,
"""


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed on either stream."""

    code: int
    out: str
    err: str

    @property
    def plain(self) -> str:
        """Everything in one line, without the frames of a terminal."""
        return " ".join((self.out + " " + self.err).replace("│", " ").split())


@pytest.fixture
def cqi(monkeypatch):
    """Return a function that runs `cqi WORDS…` through the installed entry point."""
    monkeypatch.delenv("CQI_DATABASE", raising=False)

    def run(*words) -> Said:
        monkeypatch.setattr(sys, "argv", ["cqi", *map(str, words)])
        out, err, code = io.StringIO(), io.StringIO(), DONE
        with redirect_stdout(out), redirect_stderr(err):
            try:
                commands.main()
            except SystemExit as end:
                code = end.code or DONE
        return Said(code, out.getvalue(), err.getvalue())

    return run


@dataclass(frozen=True)
class Place:
    folder: Path
    url: str

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def place(tmp_path) -> Place:
    """A folder of a small county's files, and the address of a store that is not there yet."""
    (tmp_path / "county").mkdir()
    place = Place(tmp_path / "county", f"sqlite:///{tmp_path / 'store.db'}")
    place.write("county.toml", COUNTY)
    place.write("organisation.csv", ORGANISATION)
    place.write("inquiries.csv", INQUIRIES)
    return place


@pytest.fixture
def built(place, cqi) -> Place:
    said = cqi("build", place.folder, "--database", place.url, "--as-of", AS_OF)
    assert said.code == DONE, said.plain
    return place


@pytest.fixture
def show(built, cqi):
    """Return a function that asks the built county and reads the JSON."""

    def ask(*words) -> dict:
        said = cqi("show", *words, "--format", "json", "--database", built.url)
        assert said.code == DONE, said.plain
        return json.loads(said.out)

    return ask


def counts(found: dict) -> dict[tuple, tuple]:
    return {(r["period"], *(r[b] for b in found["by"])): (r["num"], r["den"]) for r in found["rows"]}


# ---- build


def test_a_build_says_what_it_read_what_it_cannot_measure_and_which_version_it_published(place, cqi):
    said = cqi("build", place.folder, "--database", place.url, "--as-of", AS_OF)
    assert said.code == DONE
    assert "inquiries.csv (inquiries): 5 rows read, 5 accepted, 0 set aside" in said.out
    assert "Not measurable: Acknowledged in time with follow-up agreed, by leaders. " in said.out
    assert "lacks the column expectation_set" in said.out
    assert "Not measurable: Vacancy rate, all posts. No Position control file is loaded." in said.out
    assert "Published as version 1." in said.out


def test_the_same_files_again_change_nothing(built, cqi, show):
    before = show("response_24h")
    said = cqi("build", built.folder, "--database", built.url, "--as-of", AS_OF)
    assert said.code == DONE
    assert said.out.startswith("Nothing has changed")
    assert show("response_24h") == before


def test_a_corrected_file_replaces_its_own_rows_and_no_others(built, cqi, show):
    built.write("inquiries_late.csv", "inquiry_id,received_at,acknowledged_at,unit,role,requester,race\n"
                "q9,2025-03-03 09:00,2025-03-03 11:00,S-1,worker,youth,black\n")  # fmt: skip
    cqi("build", built.folder / "inquiries_late.csv", "--database", built.url, "--as-of", AS_OF,
        "--profile", built.folder / "county.toml")  # fmt: skip
    assert counts(show("response_24h"))[("2025-03",)] == (3, 5)
    corrected = INQUIRIES.replace("2025-03-10 09:00", "2025-03-03 09:10").replace("q2,", "q2b,")
    said = cqi("build", built.write("inquiries.csv", corrected), "--database", built.url, "--as-of", AS_OF,
               "--profile", built.folder / "county.toml")  # fmt: skip
    assert "Published as version 3." in said.out
    assert counts(show("response_24h"))[("2025-03",)] == (4, 5)


def test_a_refused_file_publishes_nothing_and_leaves_the_old_version(built, cqi, show):
    before = show("response_24h")
    built.write("inquiries.csv", INQUIRIES.replace("received_at", "logged"))
    said = cqi("build", built.folder, "--database", built.url, "--as-of", AS_OF)
    assert said.code == WRONG_DATA
    assert "REFUSED: received_at: there is no column for received_at" in said.out
    assert "Nothing was published." in said.out
    assert show("response_24h") == before


@pytest.mark.parametrize(("content", "reason"), [
    ("", "the file is empty"),
    (INQUIRIES.splitlines()[0] + "\n", "no rows below"),
    ("PK\x03\x04 not a table", "there is a workbook inside"),
])  # fmt: skip
def test_a_file_that_is_no_table_is_refused_with_the_reason(content, reason, place, cqi):
    place.write("inquiries.csv", content)
    said = cqi("build", place.folder, "--database", place.url, "--as-of", AS_OF)
    assert said.code == WRONG_DATA
    assert "inquiries.csv (inquiries): 0 rows read, REFUSED" in said.out
    assert reason in said.out


def test_a_file_of_no_known_kind_is_told_by_name_with_what_to_do(place, cqi):
    place.write("holiday_notes.csv", "a,b\n1,2\n")
    said = cqi("build", place.folder, "--database", place.url)
    assert said.code == WRONG_DATA
    assert said.err.startswith("It is not clear what holiday_notes.csv is.")
    assert "mapping file" in said.err


def test_a_path_that_is_not_there_and_a_folder_without_data_are_told(place, cqi, tmp_path):
    (tmp_path / "empty").mkdir()
    told = {"missing": f"There is no file or folder {tmp_path / 'missing'}", "empty": "There is no data file"}
    for path, words in told.items():
        said = cqi("build", tmp_path / path, "--database", place.url)
        assert (said.code, said.out) == (WRONG_DATA, "")
        assert said.err.startswith(words)


def test_the_profile_lies_beside_the_files_or_is_named(built, cqi, show, tmp_path):
    assert show("response_24h")["scope"] == "Testing County, whole county"
    other = tmp_path / "other.toml"
    other.write_text(COUNTY.replace("Testing", "Another"), encoding="utf-8")
    cqi("build", built.folder, "--database", built.url, "--as-of", AS_OF, "--profile", other)
    assert show("response_24h")["scope"] == "Another County, whole county"


def test_a_profile_with_an_unknown_key_is_refused_before_anything_is_read(place, cqi):
    place.write("county.toml", '[county]\nnme = "X"\n')
    said = cqi("build", place.folder, "--database", place.url)
    assert (said.code, said.out) == (WRONG_DATA, "")
    assert "county.toml: There is no key nme in [county]: did you mean name?" in said.err


def test_nothing_after_the_as_of_day_is_known(place, cqi):
    cqi("build", place.folder, "--database", place.url, "--as-of", "2025-03-05")
    said = cqi("show", "response_24h", "--format", "json", "--database", place.url)
    found = json.loads(said.out)
    # q4 was answered on the 10th: on the 5th it was open, a minute overdue when the log was last written.
    assert counts(found) == {("2025-03",): (2, 4)}
    assert found["data_through"] == "4 Mar 2025"


@pytest.mark.parametrize("day", ["31/03/2025", "2025-02-30", "March", "2025-3"])
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_day_that_is_no_day_is_wrong_usage(command, day, place, cqi):
    said = cqi(command, place.folder, "--as-of", day)
    assert said.code == WRONG_USAGE
    assert "write the day as YYYY-MM-DD" in said.plain


# ---- check

CANARY = "Zyxwvut"
DIRTY = f"""\
inquiry_id,received_at,acknowledged_at,unit,role,requester,caller
{CANARY}1,2025-03-03 09:00,2025-03-03 10:00,N-1,manager,youth,{CANARY} Q
{CANARY}2,2025-03-03 09:00,2025-03-01 10:00,N-1,manager,youth,{CANARY} Q
{CANARY}3,{CANARY} 2025,2025-03-03 10:00,N-1,manager,youth,{CANARY} Q
{CANARY}4,,2025-03-03 10:00,N-1,manager,youth,{CANARY} Q
{CANARY}1,2025-03-04 09:00,,N-1,manager,{CANARY},{CANARY} Q
{CANARY}6,2025-03-04 09:00,{CANARY},{CANARY},manager,youth,{CANARY} Q
{CANARY}7,2025-02-30 09:00,,N-1,{CANARY},youth,{CANARY} Q
"""


@pytest.mark.parametrize("command", ["check", "build"])
def test_every_problem_is_listed_by_row_and_field_and_no_persons_value_is_printed(command, place, cqi):
    place.write("inquiries.csv", DIRTY)
    store = ["--database", place.url] if command == "build" else []
    said = cqi(command, place.folder, "--as-of", AS_OF, *store)
    assert said.code == DONE
    assert "7 rows read, " in said.out
    found = {(line.split(": ")[1], line.rsplit("(rows ", 1)[1].rstrip(")")) for line in said.out.splitlines()
             if line.startswith("  ") and "(rows " in line}  # fmt: skip
    assert {("acknowledged_at", "3"), ("received_at", "4"), ("received_at", "5"), ("inquiry_id", "6"),
            ("received_at", "8")} <= found  # fmt: skip
    assert CANARY.lower() not in said.plain.lower()


def test_a_check_stores_nothing(place, cqi, monkeypatch):
    monkeypatch.chdir(place.folder.parent)
    assert cqi("check", place.folder).code == DONE
    assert [p.name for p in place.folder.parent.iterdir()] == ["county"]


def test_a_check_of_a_file_that_would_be_refused_ends_with_1(place, cqi):
    path = place.write("inquiries.csv", "inquiry_id,unit\nq1,N-1\n")
    said = cqi("check", path)
    assert said.code == WRONG_DATA
    assert "REFUSED: received_at: there is no column for received_at" in said.out


@pytest.mark.parametrize("rows", [49, 51, 400])
def test_the_number_of_rows_with_a_problem_is_the_number_there_are(rows, place, cqi):
    lines = [f"u{n},2025-03-03 09:00,2025-03-03 10:00,X-9,manager,youth,white" for n in range(rows)]
    path = place.write("inquiries.csv", "\n".join([INQUIRIES.splitlines()[0], *lines]) + "\n")
    said = cqi("build", path, place.folder / "organisation.csv", "--database", place.url, "--as-of", AS_OF)
    warning = next(line for line in said.out.splitlines() if "not in the organisation file" in line)
    assert str(rows) in warning.split("(rows 2,")[0]


# ---- show


def test_the_table_has_the_sentence_the_figures_and_the_choices_that_made_them(built, cqi):
    march = ["--from", "2025-03", "--to", "2025-03"]
    said = cqi("show", "response_24h", "--by", "unit", *march, "--database", built.url)
    assert said.code == DONE
    lines = said.out.splitlines()
    assert lines[0] == "Acknowledged within 24 business hours, all staff · Testing County, whole county"
    assert [line.split()[2:] for line in lines if line.strip().startswith("Mar 2025 ")] == [
        ["North", "One", "100%", "34%", "100%", "2"], ["North", "Two", "0%", "0%", "79%", "1"],
        ["South", "One", "0%", "0%", "79%", "1"],
    ]  # fmt: skip
    assert "24 business hours: reading B, the same clock time on the next business day" in lines


def test_csv_and_json_hold_the_same_rows(built, cqi, show):
    march = ("--from", "2025-03", "--to", "2025-03")
    found = show("response_24h", "--by", "unit", *march)
    said = cqi("show", "response_24h", "--by", "unit", *march, "--format", "csv", "--database", built.url)
    lines = said.out.splitlines()
    rows = list(csv.DictReader(lines[lines.index("") + 1 :]))
    assert [list(as_csv(r)) for r in found["rows"]] == [
        [
            r["period"],
            r["status"],
            *(r[c] for c in ("numerator", "denominator", "value", "low", "high", "judged")),
        ]
        for r in rows
    ]
    assert [r["unit"] for r in rows] == ["North One", "North Two", "South One"]


def as_csv(row: dict) -> tuple[str, ...]:
    figures = (str(row[f]) for f in ("num", "den", "value", "low", "high"))
    return (row["period"], row["status"], *figures, "yes" if row["judged"] else "still coming in")


def test_the_json_says_of_each_row_whether_it_is_judged(show):
    judged = {r["period"]: r["judged"] for r in show("response_24h")["rows"]}
    assert judged["2025-03"] is True
    assert judged["2025-04"] is False


def test_the_json_is_the_whole_released_answer(show):
    found = show("response_24h", "--from", "2025-03", "--to", "2025-03")
    assert {
        "indicator": "response_24h", "title": "Acknowledged within 24 business hours, all staff",
        "status": "shown", "definition_version": "1", "pending": 0, "excluded": {}, "n": 4,
    }.items() <= found.items()  # fmt: skip
    assert found["data_through"] == "7 Apr 2025"
    assert found["policy"]["24 business hours"].startswith("reading B")
    row = found["rows"][0]
    limits = {"centre", "lower", "upper", "judged_as"}
    assert set(row) == {"period", "num", "den", "value", "low", "high", "status", "judged", "more", *limits}
    assert (row["period"], row["num"], row["den"], row["value"]) == ("2025-03", 2, 4, 0.5)


def test_a_filter_a_period_and_a_grain_change_what_is_counted(show):
    assert counts(show("response_24h", "--where", "unit=N-1", "--to", "2025-03")) == {("2025-03",): (2, 2)}
    both = show("response_24h", "--where", "unit=N-1", "--where", "unit=S-1", "--where", "requester=parent")
    assert counts(both)[("2025-03",)] == (0, 1)
    assert counts(show("response_24h", "--grain", "year")) == {("2025",): (3, 5)}
    assert counts(show("response_24h", "--from", "2025-04")) == {("2025-04",): (1, 1)}


def test_an_indicator_without_its_source_is_not_measurable_and_never_0(show):
    found = show("vacancy_rate")
    assert (found["status"], found["rows"]) == ("not measurable", [])
    assert found["why"] == "No Position control file is loaded. Load one to see this."


def short(case) -> str:
    """The name of a case: the words typed, not the sentence expected."""
    return " ".join(case) if isinstance(case, list) else ""


WRONG_QUESTIONS = [
    (["nonsense"], "There is no indicator of that name. Choose one of: response_24h_leadership"),
    (["response_24h", "--by", "nonsense"], 'There is no dimension "nonsense". Choose one of: division, unit'),
    (["response_24h", "--where", "units=N-1"], 'There is no dimension "units". Did you mean unit?'),
    (["response_24h", "--by", "component"], "cannot be split by component. It can be split by: division,"),
    (["response_24h", "--from", "2025-13"], "must be written YYYY-MM"),
    (["response_24h", "--to", "March"], "must be written YYYY-MM"),
    (["response_24h", "--from", "2025-04", "--to", "2025-03"], "ends before it starts"),
    (["response_24h", "--organisation", "tomorrow"], "Choose one of: then, now"),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG_QUESTIONS, ids=short)
def test_a_question_that_cannot_be_asked_is_answered_with_a_sentence(words, sentence, built, cqi):
    said = cqi("show", *words, "--database", built.url)
    assert said.code != DONE
    assert said.out == ""
    assert sentence in said.err


WRONG_WORDS = [
    (["show", "response_24h", "--format", "xml"], "choose one of: table, csv, json"),
    (["show", "response_24h", "--role", "king"], "choose one of: director, manager, supervisor, equity"),
    (["show", "response_24h", "--grain", "week"], "choose one of: month, quarter, year"),
    (["show", "response_24h", "--where", "unit"], "Write each limit as DIM=VALUE, for example unit=N-1"),
    (["show", "response_24h", "--where", "unit="], "Write each limit as DIM=VALUE"),
    (["show"], "Missing argument"),
    (["build"], "Missing argument"),
    (["destroy"], "No such command"),
    (["show", "response_24h", "--fast"], "No such option"),
]


@pytest.mark.parametrize(("words", "sentence"), WRONG_WORDS, ids=short)
def test_wrong_usage_ends_with_2_and_says_what_may_be_written(words, sentence, cqi):
    said = cqi(*words)
    assert said.code == WRONG_USAGE
    assert sentence in said.plain


def test_a_missing_store_is_told_with_the_command_that_makes_one(cqi, tmp_path):
    said = cqi("show", "response_24h", "--database", f"sqlite:///{tmp_path / 'none.db'}")
    assert (said.code, said.out) == (WRONG_DATA, "")
    assert said.err.startswith("There is no store at ")
    assert "cqi build PATH --database" in said.err
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("address", ["nonsense://", "mysql://host/name", "oracle://host/name"])
def test_a_store_address_of_another_kind_is_told_plainly(address, cqi):
    said = cqi("show", "response_24h", "--database", address)
    assert said.code == WRONG_DATA
    assert "sqlite:///" in said.err
    assert "postgresql" in said.err


def test_the_store_may_be_named_in_the_environment(built, cqi, monkeypatch):
    monkeypatch.setenv("CQI_DATABASE", built.url)
    assert cqi("show", "response_24h").code == DONE


# ---- who asks


def test_a_manager_sees_the_units_of_the_divisions_named_and_nothing_else(show):
    found = show("response_24h", "--role", "manager", "--scope", "north", "--by", "unit", "--to", "2025-03")
    assert counts(found) == {("2025-03", "N-1"): (2, 2), ("2025-03", "N-2"): (0, 1)}
    assert counts(show("response_24h", "--role", "manager", "--scope", "north", "--to", "2025-03")) == \
           {("2025-03",): (2, 3)}  # fmt: skip


def test_a_supervisor_sees_the_units_named(show):
    found = show("response_24h", "--role", "supervisor", "--scope", "S-1", "--grain", "year")
    assert counts(found) == {("2025",): (1, 2)}


def test_in_a_synthetic_county_a_role_without_a_scope_stands_in_a_part_of_it(show):
    units = {r["unit"] for r in show("response_24h", "--role", "manager", "--by", "unit")["rows"]}
    assert units in ({"N-1", "N-2"}, {"S-1"})


def test_in_a_real_county_a_role_without_a_scope_is_refused(place, cqi):
    place.write("county.toml", COUNTY.replace("true", "false"))
    cqi("build", place.folder, "--database", place.url, "--as-of", AS_OF)
    for role in ("manager", "supervisor"):
        said = cqi("show", "response_24h", "--role", role, "--database", place.url)
        assert (said.code, said.out) == (WRONG_DATA, "")
        assert "no scope" in said.err


OUTSIDE = [
    ["--role", "manager", "--scope", "north", "--where", "unit=S-1"],
    ["--role", "manager", "--scope", "north", "--where", "division=south"],
    ["--role", "supervisor", "--scope", "N-1", "--where", "unit=N-2"],
]


@pytest.mark.parametrize("words", OUTSIDE, ids=" ".join)
def test_a_question_outside_the_scope_is_never_answered_with_nothing_to_count(words, built, cqi):
    # S-1 and N-2 have inquiries: "nothing to count" would be a false statement about them.
    said = cqi("show", "response_24h", *words, "--format", "json", "--database", built.url)
    if said.code == DONE:
        found = json.loads(said.out)
        assert found["status"] == "hidden"
        assert all((r["status"], r["num"], r["value"]) == ("hidden", None, None) for r in found["rows"])
    else:
        assert (said.code, said.out) == (WRONG_DATA, "")


EQUITY_REFUSES = [
    ["--by", "unit"], ["--by", "race", "--by", "unit"], ["--by", "requester"],
    ["--by", "race", "--grain", "month"], ["--by", "race", "--grain", "year", "--where", "unit=N-1"],
    ["--by", "race", "--where", "requester=youth"],
    ["--by", "race", "--by", "division", "--by", "requester"],
]  # fmt: skip


@pytest.mark.parametrize("words", EQUITY_REFUSES, ids=" ".join)
def test_the_equity_view_refuses_what_is_not_among_its_published_tables(words, built, cqi):
    said = cqi("show", "response_24h", "--role", "equity", *words, "--database", built.url)
    assert (said.code, said.out) == (WRONG_DATA, "")
    assert said.err.startswith("The equity view ")


def test_the_equity_view_hides_small_counts_and_a_hidden_one_is_never_0(show):
    found = show("response_24h", "--role", "equity", "--by", "race", "--grain", "year")
    one_each = [r for r in found["rows"] if r["race"] in ("black", "asian")]
    assert {(r["status"], r["num"], r["den"], r["value"]) for r in one_each} == {("hidden", None, None, None)}


def test_the_equity_view_is_closed_for_real_data(place, cqi):
    place.write("county.toml", COUNTY.replace("true", "false"))
    cqi("build", place.folder, "--database", place.url, "--as-of", AS_OF)
    table = ["--by", "race", "--grain", "year"]
    said = cqi("show", "response_24h", "--role", "equity", *table, "--database", place.url)
    assert (said.code, said.out) == (WRONG_DATA, "")
    assert "closed for real data" in said.err


# ---- a process of its own


def test_wrong_data_leaves_a_process_with_1_a_sentence_and_no_traceback(tmp_path):
    command = [sys.executable, "-m", "pipelines.cli.commands", "build", str(tmp_path / "missing")]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (WRONG_DATA, "")
    assert done.stderr.strip() == f"There is no file or folder {tmp_path / 'missing'}: check the paths."
