"""All or nothing: the old version or the new, whatever fails, whoever is killed, whoever reads meanwhile."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest
from sqlalchemy import text

from pipelines.questions.errors import DataError
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from pipelines.store import publish as publishing
from pipelines.store.database import open_database
from tests.county import write_tables
from tests.store.stores import COUNTY_TOML, DIRECTOR, ROOT, answered, counted, inquiries, load


@pytest.mark.parametrize("step", ["_file", "_describe", "_cells", "_point", "_run", "_sweep"])
def test_a_publish_that_fails_at_any_step_leaves_the_old_version(url, tmp_path, monkeypatch, step, opened):
    engine = opened(url)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    before = counted(engine)

    def fails(*args):
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(publishing, step, fails)
        with pytest.raises(OSError, match="no space left"):
            load(engine, tmp_path / "second", {"inquiries": inquiries(1)})
    assert counted(engine) == before
    assert answered(Reports(engine)) == (7, 10)
    load(engine, tmp_path / "second", {"inquiries": inquiries(1)})
    assert answered(Reports(engine)) == (9, 10)


KILLED = textwrap.dedent("""
    import os, signal, sys
    from datetime import datetime
    from pathlib import Path
    from pipelines.building.build import build
    from pipelines.profile.agency import load_profile
    from pipelines.store import publish as publishing
    from pipelines.store.database import open_database

    url, folder, profile, step, turn = sys.argv[1:]
    real, calls = getattr(publishing, step), []

    def dies(*args):
        result = real(*args)
        calls.append(step)
        if len(calls) == int(turn):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(publishing, step, dies)
    build([Path(folder)], open_database(url, create=True), load_profile(Path(profile)),
          datetime(2026, 10, 31, 23, 59, 59))
""")


def killed_after(url, folder, step, turn):
    """Runs a build in a process of its own that is killed right after a step of its publish."""
    command = [
        sys.executable,
        "-c",
        KILLED,
        url,
        str(folder),
        str(COUNTY_TOML),
        step,
        str(turn),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr


@pytest.mark.parametrize(("step", "turn"), [("_file", 1), ("_cells", 4), ("_point", 1), ("_sweep", 1)])
def test_a_build_killed_in_mid_publish_leaves_the_old_version_and_the_next_one_succeeds(
    url, tmp_path, step, turn, opened
):
    engine = opened(url)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    before = counted(engine)
    engine.dispose()
    second = write_tables(tmp_path / "second", {"inquiries": inquiries(1)})
    killed_after(url, second, step, turn)
    engine = opened(url)
    assert counted(engine) == before
    assert answered(Reports(engine)) == (7, 10)
    if url.startswith("sqlite"):
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    load(engine, tmp_path / "second", {"inquiries": inquiries(1)})
    assert answered(Reports(engine)) == (9, 10)


def test_a_build_killed_at_any_moment_leaves_one_version_or_the_other(tmp_path, small_county, opened):
    """SQLite: killed while it commits too, as that is no step of ours: a dozen moments around the end."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    engine = opened(url)
    load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
    old = counted(engine)
    engine.dispose()
    path = tmp_path / "store.db"
    second = write_tables(tmp_path / "second", {"inquiries": inquiries(1)})
    script = KILLED.replace(
        "if len(calls) == int(turn):",
        "if len(calls) == int(turn):\n        print('now', flush=True)\n    if False:",
    )
    seen = set()
    for wait in (0.0, 0.002, 0.004, 0.008, 0.015):
        child = subprocess.Popen(
            [
                sys.executable,
                "-c",
                script,
                url,
                str(second),
                str(COUNTY_TOML),
                "_sweep",
                "1",
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout.readline() == "now\n"
        time.sleep(wait)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        engine = opened(url)
        found = answered(Reports(engine))
        seen.add(found)
        assert found in ((7, 10), (9, 10))
        if found == (7, 10):
            assert counted(engine) == old
        else:
            engine.dispose()
            shutil.rmtree(path)
            engine = opened(url)
            load(engine, tmp_path / "first", {"inquiries": inquiries(3)})
        engine.dispose()
    assert seen


def test_readers_during_a_publish_see_one_whole_version(url, tmp_path, opened):
    """Every answer read while five versions are published is that of the version it names."""
    engine = opened(url)
    figures = {load(engine, tmp_path / "0", {"inquiries": inquiries(0)}).version: (10, 10)}
    answers, faults, stop = [], [], threading.Event()

    def read():
        own = open_database(url)
        while not stop.is_set():
            released = Reports(own).fetch(DIRECTOR, Selection("response_24h", grain="window"))
            row, together = (
                released.rows[0],
                Reports(own).fetch(DIRECTOR, Selection("response_24h", by=("unit",))),
            )
            answers.append((int(released.version), row.num, row.den))
            answers.append(
                (int(together.version), sum(r.num for r in together.rows), sum(r.den for r in together.rows))
            )
        own.dispose()

    def guarded():
        try:
            read()
        except (DataError, OSError, RuntimeError, LookupError) as fault:
            faults.append(fault)

    readers = [threading.Thread(target=guarded) for _ in range(2)]
    for reader in readers:
        reader.start()
    for late in range(1, 6):
        figures[load(engine, tmp_path / str(late), {"inquiries": inquiries(late)}).version] = (10 - late, 10)
    stop.set()
    for reader in readers:
        reader.join()
    assert not faults
    assert all((num, den) == figures[version] for version, num, den in answers)
    assert len({version for version, *_ in answers}) >= 2
