"""Mapping files: a county's own export read under the contract, without code."""

import pytest

from pipelines.intake.containers.grid import Grid
from pipelines.intake.headings.columns import Layout, letters_only
from pipelines.intake.mapping import load_mapping, parse_mapping
from pipelines.questions.errors import DataError
from pipelines.register.sources import CONTRACTS
from tests.intake.exports import as_csv, check, is_refused, told

TICKETS = [
    {
        "Ticket #": "77",
        "Opened": "1/22/2026 9:00 AM",
        "Via": "Voice In",
        "Caller Name": "Zebulon Quux",
        "State": "ok",
    },
    {
        "Ticket #": "78",
        "Opened": "1/23/2026 9:00 AM",
        "Via": "Letter",
        "Caller Name": "Zebulon Quux",
        "State": "Test",
    },
]
MAP = """
files = ["*tickets*.csv"]
drop = ["Caller Name"]
drop_rows = { column = "State", equals = ["test"] }
[columns]
inquiry_id = "Ticket #"
channel = "Via"
[constants]
unit = "north"
[values.channel]
"Voice In" = "phone"
"""
WIDE = """ResponseId,Unit,Lang,Finished,Q1_1,Q1_2
R-1,north,ES,1,Agree,2
R-2,south,EN,1,Don't know,
R-3,south,EN,0,5,5
"""
SURVEY = """
drop_rows = [ { column = "Finished", equals = ["0"] } ]
[columns]
response_id = "ResponseId"
language = "Lang"
[constants]
wave = "2026-Q1"
instrument = "LPI 2.1"
rater = "peer"
[unpivot]
low = 1
high = 5
not_applicable = ["don't know"]
[unpivot.labels]
"Agree" = 4
[[unpivot.items]]
column = "Q1_1"
item = "ENG-1"
domain = "Engagement"
[[unpivot.items]]
column = "Q1_2"
item = "ENG-2"
domain = "Engagement"
reversed = true
high = 7
"""


def test_an_export_is_read_under_the_contract(tmp_path):
    checked = check(tmp_path, TICKETS, mapping=MAP)
    assert told(checked) == [(3, "", "dropped_by_mapping")]
    row = checked.rows.iloc[0]
    assert (row["inquiry_id"], row["channel"], row["unit"]) == ("77", "phone", "north")
    assert row["received_at"].isoformat() == "2026-01-22T09:00:00", (
        "Opened is a heading known without a mapping"
    )
    assert checked.held == {"inquiry_id", "received_at", "channel", "unit"}


def test_a_column_the_mapping_names_and_the_file_lacks_is_refused(tmp_path):
    checked = check(tmp_path, TICKETS, mapping=MAP.replace('"Via"', '"Source of call"'))
    assert is_refused(checked, "column_gone")
    assert '"Source of call"' in checked.issues[0].reason
    checked = check(tmp_path, TICKETS, mapping=MAP.replace('"State"', '"Stage"'))
    assert is_refused(checked, "column_gone"), "rows that should be left out would be counted"


def test_a_wide_survey_becomes_one_line_an_answer(tmp_path):
    rows = check(tmp_path, WIDE, "surveys", SURVEY).rows
    lines = rows[
        ["response_id", "item", "low", "high", "reversed", "row", "language", "unit"]
    ].values.tolist()
    assert lines == [
        ["R-1", "ENG-1", 1, 5, "no", 2, "es", "north"],
        ["R-1", "ENG-2", 1, 7, "yes", 2, "es", "north"],
        ["R-2", "ENG-1", 1, 5, "no", 3, "en", "south"],
        ["R-2", "ENG-2", 1, 7, "yes", 3, "en", "south"],
    ]
    assert rows["answer"].fillna(-1).tolist() == [4, 2, -1, -1], (
        "not applicable and not answered are blank, not 0"
    )


def test_records_of_a_wide_survey_are_counted_as_records(tmp_path):
    checked = check(tmp_path, WIDE, "surveys", SURVEY)
    assert checked.rows_read == 3
    assert told(checked) == [(4, "", "dropped_by_mapping")]


def test_a_wrong_answer_names_its_row_and_column_and_spoils_no_other(tmp_path):
    checked = check(
        tmp_path, WIDE.replace("Agree,2", "Agree,8").replace("Don't know", "9"), "surveys", SURVEY
    )
    assert told(checked)[:2] == [(2, "answer", "answer_off_scale"), (3, "answer", "answer_off_scale")]
    assert [i.reason.rpartition("(")[2] for i in checked.issues[:2]] == ["column Q1_2)", "column Q1_1)"]
    assert checked.rows["item"].tolist() == ["ENG-1", "ENG-2"]


def test_a_word_told_once_names_each_person_of_a_wide_survey_once(tmp_path):
    checked = check(tmp_path, WIDE.replace("ES", "Klingon").replace("EN", "Elvish"), "surveys", SURVEY)
    warned = [(i.row, i.reason.rpartition("(")[2]) for i in checked.issues if i.outcome == "warned"]
    assert warned == [(2, "2 rows)"), (3, "2 rows)")]


