"""Random damage to sound files (security.md 3.3, B96): told or harmless, never a crash, never a wrong row."""

import io
import zipfile

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.counting.contract import REFUSED, SET_ASIDE, WARNED
from tests.intake.exports import INQUIRY, as_csv, as_xlsx, check, rows_of

ROWS = rows_of(
    INQUIRY, *({"received_at": f"2026-03-{n:02d} 09:00", "acknowledged_at": ""} for n in range(2, 8))
)
CSV = as_csv(ROWS).encode()
XLSX = as_xlsx([list(ROWS[0]), *(list(r.values()) for r in ROWS)])

with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
    PARTS = {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


DAMAGING = settings(
    deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "insert", "swap", "repeat"]),
        st.integers(0, 10_000),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=6,
)


def damaged(content: bytes, damage: list[tuple[str, int, int]]) -> bytes:
    for kind, place, byte in damage:
        at = place % max(1, len(content))
        far = (place * 7 + byte) % max(1, len(content))
        content = {
            "flip": content[:at] + bytes([byte]) + content[at + 1 :],
            "cut": content[:at],
            "insert": content[:at] + b',"\n;/\t'[byte % 6 : byte % 6 + 1] + content[at:],
            "swap": content[min(at, far) :] + content[: min(at, far)],
            "repeat": content + content[at:],
        }[kind]
    return content


def assert_sound(checked):
    """What is accepted satisfies the contract, and every record is kept or told of."""
    assert {i.outcome for i in checked.issues} <= {REFUSED, SET_ASIDE, WARNED}
    if checked.refused:
        assert checked.rows.empty
        return
    rows = checked.rows
    assert rows["inquiry_id"].ne("").all()
    assert rows["inquiry_id"].is_unique
    assert rows["received_at"].notna().all()
    assert str(rows["received_at"].dtype) == "datetime64[s]"
    aside = {i.row for i in checked.issues if i.outcome == SET_ASIDE}
    assert not aside & set(rows["row"])
    assert len(rows) + len(aside) == checked.rows_read
    assert np.all(np.diff(rows["row"]) > 0)


@settings(DAMAGING, max_examples=150)
@given(DAMAGE)
@example([("insert", 30, 1)])
def test_b96_damaged_text_is_told_or_harmless(tmp_path, damage):
    assert_sound(check(tmp_path, damaged(CSV, damage)))


@settings(DAMAGING, max_examples=100)
@given(DAMAGE)
def test_b96_damaged_workbooks_are_told_or_harmless(tmp_path, damage):
    assert_sound(check(tmp_path, damaged(XLSX, damage), name="a.xlsx"))


@settings(DAMAGING, max_examples=60)
@given(st.sampled_from(sorted(PARTS)), DAMAGE)
def test_b96_a_workbook_with_a_damaged_part_is_told_or_harmless(tmp_path, part, damage):
    assert_sound(check(tmp_path, zipped({**PARTS, part: damaged(PARTS[part], damage)}), name="a.xlsx"))


def test_an_encoding_nobody_knows_in_a_part_is_told(tmp_path):
    book = PARTS["xl/workbook.xml"].replace(b"UTF-8", b"UTX-8")
    assert check(tmp_path, zipped({**PARTS, "xl/workbook.xml": book}), name="a.xlsx").refused


def test_the_undamaged_files_are_accepted_whole(tmp_path):
    for content, name in ((CSV, "a.csv"), (XLSX, "a.xlsx")):
        checked = check(tmp_path, content, name=name)
        assert_sound(checked)
        assert len(checked.rows) == 6
        assert not checked.issues
