"""Where a store may be, who may read it, and what is told of an address that is no store."""

import stat

import pytest

from pipelines.questions.errors import DataError, StoreDamaged, StoreFault
from pipelines.reports import Reports
from pipelines.store.database import open_database
from tests.store.stores import answered, inquiries, load


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_folder_may_be_named_plainly_or_as_an_address(tmp_path, opened):
    load(opened(f"sqlite:///{tmp_path / 'store.db'}"), tmp_path / "files", {"inquiries": inquiries(3)})
    engine = open_database(str(tmp_path / "store.db"))
    assert answered(Reports(engine)) == (7, 10)
    engine.dispose()


def test_nobody_but_its_owner_may_read_a_store(tmp_path, opened):
    """Also what SQLite puts beside it while it writes."""
    store = tmp_path / "new" / "store"
    engine = opened(str(store))
    assert (rights(store), rights(store / "data.sqlite")) == (0o700, 0o600)
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE store SET part = 'other'")
        assert {p.name: rights(p) for p in store.iterdir()} == {p.name: 0o600 for p in store.iterdir()}
        assert len(list(store.iterdir())) > 1


def test_every_store_has_an_identity_of_its_own(tmp_path, opened):
    ids = set()
    for name in ("one", "two"):
        with opened(str(tmp_path / name)).connect() as connection:
            store_id, part = connection.exec_driver_sql("SELECT store_id, part FROM store").one()
            assert part == "data"
            ids.add(store_id)
    assert len(ids) == 2
    assert {len(i) for i in ids} == {36}


def test_an_absent_store_is_told_with_the_command_that_makes_one_and_nothing_is_made(tmp_path):
    with pytest.raises(DataError, match="There is no store at .*absent.*cqi build PATH --database"):
        open_database(f"sqlite:///{tmp_path / 'absent'}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    "content", [b"not a database at all\n" * 200, b"", b"SQLite format 3\0" + b"\0" * 5000]
)
def test_a_file_that_is_no_store_is_told_and_left_alone(tmp_path, content, create):
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(content)
    with pytest.raises(StoreFault):
        open_database(f"sqlite:///{foreign}", create=create)
    assert foreign.read_bytes() == content
    assert list(tmp_path.iterdir()) == [foreign]


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_with_other_things_in_it_is_never_made_a_store(tmp_path, create):
    (tmp_path / "letters.txt").write_text("dear county")
    with pytest.raises(StoreDamaged, match=r"letters.txt but no data.sqlite"):
        open_database(str(tmp_path), create=create)
    assert [p.name for p in tmp_path.iterdir()] == ["letters.txt"]


@pytest.mark.parametrize("address", ["mysql://host/name", "sqlite://", "sqlite:///:memory:", "nonsense://"])
def test_an_address_of_another_kind_is_told_with_those_that_are_read(address):
    with pytest.raises(DataError, match="sqlite:///folder or postgresql"):
        open_database(address, create=True)


def test_a_server_that_is_not_there_is_told_in_a_sentence():
    with pytest.raises(StoreFault, match="does not answer") as told:
        open_database("postgresql+psycopg://nobody@127.0.0.1:9/none", create=True)
    assert "nobody" not in str(told.value)


def test_a_database_error_does_not_repeat_the_rows_it_was_given(url, opened):
    """Row values in a traceback are a person's data in a log."""
    assert opened(url).hide_parameters
