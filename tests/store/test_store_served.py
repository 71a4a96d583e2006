"""Faults of a store under a running server: a page of one line, one line in the log, no traceback."""

import logging
import re
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace

import pytest

from dashboard.serving.create import create_app
from pipelines.cli.settings import Settings
from pipelines.reports import Reports
from pipelines.store.database import open_database
from tests.dashboard.server import body, post
from tests.store.stores import ROOT

BEHIND = re.compile(r"SELECT|Traceback|sqlite|File \"")


@pytest.fixture
def served(store):
    """A store's data file, a client of an app over it that has answered before, and the app's engine."""
    engine = open_database(str(store))
    client = create_app(Reports(engine), replace(Settings(), demo=True)).server.test_client()
    assert post(client, body("/director")).status_code == 200
    yield store / "data.sqlite", client, engine
    engine.dispose()


def requests(client):
    """A page, what stands around it, the callback that fills it, and a file."""
    return (
        client.get("/_dash-layout"),
        post(client, body("/measure", "?measure=response_24h&by=unit")),
        client.get("/download.csv?indicator=response_24h&by=role"),
    )


def assert_told_once_each(answers, status, said, caplog):
    assert [a.status_code for a in answers] == [status] * len(answers)
    for answer in answers:
        assert said in answer.text
        assert not BEHIND.search(answer.text)
    assert [(r.exc_info, "\n" in r.getMessage()) for r in caplog.records] == [(None, False)] * len(answers)


def test_a_locked_store_is_503_and_one_line_and_answers_again_afterwards(served, caplog):
    data, client, _ = served
    with closing(sqlite3.connect(data, isolation_level=None)) as other, caplog.at_level(logging.ERROR):
        other.execute("BEGIN EXCLUSIVE")
        answers = requests(client)
    assert_told_once_each(answers, 503, "New data are being loaded", caplog)
    assert [a.status_code for a in requests(client)] == [200, 200, 200]


def test_a_damaged_store_is_500_and_one_line(served, caplog):
    data, client, _ = served
    data.write_bytes(b"\xa5" * data.stat().st_size)
    with caplog.at_level(logging.ERROR):
        answers = requests(client)
    assert_told_once_each(answers, 500, "Something broke on our side", caplog)
    assert all("a backup" in r.getMessage() for r in caplog.records)


def test_a_store_taken_away_is_500_and_not_made_anew(served, caplog):
    data, client, engine = served
    data.rename(data.with_name("elsewhere"))
    engine.dispose()
    with caplog.at_level(logging.ERROR):
        answers = requests(client)
    assert_told_once_each(answers, 500, "Something broke on our side", caplog)
    assert not data.exists()


def test_serving_on_a_port_in_use_is_told_with_the_word_that_names_another(store):
    """E8: a traceback at the commonest mistake of a newcomer, `make run` twice."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = ["serve", "--port", port, "--database", str(store)]
        command = [sys.executable, "-m", "pipelines.cli.commands", *words]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (said.returncode, said.stderr.count("\n"), said.stdout) == (1, 1, "")
    assert f"Port {port} of 127.0.0.1 is in use" in said.stderr
    assert "--port" in said.stderr


def test_a_busy_store_is_not_served(store, cqi):
    with closing(sqlite3.connect(store / "data.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert cqi("serve", "--port", 0, "--database", store).code == 75
