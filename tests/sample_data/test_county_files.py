"""The written county: the layouts of real exports, the same bytes from the same seed, known faults only."""

import csv
import re
import subprocess
import sys
import tomllib
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from sample_data.generate import COUNTY, generate, main, write_county
from sample_data.planted import TRUTHS

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    "marigold_inquiries.csv", "position_control.xlsx", "fidelity_survey_qualtrics.csv",
    "case_assignments.csv", "decision_points.csv", "organisation.csv", "staff_roster.csv", "county.toml",
    "marigold_inquiries.map.toml", "position_control.map.toml", "fidelity_survey_qualtrics.map.toml",
}  # fmt: skip
INSTANT = "%m/%d/%Y %I:%M %p"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    write_county(folder)
    return folder


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def sheet_of(path):
    return list(openpyxl.load_workbook(path)["Position control"].iter_rows(values_only=True))


def words_of(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_county_is_these_files_and_no_others(written):
    assert {path.name for path in written.iterdir()} == FILES
    assert {path.name for path in COUNTY.iterdir()} == FILES


def test_the_same_seed_writes_the_same_bytes(written, tmp_path):
    write_county(tmp_path)
    assert {n for n in FILES if (tmp_path / n).read_bytes() != (written / n).read_bytes()} == set()


def test_the_county_in_the_tree_is_what_its_seed_writes(written):
    text = sorted(FILES - {"position_control.xlsx"})
    assert [n for n in text if (COUNTY / n).read_bytes() != (written / n).read_bytes()] == []
    # A workbook is a compressed archive, and zlib builds differ: its cells are compared.
    assert sheet_of(COUNTY / "position_control.xlsx") == sheet_of(written / "position_control.xlsx")


def test_the_workbook_holds_no_clock_time_of_its_making(written):
    with zipfile.ZipFile(written / "position_control.xlsx") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}, "where zip counts years from"
        stamps = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml").decode())
    assert set(stamps) == {"2026-10-09T00:00:00Z"}


def test_another_seed_writes_another_county(written, tmp_path):
    main(["--seed", "7", "--out", str(tmp_path / "seven")])
    other = (tmp_path / "seven" / "marigold_inquiries.csv").read_bytes()
    assert other != (written / "marigold_inquiries.csv").read_bytes()


