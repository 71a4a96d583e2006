"""One sentence at a time: its places, its plural, its language, and what happens when a catalogue is wrong."""

from contextvars import copy_context
from gettext import GNUTranslations
from pathlib import Path
from threading import Thread

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from dashboard.serving.reader_language import speak_as_asked
from pipelines.questions.errors import DataError, NotAllowed, WrongQuestion
from pipelines.words import dates
from pipelines.words.languages import catalogue, languages
from pipelines.words.say import language, say, say_in, say_plural, speak, speaking, told


@pytest.fixture
def spanish(tmp_path) -> Path:
    """A locale folder with a few sentences in Spanish, one of them with a place that does not exist."""
    found = Catalog(locale="es")
    found.add("Data through {day}", "Datos hasta el {day}")
    found.add(("{count} row", "{count} rows"), ("una fila", "{count} filas"))
    found.add("{month} {year}", "{month} de {year}")
    found.add("October", "octubre")
    found.add("May", "mayo")
    found.add("May", "may", context="short month")
    found.add("as of {day}", "al {dia}")
    found.add("There is no such role. Choose one of: {roles}.", "No hay tal papel. Elija: {roles}.")
    found.add("Not for this role.", "No para este papel.")
    compiled = tmp_path / "es" / "LC_MESSAGES" / "messages.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, found)
    return tmp_path


def test_a_sentence_in_english_is_its_template_with_the_places_filled():
    assert say("Data through {day}", day="31 Oct 2026") == "Data through 31 Oct 2026"
    assert say_plural("{count} row", "{count} rows", 1) == "1 row"
    assert say_plural("{count} row", "{count} rows", 0) == "0 rows"
    assert (
        say_plural("{count} row of {all}", "{count} rows of {all}", 2000, all=31000) == "2,000 rows of 31,000"
    )


def test_a_place_without_anything_in_it_is_an_error():
    with pytest.raises(KeyError, match="day"):
        say("Data through {day}")


@pytest.mark.parametrize("part", [1.5, None, True, ["a"]])
def test_a_number_reaches_a_place_through_its_unit_and_nothing_else_does(part):
    with pytest.raises(TypeError, match="place"):
        say("{part} pending", part=part)


@pytest.mark.parametrize("hostile", ["{day}", "{0.__class__}", "%(day)s", "<b>x</b>", "\\1", "\\g<0>", "{"])
def test_what_stands_in_a_place_is_text_and_never_read_again(hostile):
    assert say("Data through {day}", day=hostile) == f"Data through {hostile}"
    assert str(DataError("No {what}.", what=hostile)) == f"No {hostile}."


def test_a_sentence_is_said_in_the_language_being_spoken_and_only_there(spanish):
    with speaking("es", spanish):
        assert language() == "es"
        assert say("Data through {day}", day="x") == "Datos hasta el x"
    assert language() == "en"
    assert say("Data through {day}", day="x") == "Data through x"


def test_plural_forms_come_from_the_catalogue(spanish):
    with speaking("es", spanish):
        assert say_plural("{count} row", "{count} rows", 1) == "una fila"
        assert say_plural("{count} row", "{count} rows", 1200) == "1,200 filas"


def test_the_same_word_may_be_translated_in_two_ways(spanish):
    with speaking("es", spanish):
        assert (say("May"), say_in("short month", "May")) == ("mayo", "may")
        assert dates.month("2026-10") == "octubre de 2026"
        assert dates.month("2026-05", short=True) == "may de 2026"


def test_what_is_not_translated_is_said_in_english(spanish):
    with speaking("es", spanish):
        assert say("Rows read") == "Rows read"
        assert say_in("column", "From") == "From"
        assert say_plural("{count} day", "{count} days", 2) == "2 days"


def test_a_translation_with_a_place_there_is_not_is_passed_over(spanish):
    with speaking("es", spanish):
        assert say("as of {day}", day="x") == "as of x"


def test_a_language_without_a_catalogue_is_english(spanish):
    with speaking("xx", spanish):
        assert say("Data through {day}", day="x") == "Data through x"
    assert not isinstance(catalogue("xx", spanish), GNUTranslations)
    assert languages(spanish) == ("en", "es")
    assert languages(spanish / "nowhere") == ("en",)


def test_a_refusal_carries_its_template_and_is_told_in_the_readers_language(spanish):
    refused = NotAllowed("There is no such role. Choose one of: {roles}.", roles="a, b")
    assert str(refused) == "There is no such role. Choose one of: a, b."
    with speaking("es", spanish):
        assert told(refused) == "No hay tal papel. Elija: a, b."
        assert told(NotAllowed("Not for this role.")) == "No para este papel."
        assert str(refused) == "There is no such role. Choose one of: a, b."


def test_a_fault_put_together_elsewhere_is_told_as_it_is():
    assert told(DataError("county.toml: [calendar] {x} is wrong")) == "county.toml: [calendar] {x} is wrong"
    assert told(WrongQuestion()) == str(WrongQuestion()) == ""


def test_one_readers_language_is_not_anothers(spanish):
    """The server answers in several threads at once."""
    said = {}

    def answer(name: str) -> None:
        speak(name, spanish)
        said[name] = say("Data through {day}", day="x")

    threads = [Thread(target=copy_context().run, args=(answer, name)) for name in ("es", "en")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {"es": "Datos hasta el x", "en": "Data through x"}


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("es", "es"), ("es-MX,en;q=0.5", "es"), ("en-US,es;q=0.8", "en"), ("fr", "en"), ("", "en"), ("*", "en")],
)
def test_a_request_is_answered_in_the_first_of_the_readers_languages_that_there_is(asked, answered):
    server = Flask(__name__)
    speak_as_asked(server, ("en", "es"))
    server.get("/")(language)
    client = server.test_client()
    assert client.get("/", headers={"Accept-Language": "es"}).text == "es"
    assert client.get("/", headers={"Accept-Language": asked}).text == answered
