"""Encodings, delimiters, quotation marks and the shape of records (security.md 3.3, B19-B49)."""

import pytest

from tests.intake.exports import as_csv, check, codes, inquiries, is_refused, told

PLAIN = "inquiry_id,received_at,unit\nI-1,2026-03-02 09:00,Peña\nI-2,2026-03-03 09:00,Muñoz\n"
UNITS = ["Peña", "Muñoz"]

READABLE = {
    "B19 a byte order mark": (PLAIN.encode("utf-8-sig"), None),
    "B20 two byte order marks": (b"\xef\xbb\xbf" + PLAIN.encode("utf-8-sig"), None),
    "B21 UTF-16, little end first": (b"\xff\xfe" + PLAIN.encode("utf-16-le"), None),
    "B21 UTF-16, big end first": (b"\xfe\xff" + PLAIN.encode("utf-16-be"), None),
    "B22 cp1252 where it is declared": (PLAIN.encode("cp1252"), 'encoding = "cp1252"'),
    "B27 line ends of carriage returns": (PLAIN.replace("\n", "\r").encode(), None),
    "B27 mixed line ends": (PLAIN.replace("\n", "\r\n", 1).encode(), None),
    "B31 semicolons": (PLAIN.replace(",", ";").encode(), None),
    "B31 tabs": (PLAIN.replace(",", "\t").encode(), None),
    "B31 bars": (PLAIN.replace(",", "|").encode(), None),
    "B31 a declared delimiter": (PLAIN.replace(",", ";").encode(), 'delimiter = ";"'),
    "B49 blank lines": (PLAIN.replace("\n", "\n\n").encode(), None),
    "B49 a comment line": (b"# exported today\n" + PLAIN.encode(), None),
}


@pytest.mark.parametrize("case", READABLE)
def test_text_is_read_as_it_was_meant(tmp_path, case):
    content, mapping = READABLE[case]
    checked = check(tmp_path, content, mapping=mapping)
    assert checked.rows["unit"].tolist() == UNITS
    assert checked.rows["inquiry_id"].tolist() == ["I-1", "I-2"]
    assert codes(checked) <= {"title_rows"}


def test_b22_cp1252_is_not_guessed_and_the_line_is_named(tmp_path):
    checked = check(tmp_path, PLAIN.encode("cp1252"))
    assert is_refused(checked, "encoding")
    assert checked.issues[0].reason == "line 2 is not UTF-8 text"
    assert 'encoding = "cp1252"' in checked.issues[0].fix


def test_b23_mixed_encodings_are_refused_with_the_line(tmp_path):
    content = PLAIN.encode() + "I-3,2026-03-04 09:00,Peña\n".encode("cp1252")
    assert check(tmp_path, content).issues[0].reason == "line 4 is not UTF-8 text"


NUL = {
    "B25 a NUL in a cell": PLAIN.replace("Muñoz", "Mu\x00oz"),
    "B26 NULs at the end": PLAIN + "\x00" * 50,
}


@pytest.mark.parametrize("case", NUL)
def test_nul_characters_are_refused(tmp_path, case):
    assert is_refused(check(tmp_path, NUL[case]), "not_text")


WIDE = ["inquiry_id,received_at,unit,remark"] + [f"I-{n},2026-03-02 09:00,north,fine" for n in range(1, 9)]


def test_b28_a_quotation_mark_closed_rows_later_is_refused(tmp_path):
    lines = list(WIDE)
    lines[2] = lines[2].replace(",fine", ',"fine')
    lines[5] = lines[5].replace(",fine", ',fine"')
    assert is_refused(check(tmp_path, "\n".join(lines) + "\n"), "rows_swallowed")


def test_b28_a_quotation_mark_in_a_column_of_the_contract_is_refused(tmp_path):
    lines = [
        "inquiry_id,received_at",
        "I-1,2026-03-02 09:00",
        '"I-2,2026-03-02 09:00',
        'I-3",2026-03-02 09:00',
        "I-4,2026-03-02 09:00",
    ]
    assert is_refused(check(tmp_path, "\n".join(lines) + "\n"), "line_break")


def test_b28_a_note_of_two_lines_is_no_swallowed_row(tmp_path):
    rows = inquiries({"topic": "first line\nsecond line, with a comma", "notes": "a\nb"}, {})
    checked = check(tmp_path, rows)
    assert checked.rows["row"].tolist() == [2, 3], "a record is one row, however many lines it takes"
    assert not checked.issues


