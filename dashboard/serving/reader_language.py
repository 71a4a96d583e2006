"""Which language a request is answered in: the first of the reader's own that there is a catalogue of."""

from collections.abc import Sequence

from flask import Flask, request

from pipelines.words.languages import ENGLISH, languages
from pipelines.words.say import speak


def speak_as_asked(server: Flask, known: Sequence[str] = ()) -> None:
    """Answer each request in the language its browser asks for, else in English."""
    spoken = known or languages()

    @server.before_request
    def choose() -> None:
        speak(first_of([tag for tag, _ in request.accept_languages], spoken))


def first_of(asked: Sequence[str], spoken: Sequence[str]) -> str:
    """The first language asked for that is spoken; es-MX is answered in es."""
    wanted = (word for tag in asked for word in (tag, tag.partition("-")[0]))
    return next((word for word in wanted if word in spoken), ENGLISH)
