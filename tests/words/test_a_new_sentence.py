"""A new sentence touches the file in which it is said, and reaches translators and every reader from there."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.words import new_sentence

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> tuple[Path, list[str]]:
    return new_sentence.added(ROOT, tmp_path_factory.mktemp("sentence"))


@pytest.fixture(scope="module")
def seen(copied, tmp_path_factory) -> dict:
    asked = (
        f"from tests.words.new_sentence import as_said; as_said({str(tmp_path_factory.mktemp('county'))!r})"
    )
    environment = {**os.environ, "PYTHONPATH": str(copied[0]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=copied[0],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_new_sentence_touches_one_file(copied):
    _, touched = copied
    assert touched == ["dashboard/pages/methods.py"]


def test_translators_get_it_whole_with_both_its_forms_and_its_place(seen):
    assert seen["gathered"] == [["{count} rule holds in {place}", "{count} rules hold in {place}"]]


def unescaped(text: str) -> str:
    """A page as sent, JSON within JSON, with its letters as they are read."""
    return re.sub(r"\\+u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def test_readers_see_it_in_their_language_and_names_as_they_are(seen):
    said = {"en": "8 rules hold in Marigold County", "qps": "8 ŕúĺéś ĥóĺđ íń Marigold County"}
    for language in said:
        page = unescaped(seen[language])
        assert [other for other in said if said[other] in page] == [language]
