"""The tables and the files keep the contracts of the product's sources."""

from collections import Counter
from datetime import datetime
from importlib import import_module

import pytest

from pipelines.intake.check import check_file
from pipelines.intake.discovery import discover
from pipelines.profile.agency import load_profile
from sample_data.generate import COUNTY, generate
from sample_data.planted import TRUTHS

SOURCES = ("inquiries", "positions", "assignments", "surveys", "decisions", "organisation", "roster")


@pytest.fixture(scope="module")
def tables():
    return generate()


@pytest.fixture(scope="module")
def loaded():
    profile = load_profile(COUNTY / "county.toml")
    end = datetime(2026, 10, 31, 23, 59, 59)
    return {checked.source: checked for checked in (check_file(i, profile, end) for i in discover([COUNTY]))}


@pytest.mark.parametrize("source", SOURCES)
def test_a_table_has_every_column_of_its_contract_and_fills_what_must_be_filled(tables, source):
    contract = import_module(f"pipelines.sources.{source}").CONTRACT
    table = tables[source]
    assert sorted(table.columns) == sorted(field.name for field in contract.fields)
    for field in contract.fields:
        if field.filled:
            assert (table[field.name] != "").all(), field.name
        if field.choices:
            assert set(table[field.name]) <= {"", *field.choices}, field.name
    assert not table.duplicated(list(contract.key)).any()


@pytest.mark.parametrize("source", SOURCES)
def test_a_file_brings_back_as_many_rows_as_were_generated(tables, loaded, source):
    extra = {"inquiries": 2}.get(source, 0)  # the unknown unit and the unreadable channel are kept
    assert len(loaded[source].rows) == len(tables[source]) + extra
    assert not loaded[source].refused


def test_only_the_rows_that_are_wrong_on_purpose_are_set_aside(loaded):
    aside = {
        source: sorted({i.row for i in checked.issues if i.outcome == "set aside"})
        for source, checked in loaded.items()
    }
    previews = [each["row"] for each in TRUTHS["preview_rows"]]
    total = 5 + len(loaded["positions"].rows) + 1
    assert {source: rows for source, rows in aside.items() if rows} == {
        "inquiries": [103, 518, 1207, 2314], "positions": [total], "surveys": previews,
    }  # fmt: skip


def test_the_mapped_files_carry_the_generated_values(tables, loaded):
    kept = loaded["inquiries"].rows
    kept = kept[~kept["row"].isin([dirty["row"] for dirty in TRUTHS["dirty_rows"]])]
    table = tables["inquiries"]
    assert kept["inquiry_id"].tolist() == table["inquiry_id"].tolist()
    assert kept["received_at"].dt.strftime("%Y-%m-%d %H:%M").tolist() == table["received_at"].tolist()
    assert Counter(kept["race"])["native_american"] == Counter(table["race"])["native_american"]
    seats = loaded["positions"].rows.sort_values("row")
    assert seats["position_id"].tolist() == tables["positions"]["position_id"].tolist()
    assert seats["incumbent_id"].tolist() == tables["positions"]["incumbent_id"].tolist()
    answers = loaded["surveys"].rows.set_index(["response_id", "item"]).sort_index()
    generated = tables["surveys"].set_index(["response_id", "item"]).sort_index()
    assert answers["answer"].map("{:.0f}".format).replace("nan", "").tolist() == generated["answer"].tolist()
    local = answers["recorded_at"].dt.strftime("%Y-%m-%d %H:%M").tolist()
    assert local == generated["recorded_at"].tolist()