def test_b29_a_quotation_mark_that_is_never_closed_is_refused(tmp_path):
    lines = list(WIDE)
    lines[3] = lines[3].replace(",north", ',"north')
    checked = check(tmp_path, "\n".join(lines) + "\n")
    assert is_refused(checked, "quotes")
    assert checked.issues[0].row == 4


def test_b30_doubled_and_curly_marks_are_kept(tmp_path):
    checked = check(tmp_path, inquiries({"topic": 'a "quoted" word'}, {"topic": "a “curly” one"}))
    assert checked.rows["topic"].tolist() == ['a "quoted" word', "a “curly” one"]


def test_b32_one_spelling_for_what_looks_the_same(tmp_path):
    spellings = [
        "Pe\u00f1a",
        "Pen\u0303a",
        "\u00a0Pe\u00f1a ",
        "Pe\u00f1a\u200b",
        "\ufeffPe\u00f1a",
        "\uff30e\u00f1a",
    ]
    checked = check(tmp_path, inquiries(*({"unit": s} for s in spellings)))
    assert checked.rows["unit"].unique().tolist() == ["Pe\u00f1a"]


def test_b24_letters_lost_in_an_earlier_conversion_are_told_and_kept(tmp_path):
    checked = check(tmp_path, inquiries({"unit": "PeÃ±a"}, {"unit": "Peña"}, {"topic": "donâ€™t"}))
    assert told(checked) == [(2, "unit", "letters_lost"), (4, "topic", "letters_lost")]
    assert {i.outcome for i in checked.issues} == {"warned"}
    assert len(checked.rows) == 3


def test_b33_a_cyrillic_letter_in_a_latin_name_is_set_aside(tmp_path):
    units = ["\u0410lpha", "Alpha", "Αλφα", "\u0410\u043b\u044c\u0444\u0430", "β-team"]
    checked = check(tmp_path, inquiries(*({"unit": u} for u in units)))
    assert told(checked) == [(2, "unit", "mixed_scripts")]
    assert checked.rows["unit"].tolist() == units[1:]


def test_b34_emoji_and_control_marks_are_kept_as_text(tmp_path):
    topics = ["🙂", "\u202edlrow", "\x1b[31mred"]
    assert check(tmp_path, inquiries(*({"topic": t} for t in topics))).rows["topic"].tolist() == topics


def test_b36_a_trailing_comma_on_every_row_refuses_the_file(tmp_path):
    lines = as_csv(inquiries({}, {}, {})).splitlines()
    content = "\n".join([lines[0], *(f"{line}," for line in lines[1:])]) + "\n"
    assert is_refused(check(tmp_path, content), "wrong_width")


def test_b37_b38_one_row_too_wide_and_one_too_narrow_are_set_aside(tmp_path):
    lines = as_csv(inquiries({}, {}, {}, {}, {})).splitlines()
    lines[2] += ",extra"
    lines[4] = lines[4].rpartition(",")[0]
    checked = check(tmp_path, "\n".join(lines) + "\n")
    assert told(checked) == [(3, "", "wrong_width"), (5, "", "wrong_width")]
    assert checked.rows["row"].tolist() == [2, 4, 6]
    assert checked.rows_read == 5


def test_b39_a_heading_twice_is_refused_unless_it_is_dropped(tmp_path):
    content = PLAIN.replace("unit", "unit,Notes,notes").replace("09:00,", "09:00,a,b,")
    checked = check(tmp_path, content)
    assert is_refused(checked, "repeated_heading")
    assert "columns D, E" in checked.issues[0].reason
    assert len(check(tmp_path, content, mapping='drop = ["notes"]').rows) == 2


def test_b40_headings_in_the_middle_are_set_aside(tmp_path):
    content = PLAIN + PLAIN.replace("I-", "J-")
    checked = check(tmp_path, content)
    assert told(checked) == [(4, "", "repeated_header")]
    assert checked.rows["inquiry_id"].tolist() == ["I-1", "I-2", "J-1", "J-2"]


QUALTRICS = (
    "ResponseId,wave,instrument,rater,domain,item,low,high,answer\n"
    "Response ID,Wave,Instrument,Rater,Domain,Item,Low,High,Answer\n"
    + ",".join(['"{""ImportId"":""q""}"'] * 9)
    + "\nR-1,2026-Q1,LPI 2.1,peer,Teaming,T-1,1,5,4\n"
)