def test_one_person_beyond_the_calendar_does_not_refuse_a_wide_survey(tmp_path):
    people = [f"R-{n},north,ES,1,4,4,2026-03-02" for n in range(9)] + ["R-9,north,ES,1,4,4,1999-03-02"]
    content = "ResponseId,Unit,Lang,Finished,Q1_1,Q1_2,recorded_at\n" + "\n".join(people) + "\n"
    checked = check(tmp_path, content, "surveys", SURVEY)
    assert told(checked) == [(11, "recorded_at", "before_calendar")]
    assert len(checked.rows) == 18


def test_two_wrong_answers_of_one_person_are_two_problems(tmp_path):
    checked = check(tmp_path, WIDE.replace("Agree,2", "9,8"), "surveys", SURVEY)
    assert [i.row for i in checked.issues if i.code == "answer_off_scale"] == [2, 2]


def test_a_wrong_value_of_a_person_is_told_once(tmp_path):
    checked = check(tmp_path, WIDE.replace("R-1", ""), "surveys", SURVEY)
    assert told(checked)[0] == (2, "response_id", "value_missing")
    assert len(checked.issues) == 2


def test_two_headings_that_differ_by_a_point_are_told_apart(tmp_path):
    content = WIDE.replace("Q1_1,Q1_2", "Q1.1,Q11")
    survey = SURVEY.replace("Q1_1", "Q1.1").replace("Q1_2", "Q11")
    assert check(tmp_path, content, "surveys", survey).rows["answer"].tolist()[:2] == [4, 2]


WRONG = {
    "a source that does not exist": (
        'source = "weather"',
        "source in the mapping must be one of: organisation",
    ),
    "no source": ('files = ["a"]', "the mapping lacks source"),
    "a key with a typing error": (
        'source = "roster"\ncollumns = 1',
        "no key collumns in the mapping: did you mean columns",
    ),
    "a field that does not exist": (
        'source = "inquiries"\n[columns]\nrecieved_at = "Opened"',
        r"no key recieved_at in \[columns\].*received_at",
    ),
    "a field given twice": (
        'source = "inquiries"\n[columns]\nunit = "U"\n[constants]\nunit = "u"',
        "unit is given twice",
    ),
    "a column dropped and read": (
        'source = "inquiries"\ndrop = ["via"]\n[columns]\nchannel = "Via"',
        "both dropped and read as channel",
    ),
    "an encoding that is not read": (
        'source = "roster"\nencoding = "latin-9"',
        "one of: utf-8, utf-16, cp1252",
    ),
    "dates in no order": ('source = "roster"\ndates = "ydm"', "one of: mdy, dmy, ymd"),
    "a zone that does not exist": ('source = "roster"\nzone = "PST8"', "not a known time zone"),
    "an item without a domain": (
        'source = "surveys"\n[unpivot]\n[[unpivot.items]]\ncolumn = "a"\nitem = "b"',
        "lacks domain",
    ),
    "values of a field that does not exist": (
        'source = "inquiries"\n[values.chanel]\n"a" = "b"',
        r"no key chanel in \[values\].*channel",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_mapping_is_refused(case):
    text, words = WRONG[case]
    with pytest.raises(DataError, match=words):
        parse_mapping(text)


@pytest.mark.parametrize(
    "heading",
    [
        "Caller Name",
        "Worker name",
        "SSN",
        "E-mail",
        "IPAddress",
        "Date of birth",
        "First Name",
        "Phone number",
    ],
)
def test_a_column_of_names_or_numbers_of_people_cannot_be_mapped(heading):
    with pytest.raises(DataError, match="looks like the name, number or address of a person"):
        parse_mapping(f'source = "inquiries"\n[columns]\ntopic = "{heading}"')


def test_columns_of_names_of_things_can_be_mapped():
    parse_mapping('source = "organisation"\n[columns]\nunit_name = "Unit name"\ndivision_name = "Name"')


def test_errors_name_the_mapping_file(tmp_path):
    (tmp_path / "a.map.toml").write_text('source = "weather"')
    with pytest.raises(DataError, match="^a.map.toml: source in the mapping"):
        load_mapping(tmp_path / "a.map.toml")


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.source)
def test_no_heading_is_known_for_two_fields(contract):
    known = [h for f in contract.fields for h in {letters_only(h) for h in (f.name, *f.headers)}]
    own = {letters_only(f.name) for f in contract.fields}
    twice = {h for h in known if known.count(h) > 1 and h not in own}
    assert not twice


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda c: c.source)
def test_a_file_with_the_contracts_own_headings_needs_no_mapping(tmp_path, contract):
    content = as_csv([{f.name: "" for f in contract.fields} | {contract.fields[0].name: "x"}])
    checked = check(tmp_path, content, contract.source)
    assert not checked.refused
    assert not {i.code for i in checked.issues} - {
        "value_missing",
        "period_unreadable",
        "count_missing",
    }


def test_a_heading_that_a_layout_lacks_has_no_position():
    layout = Layout(Grid([["Unit", "Answer"], ["N-1", "4"]], [1, 2]), 0)
    assert layout.position("answer") == 1
    with pytest.raises(KeyError, match="Rater"):
        layout.position("Rater")
