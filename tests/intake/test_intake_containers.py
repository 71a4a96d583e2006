"""Files that are not what they say, or would cost more than they hold (security.md 3.3, B1-B18)."""

import io
import zipfile

import pytest
import xlsxwriter

from tests.intake.exports import PARTS, as_csv, as_xlsx, by_hand, check, codes, inquiries, is_refused, told

SOUND = as_csv(inquiries({}, {}))
TABLE = [["inquiry_id", "received_at", "unit"], ["I-1", "2026-03-02 09:00", "north"]]
HEADINGS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>inquiry_id</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>received_at</t></is></c></row>'
)
RECORD = (
    '<row r="2"><c r="A2" t="inlineStr"><is><t>I-1</t></is></c>'
    '<c r="B2" t="inlineStr"><is><t>2026-03-02 09:00</t></is></c></row>'
)


def zipped(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, **parts}.items():
            archive.writestr(name, part)
    return content.getvalue()


def that_claims(size: int) -> bytes:
    """A small zip whose directory says that a part is `size` bytes long."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("xl/sharedStrings.xml", "x")
        archive.infolist()[-1].file_size = size
    return content.getvalue()


def test_a_workbook_zipped_by_hand_is_read(tmp_path):
    """The builder of the odd workbooks below makes sound ones too."""
    checked = check(tmp_path, by_hand(HEADINGS + RECORD), name="a.xlsx")
    assert checked.rows["inquiry_id"].tolist() == ["I-1"]
    assert not checked.issues


def test_b1_a_sheet_with_more_rows_than_a_spreadsheet_has_is_refused(tmp_path):
    rows = "".join('<row spans="1:1" ht="15"></row>' for _ in range(1_048_577))
    assert is_refused(check(tmp_path, by_hand(HEADINGS + rows), name="a.xlsx"), "workbook_too_large")


def test_b2_a_workbook_that_unpacks_to_300_mb_is_refused_by_its_directory(tmp_path):
    checked = check(tmp_path, that_claims(300_000_000), name="a.xlsx")
    assert is_refused(checked, "workbook_too_large")
    assert "more than 200 MB" in checked.issues[0].reason


def test_b2_a_workbook_that_unpacks_to_200_times_its_size_is_refused(tmp_path):
    content = zipped(**{"xl/sharedStrings.xml": "a" * 2_000_000})
    assert len(content) < 10_000
    assert is_refused(check(tmp_path, content, name="a.xlsx"), "workbook_too_large")


def test_b2_a_directory_that_understates_a_part_is_found_out(tmp_path):
    content = by_hand(HEADINGS + RECORD).replace(
        (len(PARTS["xl/workbook.xml"])).to_bytes(4, "little"), (10).to_bytes(4, "little")
    )
    assert is_refused(check(tmp_path, content, name="a.xlsx"), "broken_workbook")


def test_b3_a_cell_in_the_last_column_and_row_is_refused(tmp_path):
    content = by_hand(HEADINGS + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert len(content) < 3_000
    assert is_refused(check(tmp_path, content, name="a.xlsx"), "too_many_columns")


def test_b3_a_far_corner_within_2000_columns_is_refused_too(tmp_path):
    content = by_hand(HEADINGS + '<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>')
    assert is_refused(check(tmp_path, content, name="a.xlsx"), "workbook_too_large")


ENTITIES = {
    "B4 an external entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "B5 entities that multiply": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
}


@pytest.mark.parametrize("case", ENTITIES)
def test_entities_are_refused(tmp_path, case):
    checked = check(tmp_path, by_hand(HEADINGS + RECORD, prolog=ENTITIES[case]), name="a.xlsx")
    assert is_refused(checked, "entities")


def test_b4_an_entity_in_another_encoding_is_refused(tmp_path):
    content = io.BytesIO(by_hand(HEADINGS + RECORD))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/styles.xml", '<!DOCTYPE x [<!ENTITY e "x">]><x/>'.encode("utf-16"))
    checked = check(tmp_path, content.getvalue(), name="a.xlsx")
    assert is_refused(checked, "broken_workbook")
    assert "not plain XML" in checked.issues[0].reason


def test_b6_a_zip_of_20000_parts_is_refused(tmp_path):
    content = by_hand(HEADINGS + RECORD, {f"xl/media/{n}.txt": "" for n in range(20_000)})
    assert is_refused(check(tmp_path, content, name="a.xlsx"), "workbook_too_large")


def test_b8_a_cell_of_a_million_characters_is_refused(tmp_path):
    assert is_refused(check(tmp_path, inquiries({"unit": "x" * 1_000_000})), "cell_too_long")


def test_b8_a_cell_of_4001_characters_is_refused_where_an_id_stands_and_kept_where_people_write(tmp_path):
    assert is_refused(check(tmp_path, inquiries({"unit": "x" * 4_001})), "cell_too_long")
    assert not check(tmp_path, inquiries({"topic": "x" * 4_001})).issues


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_b9_more_than_2000_columns_are_refused(tmp_path, name):
    row = [f"c{n}" for n in range(2_001)]
    content = as_xlsx([row, row]) if name == "a.xlsx" else f"{','.join(row)}\n{','.join(row)}\n"
    assert is_refused(check(tmp_path, content, name=name), "too_many_columns")


def test_b9_one_column_is_refused_for_the_others(tmp_path):
    assert is_refused(check(tmp_path, "inquiry_id\nI-1\n"), "missing_column")


@pytest.mark.parametrize("content", ["\n\n\n", "  \n", ",,\n,,\n"])
def test_b9_no_column_at_all_is_refused(tmp_path, content):
    assert is_refused(check(tmp_path, content), "empty_file")


def test_b11_a_part_that_points_outside_is_refused(tmp_path):
    content = by_hand(HEADINGS + RECORD, {"../../etc/cron.d/x": "x"})
    assert is_refused(check(tmp_path, content, name="a.xlsx"), "broken_workbook")


def test_b12_a_workbook_under_a_password_is_refused(tmp_path):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    checked = check(tmp_path, content, name="a.xlsx")
    assert is_refused(checked, "not_what_it_says")
    assert "save it as .xlsx" in checked.issues[0].fix


@pytest.mark.parametrize("name", ["a.xls", "a.xlsm", "a.ods", "a.pkl", "a.parquet", "a"])
def test_b12_b15_other_kinds_are_refused_unopened(tmp_path, name):
    assert is_refused(check(tmp_path, b"anything", name=name), "file_type")


DISGUISED = {
    "B13 a workbook called .csv": (as_xlsx(TABLE), "a.csv"),
    "B14 a CSV called .xlsx": (SOUND, "a.xlsx"),
    "B14 a web page called .csv": ("<html><table><tr><td>inquiry_id</td></tr></table></html>", "a.csv"),
    "B14 a web page with a mark before it": ("\ufeff\n<!DOCTYPE html><html></html>", "a.csv"),
    "B14 a PDF called .csv": (b"%PDF-1.7\n", "a.csv"),
}


@pytest.mark.parametrize("case", DISGUISED)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, case):
    content, name = DISGUISED[case]
    assert is_refused(check(tmp_path, content, name=name), "not_what_it_says")


def test_b14_a_zip_that_is_no_workbook_is_refused(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.md", "x")
    assert is_refused(check(tmp_path, content.getvalue(), name="a.xlsx"), "not_a_workbook")


@pytest.mark.parametrize("kept", [100, 1_000, -30])
def test_b16_a_broken_off_workbook_is_refused(tmp_path, kept):
    assert is_refused(check(tmp_path, as_xlsx(TABLE)[:kept], name="a.xlsx"), "broken_workbook")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_b17_an_empty_file_is_refused(tmp_path, name):
    assert is_refused(check(tmp_path, b"", name=name), "empty_file")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_b18_headings_without_rows_are_refused(tmp_path, name):
    content = as_xlsx(TABLE[:1]) if name == "a.xlsx" else "inquiry_id,received_at\n"
    assert is_refused(check(tmp_path, content, name=name), "no_rows")


def test_b50_hidden_sheets_are_not_read_and_are_told(tmp_path):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    for name in ("log", "old"):
        sheet = book.add_worksheet(name)
        for n, row in enumerate(TABLE):
            sheet.write_row(n, 0, row)
    sheet.hide()
    book.close()
    checked = check(tmp_path, content.getvalue(), name="a.xlsx")
    assert len(checked.rows) == 1
    assert codes(checked) == {"hidden_sheet"}


def test_b51_two_sheets_that_both_fit_are_asked_about(tmp_path):
    content = as_xlsx(TABLE, Archive=TABLE)
    checked = check(tmp_path, content, name="a.xlsx")
    assert is_refused(checked, "several_sheets")
    assert '"Sheet1", "Archive"' in checked.issues[0].reason
    assert len(check(tmp_path, content, name="a.xlsx", mapping='sheet = "archive"').rows) == 1


def test_b51_a_sheet_that_is_not_there_is_refused(tmp_path):
    assert is_refused(check(tmp_path, as_xlsx(TABLE), name="a.xlsx", mapping='sheet = "May"'), "no_sheet")


def test_the_one_sheet_that_fits_is_found_behind_a_title_sheet(tmp_path):
    checked = check(tmp_path, as_xlsx([["Report on inquiries"]], Log=TABLE), name="a.xlsx")
    assert checked.rows["inquiry_id"].tolist() == ["I-1"]
    assert codes(checked) == {"sheet_chosen"}
    assert '"Log"' in checked.issues[0].reason


def test_b53_a_workbook_of_charts_only_is_refused(tmp_path):
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet("data")
    sheet.write_row(0, 0, [1, 2])
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=data!$A$1:$B$1"})
    book.add_chartsheet("chart").set_chart(chart)
    book.worksheets()[1].activate()
    sheet.hide()
    book.close()
    assert is_refused(check(tmp_path, content.getvalue(), name="a.xlsx"), "no_sheet")


def test_rows_of_a_workbook_are_numbered_as_on_screen(tmp_path):
    """Two title rows, a blank one, headings in row 4, a blank row 6."""
    table = [["Inquiries"], ["May 2026"], [], *TABLE, [], ["I-2", "not a date", "north"], ["Total", 2]]
    checked = check(tmp_path, as_xlsx(table), name="a.xlsx")
    assert told(checked) == [
        (4, "", "title_rows"),
        (7, "received_at", "date_unreadable"),
        (8, "", "total_row"),
    ]
    assert checked.rows["row"].tolist() == [5]
    assert checked.rows_read == 3