def test_b41_three_heading_rows_are_refused_until_a_mapping_says_so(tmp_path):
    checked = check(tmp_path, QUALTRICS, source="surveys")
    assert is_refused(checked, "several_heading_rows")
    assert "skip_rows_after_header = 2" in checked.issues[0].fix
    checked = check(tmp_path, QUALTRICS, source="surveys", mapping="skip_rows_after_header = 2")
    assert checked.rows["answer"].tolist() == [4.0]
    assert checked.rows["row"].tolist() == [4]


def test_b42_title_rows_are_passed_over_and_told(tmp_path):
    checked = check(tmp_path, "Inquiries 2026\n\n" + PLAIN)
    assert told(checked) == [(3, "", "title_rows")]
    assert checked.issues[0].outcome == "warned"
    assert checked.rows["row"].tolist() == [4, 5]


def test_b42_a_declared_heading_row_is_not_searched(tmp_path):
    checked = check(tmp_path, "Inquiries 2026\n\n" + PLAIN, mapping="header_row = 3")
    assert not checked.issues
    assert checked.rows["row"].tolist() == [4, 5]
    assert is_refused(check(tmp_path, PLAIN, mapping="header_row = 9"), "no_header")


@pytest.mark.parametrize("word", ["Total", "GRAND TOTAL", "total:", "Totals", "Subtotal"])
def test_b43_a_row_of_totals_is_set_aside(tmp_path, word):
    assert told(check(tmp_path, PLAIN + f"{word},,2\n")) == [(4, "", "total_row")]


def test_b43_a_row_of_totals_is_known_by_its_own_column_where_a_mapping_says_so(tmp_path):
    mapping = 'total_row = { column = "unit", starts_with = "All units" }'
    assert told(check(tmp_path, PLAIN + ",,All units: 2\n", mapping=mapping)) == [(4, "", "total_row")]


def test_b44_a_last_row_that_breaks_off_is_refused(tmp_path):
    checked = check(tmp_path, PLAIN + "I-3,2026-0")
    assert is_refused(checked, "truncated")
    assert checked.issues[0].row == 4


def test_a_missing_last_line_end_alone_is_no_fault(tmp_path):
    assert not check(tmp_path, PLAIN.rstrip("\n")).issues


def test_b45_columns_go_by_their_names_not_their_places(tmp_path):
    turned = [dict(reversed(row.items())) for row in inquiries({}, {})]
    one, other = check(tmp_path, inquiries({}, {})).rows, check(tmp_path, turned).rows
    assert one.equals(other)
    assert len(one) == 2


def test_b46_columns_that_are_not_of_the_contract_are_not_kept(tmp_path):
    checked = check(tmp_path, inquiries({"Caller Name": "Zebulon Quux", "SSN": "123-45-6789"}))
    assert not {"Caller Name", "SSN"} & set(checked.rows)
    assert not checked.rows.astype(str).isin(["Zebulon Quux", "123-45-6789"]).any(axis=None)


def test_b47_a_missing_column_is_refused_with_a_mapping_to_write(tmp_path):
    checked = check(tmp_path, PLAIN.replace("received_at", "Recieved at"))
    assert is_refused(checked, "missing_column")
    assert checked.issues[0].field == "received_at"
    assert 'did you mean the column "Recieved at"?' in checked.issues[0].fix
    assert 'received_at = "Recieved at" under [columns]' in checked.issues[0].fix


def test_b47_every_missing_column_is_named(tmp_path):
    checked = check(tmp_path, "a,b\n1,2\n", source="positions")
    needed = {"position_id", "effective_from", "unit", "status", "authorised_fte", "filled_fte"}
    assert {i.field for i in checked.issues} == needed


@pytest.mark.parametrize(
    "heading", ["Date Received", "DATE/TIME RECEIVED", " received ", "Received\nat", "Created At"]
)
def test_other_headings_are_known_whatever_their_case_and_punctuation(tmp_path, heading):
    content = PLAIN.replace("received_at", f'"{heading}"')
    assert check(tmp_path, content).rows["received_at"].notna().all()


def test_a_second_column_that_would_do_is_told(tmp_path):
    content = PLAIN.replace("received_at", "Date received").replace("unit", "Opened")
    content = content.replace("Peña", "2026-03-02").replace("Muñoz", "2026-03-02")
    checked = check(tmp_path, content)
    assert told(checked) == [(1, "received_at", "several_columns")]
    assert checked.issues[0].outcome == "warned"


def test_b48_headings_with_formulas_or_markup_are_only_text(tmp_path):
    content = PLAIN.replace("unit", '"=HYPERLINK(""x"")",<b>unit</b>').replace("09:00,", "09:00,x,")
    assert set(check(tmp_path, content).held) == {"inquiry_id", "received_at"}
