"""No value of a row leaves intake in a message, whatever is wrong with the row."""

import logging

import pytest

from pipelines.intake.discovery import discover
from pipelines.questions.errors import DataError
from tests.intake.exports import (
    ANSWER,
    ASSIGNMENT,
    DECISION,
    INQUIRY,
    POSITION,
    as_csv,
    as_xlsx,
    check,
    rows_of,
    write,
)

NAME, NUMBER = "Zebulon Quux", "987-65-4321"
CANARIES = ("zebulon", "quux", NUMBER)
MODELS = {
    "inquiries": INQUIRY,
    "positions": POSITION,
    "assignments": ASSIGNMENT,
    "surveys": ANSWER,
    "decisions": DECISION,
}


def assert_silent(text: str):
    assert not [c for c in CANARIES if c in text.lower()]


def assert_told_without_values(checked, logged: str):
    assert checked.issues, "the canary must have caused a problem"
    for issue in checked.issues:
        assert_silent(repr(issue))
    assert_silent(logged)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("source", MODELS)
def test_a_wrong_value_in_any_column_is_not_repeated(tmp_path, caplog, capsys, source, kind):
    caplog.set_level(logging.DEBUG)
    rows = rows_of(MODELS[source], *({c: f"{NAME} {NUMBER}"} for c in MODELS[source]))
    rows += [rows[0], {c: NAME for c in rows[0]}, {c: NUMBER for c in rows[0]}]
    table = [list(rows[0]), *(list(r.values()) for r in rows)]
    content = as_xlsx(table) if kind == "xlsx" else as_csv(rows)
    checked = check(tmp_path, content, source, name=f"a.{kind}")
    assert_told_without_values(checked, caplog.text + "".join(capsys.readouterr()))


BROKEN = {
    "no heading row at all": f"{NAME},{NUMBER},{NAME} 2\n{NAME},{NUMBER},x\n",
    "names as headings": f"inquiry_id,{NAME},{NAME}\n1,2,3\n",
    "an open quotation mark": f'inquiry_id,received_at\n1,"{NAME}\n2,{NUMBER}\n',
    "a cell of several rows": f'a,b,c,d\n1,2,3,"{NAME}\n2,2,3,{NUMBER}\n3,2,3,4"\n',
    "a broken encoding": f"inquiry_id,received_at\n{NAME},\xff\n".encode("latin-1"),
    "a NUL": f"inquiry_id,received_at\n{NAME},\x00\n",
    "rows of other widths": f"inquiry_id,received_at\n{NAME}\n{NUMBER}\n",
    "a broken end": f"inquiry_id,received_at\n1,2026-03-02\n{NAME}",
    "ambiguous dates": f"inquiry_id,received_at\n{NAME},01/02/2026\n",
    "a workbook that is none": f"PK\x03\x04{NAME}",
    "a page": f"<html>{NAME}</html>",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_refused_file_does_not_repeat_what_it_holds(tmp_path, caplog, case):
    caplog.set_level(logging.DEBUG)
    checked = check(tmp_path, BROKEN[case])
    assert checked.refused
    assert checked.rows.empty
    assert_told_without_values(checked, caplog.text)


def test_a_file_nobody_knows_does_not_repeat_its_first_row(tmp_path):
    path = write(tmp_path, BROKEN["no heading row at all"], "export.csv")
    with pytest.raises(DataError) as error:
        discover([path])
    assert_silent(str(error.value))


def test_b35_a_value_made_to_look_like_a_log_line_stays_in_its_row(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    checked = check(
        tmp_path,
        as_xlsx([["inquiry_id", "received_at"], ["a\nERROR admin logged in", "2026-03-02"]]),
        name="a.xlsx",
    )
    assert [i.code for i in checked.issues] == ["line_break"]
    assert "admin" not in repr(checked.issues) + caplog.text