def test_the_module_runs_from_a_shell_and_can_plant_nothing(tmp_path):
    command = [sys.executable, "-m", "sample_data.generate", "--nothing-planted", "--out", str(tmp_path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "inquiries" in said
    assert str(tmp_path) in said
    assert "phases" not in words_of(tmp_path / "county.toml")


# --- the ticket log -----------------------------------------------------------------------------


def tickets(folder):
    heading, *rows = rows_of(folder / "marigold_inquiries.csv")
    return {number: dict(zip(heading, row, strict=True)) for number, row in enumerate(rows, start=2)}


def read_instant(text):
    """The instant, or None where the cell is blank or no such time exists."""
    try:
        return datetime.strptime(text, INSTANT)
    except ValueError:
        return None


def faults(ticket, seen, units, channels):
    received, replied, closed = (read_instant(ticket[h]) for h in ("Received", "First Human Reply", "Closed"))
    if received is None:
        yield "received_at"
    elif (replied and replied < received) or (closed and closed < received):
        yield "acknowledged_at"
    for heading, instant in (("First Human Reply", replied), ("Closed", closed)):
        if ticket[heading] and instant is None:
            yield heading
    if ticket["Ticket #"] in seen:
        yield "inquiry_id"
    if ticket["Assigned Unit"] not in units:
        yield "unit"
    if ticket["Channel"] not in channels:
        yield "channel"


def test_the_log_is_wrong_in_the_listed_rows_and_in_no_other(written):
    units = {"", *(row[0] for row in rows_of(written / "organisation.csv")[1:])}
    channels = words_of(written / "marigold_inquiries.map.toml")["values"]["channel"]
    found, seen = [], set()
    for number, ticket in tickets(written).items():
        found += [(number, field) for field in faults(ticket, seen, units, channels)]
        seen.add(ticket["Ticket #"])
    assert found == [(dirty["row"], dirty["field"]) for dirty in TRUTHS["dirty_rows"]]


def test_the_repeated_ticket_number_is_that_of_the_first_row(written):
    assert tickets(written)[1207]["Ticket #"] == tickets(written)[2]["Ticket #"]
    assert tickets(written)[518]["Received"].startswith("02/30/")


def test_taking_the_wrong_rows_away_leaves_the_generated_inquiries(written):
    wrong = {dirty["row"] for dirty in TRUTHS["dirty_rows"]}
    kept = [t for number, t in tickets(written).items() if number not in wrong]
    generated = generate()["inquiries"]
    assert [t["Ticket #"] for t in kept] == generated["inquiry_id"].tolist()
    written_at = [f"{read_instant(t['Received']):%Y-%m-%d %H:%M}" for t in kept]
    assert written_at == generated["received_at"].tolist()
    replied = [(at := read_instant(t["First Human Reply"])) and f"{at:%Y-%m-%d %H:%M}" or "" for t in kept]
    assert replied == generated["acknowledged_at"].tolist()


def test_the_log_looks_like_a_ticket_system_s_export(written):
    log = tickets(written)
    assert all(re.fullmatch(r"Caller \d{4}", t["Caller Name"]) for t in log.values())
    assert sum("\n" in t["Subject"] for t in log.values()) >= 10
    assert log[2]["Received"] == "11/01/2023 " + log[2]["Received"][11:]
    assert any(t["Race/Eth"] == "NA" for t in log.values())
    automatic = [t for t in log.values() if t["Auto-Reply Sent"]]
    assert {t["Channel"] for t in automatic} - {"Pgr/??"} == {"E-mail", "Web Form"}


def test_every_word_of_the_log_stands_in_the_mapping(written):
    mapping = words_of(written / "marigold_inquiries.map.toml")
    for field, words in mapping["values"].items():
        used = {t[mapping["columns"][field]] for t in tickets(written).values()}
        assert used - {"", "Pgr/??"} <= set(words)
    assert mapping["drop"] == ["Caller Name"]


# --- the position control workbook ---------------------------------------------------------------


def test_the_workbook_has_three_title_rows_a_header_on_row_five_and_a_total(written):
    rows = sheet_of(written / "position_control.xlsx")
    titles = [row[0] for row in rows[:4]]
    assert titles[0].startswith("Marigold County")
    assert "SYNTHETIC" in titles[1]
    assert titles[2:] == ["Report run 10/09/2026", None]
    mapping = words_of(written / "position_control.map.toml")
    assert mapping["header_row"] == 5
    assert set(mapping["columns"].values()) <= set(rows[4])
    positions = generate()["positions"]
    assert len(rows) == 5 + len(positions) + 1
    assert rows[-1][0] == f"Total lines: {len(positions)}"
    assert rows[-1][0].startswith(mapping["total_row"]["starts_with"])


def test_the_workbook_keeps_text_as_text_dates_as_dates_and_fte_as_numbers(written):
    rows = sheet_of(written / "position_control.xlsx")
    heading = {name: at for at, name in enumerate(rows[4])}
    body = rows[5:-1]
    assert {type(row[heading["Position #"]]) for row in body} == {str}
    assert {type(row[heading["Effective Date"]]) for row in body} == {datetime}
    assert {type(row[heading["Budgeted FTE"]]) for row in body} <= {int, float}
    employees = {row[heading["Employee #"]] for row in body} - {None}
    assert {"1E5", "007"} <= employees
    assert employees == set(generate()["positions"]["incumbent_id"]) - {""}


# --- the survey export ---------------------------------------------------------------------------


def test_the_survey_has_three_header_rows_and_the_tool_s_own_columns(written):
    names, questions, imports = rows_of(written / "fidelity_survey_qualtrics.csv")[:3]
    assert names[:4] == ["StartDate", "EndDate", "Status", "IPAddress"]
    assert {"Duration (in seconds)", "RecordedDate", "ResponseId", "UserLanguage"} <= set(names)
    assert questions[names.index("Q7_3")].endswith("made without the people they concern.")
    assert all(re.fullmatch(r'\{"ImportId":"\w+"\}', cell) for cell in imports)


def test_survey_answers_are_words_and_addresses_are_for_documentation(written):
    names, _, _, *rows = rows_of(written / "fidelity_survey_qualtrics.csv")
    answers = {row[at] for row in rows for at, name in enumerate(names) if re.fullmatch(r"Q[5-9]_\d", name)}
    labels = {"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"}
    assert answers == {"", "N/A", "Don't know"} | labels
    assert all(row[names.index("IPAddress")].startswith("192.0.2.") for row in rows)


def test_the_previews_stand_in_the_listed_rows_and_in_no_other(written):
    names, *rows = rows_of(written / "fidelity_survey_qualtrics.csv")
    previews = [n for n, row in enumerate(rows, start=2) if row[names.index("Status")] == "Survey Preview"]
    assert previews == [each["row"] for each in TRUTHS["preview_rows"]]


def test_the_survey_s_words_turn_back_into_the_generated_answers(written):
    mapping = words_of(written / "fidelity_survey_qualtrics.map.toml")
    labels = {label: str(points) for label, points in mapping["unpivot"]["labels"].items()}
    names, _, _, *rows = rows_of(written / "fidelity_survey_qualtrics.csv")
    found = {
        (row[names.index("ResponseId")], item["item"]): labels.get(row[names.index(item["column"])], "")
        for row in rows
        if row[names.index("Status")] != "Survey Preview"
        for item in mapping["unpivot"]["items"]
    }
    generated = generate()["surveys"]
    keys = zip(generated["response_id"], generated["item"], strict=True)
    assert found == dict(zip(keys, generated["answer"], strict=True))
    assert [i["item"] for i in mapping["unpivot"]["items"] if i["reversed"]] == [
        TRUTHS["reversed_item"]["item"]
    ]


# --- what the county decided ---------------------------------------------------------------------


def test_the_profile_says_that_the_county_is_synthetic_and_where_each_closure_comes_from(written):
    profile = words_of(written / "county.toml")
    assert profile["county"] == {
        "name": "Marigold County", "synthetic": True, "time_zone": "America/Los_Angeles",
    }  # fmt: skip
    assert {day["date"].year for day in profile["closures"]} == set(range(2019, 2029))
    assert all("synthetic" in day["source"] for day in profile["closures"])
    assert all(day["date"].weekday() < 5 for day in profile["closures"])
    assert not any(standard["verified"] for standard in profile["caseload_standards"])


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-01-15", "Martin Luther King Jr. Day"),
        ("2025-05-26", "Memorial Day"),
        ("2025-09-01", "Labor Day"),
        ("2025-11-27", "Thanksgiving Day"),
        ("2026-07-03", "Independence Day"),  # the Fourth is a Saturday
        ("2024-04-01", "Cesar Chavez Day"),  # the 31st of March is a Sunday
    ],
)
def test_closures_fall_on_the_days_the_calendar_shows(written, day, name):
    closed = {str(line["date"]): line["name"] for line in words_of(written / "county.toml")["closures"]}
    assert closed[day] == name


