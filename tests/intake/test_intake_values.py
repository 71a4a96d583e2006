"""What cells become: ids, words, flags and numbers (security.md 3.3, B54-B72)."""

import hashlib
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.intake.headings.records import IMPORT_ID
from pipelines.intake.spelling import plain
from pipelines.intake.values.damaged_text import SHORTENED
from pipelines.intake.values.doubtful_text import _mixes_scripts
from pipelines.profile.agency import load_profile, parse_profile
from pipelines.questions.dimensions import LANGUAGES
from tests.intake.exports import (
    ANSWER,
    ASSIGNMENT,
    DECISION,
    POSITION,
    as_xlsx,
    by_hand,
    check,
    codes,
    inquiries,
    is_refused,
    rows_of,
    told,
)

WITH_NA = """
[[race_scheme]]
from = 2015-01-01
id = "own"
label = "Own"
reference = "white"
groups = [ {id = "NA", label = "Native American"}, {id = "white", label = "White"} ]
"""


def test_b54_the_race_code_na_is_a_group_and_not_a_missing_value(tmp_path):
    checked = check(
        tmp_path, inquiries({"race": "NA"}, {"race": "na"}, {"race": ""}), profile=parse_profile(WITH_NA)
    )
    assert checked.rows["race"].tolist() == ["NA", "NA", "unknown"]
    assert not checked.issues


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_b55_b57_ids_and_names_that_look_like_something_else_survive(tmp_path, name):
    ids = [
        "00123",
        "1234567E10",
        "1E5",
        "007",
        "1234567890123456789",
        "null",
        "NaN",
        "8m7hS7i07n",
        "8M7HS7I07N",
    ]
    units = ["None", "null", "nan", "N/A", "NA", "TRUE", "-", "1-2", "0X5"]
    table = [
        ["inquiry_id", "received_at", "unit"],
        *([i, "2026-03-02", u] for i, u in zip(ids, units, strict=True)),
    ]
    content = as_xlsx(table) if name == "a.xlsx" else "\n".join(map(",".join, table)) + "\n"
    checked = check(tmp_path, content, name=name)
    assert checked.rows["inquiry_id"].tolist() == ids
    assert checked.rows["unit"].tolist() == units


def test_b58_a_19_digit_id_beside_a_blank_one_keeps_its_digits(tmp_path):
    checked = check(
        tmp_path, rows_of(ASSIGNMENT, {"child_id": "1234567890123456789"}, {"child_id": ""}), "assignments"
    )
    assert checked.rows["child_id"].tolist() == ["1234567890123456789", ""]


def test_b59_ids_that_differ_only_by_case_are_two(tmp_path):
    assert len(check(tmp_path, inquiries({"inquiry_id": "aB"}, {"inquiry_id": "Ab"})).rows) == 2


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1), min_size=1, max_size=20))
def test_ids_come_out_as_they_went_in(tmp_path, texts):
    """Whatever the text: the same but for blanks around it and for what Unicode holds to be the same."""
    ids = list(dict.fromkeys(i for i in (plain(t) for t in texts) if i and not is_special(i)))
    checked = check(tmp_path, inquiries(*({"inquiry_id": i} for i in ids), {"inquiry_id": "last"}))
    assert checked.rows["inquiry_id"].tolist()[: len(ids)] == ids


def is_special(word: str) -> bool:
    """Words that mean something where an id stands: a total, an error, a survey mark, mixed scripts."""
    begins = word.lower().startswith(("total", "grand", "sub", "#", IMPORT_ID))
    return begins or word == "last" or bool(re.fullmatch(SHORTENED, word)) or _mixes_scripts(word)


def test_b60_a_workbook_number_is_an_exact_id_until_it_is_too_long(tmp_path):
    table = [["inquiry_id", "received_at"], [123.0, "2026-03-02"], [999_999_999_999_999, "2026-03-02"]]
    checked = check(tmp_path, as_xlsx(table), name="a.xlsx")
    assert checked.rows["inquiry_id"].tolist() == ["123", "999999999999999"]
    table.append([1234567890123456789, "2026-03-02"])
    assert is_refused(check(tmp_path, as_xlsx(table), name="a.xlsx"), "digits_lost")


