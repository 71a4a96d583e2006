"""The same answers on SQLite and PostgreSQL, and from rows read back as from rows read first."""

from pipelines.building.build import build
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from tests.county import write_tables
from tests.store.stores import (
    AS_OF,
    DIRECTOR,
    PROFILE,
    QUESTIONS,
    answered,
    emptied_postgres,
    inquiries,
    load,
    said,
)


def test_sqlite_and_postgresql_give_the_same_answers(tmp_path, small_county, opened):
    addresses = (f"sqlite:///{tmp_path / 'store.db'}", emptied_postgres())
    here, there = (opened(a) for a in addresses)
    for engine in (here, there):
        load(engine, tmp_path / "files", small_county)
    one, other = said(Reports(here)), said(Reports(there))
    assert one == other
    assert sum(row.status == "shown" for rows, *_ in one[0] for row in rows) > 100


def test_files_read_back_from_the_store_count_as_when_they_were_read_first(
    url, tmp_path, small_county, opened
):
    """Each source sent alone, one after the other, against all sent together."""
    engine = opened(url)
    for source, rows in small_county.items():
        load(engine, tmp_path / source, {source: rows})
    apart = said(Reports(engine))
    together = opened(f"sqlite:///{tmp_path / 'together.db'}")
    load(together, tmp_path / "all", small_county)
    assert apart == said(Reports(together))


def test_two_logs_of_one_source_with_different_columns_count_what_each_holds(url, tmp_path, opened):
    """The second log keeps no acknowledgements: it adds to resolution alone, and none of it stands open."""
    engine = opened(url)
    first = write_tables(tmp_path / "a", {"inquiries": inquiries(2)})
    second = write_tables(
        tmp_path / "b",
        {
            "inquiries": [
                {
                    "inquiry_id": "z",
                    "received_at": "2026-09-07 09:00",
                    "resolved_at": "2026-09-08 09:00",
                    "unit": "N-1",
                }
            ]
        },
    )
    (second / "inquiries.csv").rename(second / "closed_inquiries.csv")
    build([first, second], engine, PROFILE, AS_OF)
    reports = Reports(engine)
    assert answered(reports) == (8, 10)
    resolved = reports.fetch(DIRECTOR, Selection("time_to_resolution", grain="window")).rows[0]
    assert (resolved.num, resolved.den) == (1, 1)
    assert reports.work_list(DIRECTOR, "open_inquiries", QUESTIONS[0]).rows == ()