def test_the_profile_declares_the_phase_of_the_planted_improvement(written):
    (phase,) = words_of(written / "county.toml")["phases"]
    assert (str(phase["from"]), phase["indicator"], phase["division"], phase["label"]) == (
        "2025-07-01", "response_24h_leadership", "north", "call-back rota starts",
    )  # fmt: skip


def test_the_page_of_planted_truths_lists_every_wrong_row_and_every_parameter():
    page = (ROOT / "sample_data" / "PLANTED.md").read_text(encoding="utf-8")
    for dirty in TRUTHS["dirty_rows"]:
        assert f"| {dirty['row']} | {dirty['field']} | {dirty['what']} |" in page
    assert "synthetic" in page
    told = [str(value) for truth in TRUTHS.values() if isinstance(truth, dict) for value in _plain(truth)]
    assert [value for value in told if not re.search(rf"(?<![\w.]){re.escape(value)}", page)] == []


def _plain(truth):
    for value in truth.values():
        if isinstance(value, dict):
            yield from _plain(value)
        elif not isinstance(value, list):
            yield (
                f"{value:.2f}" if isinstance(value, float) and len(str(value)) > 3 and value < 0.2 else value
            )
        elif isinstance(value[0], float):
            yield from (f"{each:.2f}" for each in value)