def test_b60_an_id_that_a_spreadsheet_has_shortened_in_a_csv_is_refused(tmp_path):
    checked = check(tmp_path, inquiries({"inquiry_id": "1.23E+15"}, {}))
    assert is_refused(checked, "digits_lost")
    assert checked.issues[0].row == 2


NUMBERS = {
    "B61 1,234": ("1,234", 1234),
    "12.0 as a count": ("12.0", 12),
    "a sign": ("+7", 7),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_numbers_as_people_write_them(tmp_path, case):
    written, meant = NUMBERS[case]
    assert check(tmp_path, [{**DECISION, "children": written}], "decisions").rows["children"].tolist() == [
        meant
    ]


@pytest.mark.parametrize(
    "written",
    ["(5)", "$7", "7%", "-", "1e400", "inf", "NaN", "12.5", "9223372036854775808", "1,23", "one", "1 2"],
)
def test_b62_b63_b71_what_is_no_plain_count_is_set_aside(tmp_path, written):
    rows = [{**DECISION, "children": written}, {**DECISION, "race": "white"}]
    checked = check(tmp_path, rows, "decisions")
    assert told(checked) == [(2, "children", "not_a_number")]
    assert str(checked.rows["children"].dtype) == "Int64"
    assert checked.rows["children"].tolist() == [40]


@pytest.mark.parametrize("fte", ["37.5", "-1", "20.01"])
def test_b64_an_fte_out_of_range_is_set_aside(tmp_path, fte):
    checked = check(tmp_path, rows_of(POSITION, {"filled_fte": fte}, {}), "positions")
    assert told(checked) == [(2, "filled_fte", "out_of_range")]
    assert len(checked.rows) == 1


def test_b64_none_and_the_most_that_is_allowed_are_in_range(tmp_path):
    checked = check(tmp_path, rows_of(POSITION, {"filled_fte": "0"}, {"filled_fte": "20"}), "positions")
    assert not checked.issues
    assert checked.rows["filled_fte"].tolist() == [0, 20]


def test_b65_yes_and_no_in_many_spellings(tmp_path):
    words = ["True", "TRUE", "Yes", "y", "1", "x", "sí", "False", "no", "N", "0", ""]
    checked = check(tmp_path, inquiries(*({"expectation_set": w} for w in words)))
    assert checked.rows["expectation_set"].tolist() == ["yes"] * 7 + ["no"] * 4 + [""]


def test_b65_yes_and_no_of_a_workbook(tmp_path):
    table = [
        ["inquiry_id", "received_at", "expectation_set"],
        ["a", "2026-03-02", True],
        ["b", "2026-03-02", False],
    ]
    assert check(tmp_path, as_xlsx(table), name="a.xlsx").rows["expectation_set"].tolist() == ["yes", "no"]


def test_b65_a_word_that_is_neither_is_set_aside_and_a_mapping_can_translate_it(tmp_path):
    rows = inquiries({"expectation_set": "by phone"}, {"expectation_set": "yes"})
    assert told(check(tmp_path, rows)) == [(2, "expectation_set", "not_yes_or_no")]
    mapping = '[values.expectation_set]\n"By  Phone" = "yes"'
    assert check(tmp_path, rows, mapping=mapping).rows["expectation_set"].tolist() == ["yes", "yes"]


def test_b66_a_spreadsheet_error_is_not_a_blank(tmp_path):
    errors = ["#REF!", "#N/A", "#DIV/0!"]
    checked = check(tmp_path, inquiries(*({"unit": e} for e in errors), {}))
    assert told(checked) == [(n, "unit", "cell_error") for n in (2, 3, 4)]
    cells = (
        '<row r="1"><c r="A1" t="str"><v>inquiry_id</v></c><c r="B1" t="str"><v>received_at</v></c>'
        '<c r="C1" t="str"><v>unit</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>a</v></c><c r="B2" t="str"><v>2026-03-02</v></c>'
        '<c r="C2" t="e"><v>#REF!</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>b</v></c><c r="B3" t="str"><v>2026-03-02</v></c></row>'
    )
    checked = check(tmp_path, by_hand(cells), name="a.xlsx")
    assert told(checked) == [(2, "unit", "cell_error")], "calamine itself reads an error as a blank"
    assert checked.rows["unit"].tolist() == [""]


def test_b67_a_word_in_no_list_is_not_recorded_and_told_never_other(tmp_path):
    words = [{"channel": "Phone"}, {"channel": "carrier pigeon"}, {"channel": ""}, {"channel": "in person"}]
    checked = check(tmp_path, inquiries(*words))
    assert checked.rows["channel"].tolist() == ["phone", "unknown", "unknown", "in_person"]
    assert told(checked) == [(3, "channel", "word_not_in_list")]
    assert checked.issues[0].outcome == "warned"


def test_b67_at_most_twenty_rows_are_named_and_all_are_counted(tmp_path):
    checked = check(tmp_path, inquiries(*({"channel": f"c{n}"} for n in range(50))))
    assert [i.row for i in checked.issues] == list(range(2, 22))
    assert "(50 rows)" in checked.issues[0].reason
    assert len(checked.rows) == 50


def test_b67_a_field_that_must_be_filled_takes_no_word_outside_its_list(tmp_path):
    rows = rows_of(ASSIGNMENT, {"component": "Family Maintenance"}, {"component": "XX"}, {"component": ""})
    checked = check(tmp_path, rows, "assignments")
    assert checked.rows["component"].tolist() == ["fm"]
    assert told(checked) == [(3, "component", "word_not_in_list"), (4, "component", "value_missing")]


def test_b67_a_race_outside_the_scheme_is_set_aside_where_it_is_what_is_counted(tmp_path):
    rows = [{**DECISION, "race": r} for r in ("Black", "purple", "Missing")]
    checked = check(tmp_path, rows, "decisions")
    assert checked.rows["race"].tolist() == ["black", "unknown"]
    assert told(checked) == [(3, "race", "word_not_in_list")]


def test_a_word_is_known_by_its_label_in_any_case(tmp_path):
    words = ["Attorney or court", "ATTORNEY_COURT", "community member", "Tribe"]
    checked = check(tmp_path, inquiries(*({"requester": w} for w in words)))
    assert checked.rows["requester"].tolist() == ["attorney_court", "attorney_court", "community", "tribe"]


def test_languages_by_code_label_and_region(tmp_path):
    words = ["ES", "Spanish", "es-MX", "EN", "fr", "", "hmn", "Klingon"]
    checked = check(tmp_path, inquiries(*({"language": w} for w in words)))
    assert checked.rows["language"].tolist() == ["es", "es", "es", "en", "other", "unknown", "hmn", "other"]
    assert set(checked.rows["language"]) <= {*LANGUAGES, "unknown"}
    assert told(checked) == [(9, "language", "word_not_in_list")]


def test_b69_answers_off_the_scale_are_set_aside(tmp_path):
    answers = ["1", "5", "6", "0", "99", "-1", ""]
    checked = check(tmp_path, rows_of(ANSWER, *({"answer": a} for a in answers)), "surveys")
    assert told(checked) == [(n, "answer", "answer_off_scale") for n in (4, 5, 6, 7)]
    assert checked.rows["answer"].isna().tolist() == [False, False, True]


def test_b72_a_number_stored_as_text_is_a_number(tmp_path):
    table = [list(DECISION), ["2025", "", "entry", "black", "12"], ["2025", "", "entry", "white", 13]]
    assert check(tmp_path, as_xlsx(table), "decisions", name="a.xlsx").rows["children"].tolist() == [12, 13]


@pytest.mark.parametrize("mark", ["M", "*"])
def test_a_masked_count_is_never_zero(tmp_path, mark):
    checked = check(tmp_path, [{**DECISION, "children": mark}, {**DECISION, "race": "white"}], "decisions")
    assert checked.rows["children"].isna().tolist() == [True, False]
    assert checked.rows["masked"].tolist() == ["yes", ""]
    assert "masked" in checked.held


def test_a_blank_where_a_value_is_needed_is_set_aside(tmp_path):
    checked = check(tmp_path, inquiries({"received_at": ""}, {"inquiry_id": " "}, {}))
    assert told(checked) == [(2, "received_at", "value_missing"), (3, "inquiry_id", "value_missing")]
    assert checked.rows["row"].tolist() == [4]


def test_a_row_is_told_every_problem_it_has(tmp_path):
    row = {"inquiry_id": "", "received_at": "soon", "expectation_set": "maybe"}
    problems = {
        ("inquiry_id", "value_missing"),
        ("received_at", "date_unreadable"),
        ("expectation_set", "not_yes_or_no"),
    }
    assert {(f, c) for _, f, c in told(check(tmp_path, inquiries(row, {})))} == problems


def test_b86_b87_repeats_of_a_key_are_set_aside_all_but_the_first(tmp_path):
    same, other = {"inquiry_id": "I-1"}, {"inquiry_id": "I-1", "unit": "south"}
    checked = check(tmp_path, inquiries(same, other, same, {}))
    assert told(checked) == [(3, "inquiry_id", "repeated_key"), (4, "inquiry_id", "repeated_row")]
    assert checked.rows["row"].tolist() == [2, 5]
    assert checked.rows["unit"].tolist() == ["north", "north"]


def test_a_row_set_aside_does_not_claim_its_key(tmp_path):
    checked = check(tmp_path, inquiries({"inquiry_id": "I-1", "received_at": "soon"}, {"inquiry_id": "I-1"}))
    assert codes(checked) == {"date_unreadable"}
    assert checked.rows["row"].tolist() == [3]


def test_what_a_file_does_not_hold_is_absent_and_what_it_holds_empty_is_there(tmp_path):
    checked = check(tmp_path, inquiries({"channel": ""}))
    assert checked.held == {"inquiry_id", "received_at", "acknowledged_at", "resolved_at", "unit", "channel"}
    times = ("received_at", "acknowledged_at", "resolved_at")
    assert set(checked.rows) == checked.held | {f"{t}_date_only" for t in times} | {"row"}


def test_each_kind_has_the_type_the_contract_promises(tmp_path):
    rows = check(tmp_path, inquiries({"channel": "", "expectation_set": "", "promised_by": ""})).rows
    types = {name: str(dtype) for name, dtype in rows.dtypes.items()}
    assert types["inquiry_id"] == types["channel"] == types["expectation_set"] == "str"
    assert types["received_at"] == types["promised_by"] == types["resolved_at"] == "datetime64[s]"
    assert types["received_at_date_only"] == "bool"
    assert types["row"] == "int64"
    assert rows[["channel", "expectation_set"]].iloc[0].tolist() == ["unknown", ""]
    number = check(tmp_path, rows_of(POSITION, {}), "positions").rows["filled_fte"]
    assert str(number.dtype) == "float64"


def test_the_digest_is_that_of_the_bytes(tmp_path):
    checked = check(tmp_path, inquiries({}))
    assert checked.digest == hashlib.sha256((tmp_path / "export.csv").read_bytes()).hexdigest()


def test_b95_formulas_and_markup_stay_inert_text(tmp_path):
    payloads = [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "'; DROP TABLE x;--",
        "{{7*7}}",
    ]
    checked = check(tmp_path, inquiries(*({"unit": p} for p in payloads)), profile=load_profile(None))
    assert checked.rows["unit"].tolist() == payloads
