"""Pages without a script, for when there is nothing to show: one sentence, and the way back."""

from html import escape

from flask import Response

from pipelines.questions.template import marked
from pipelines.words.say import language, say

SAID = {
    400: (marked("That request could not be read"), marked("It was not sent by one of our pages.")),
    403: (marked("That request was refused"), marked("It did not come from one of our own pages.")),
    404: (
        marked("There is no such page"),
        marked("The address may be mistyped, or the page may have moved."),
    ),
    405: (marked("That cannot be done here"), marked("This address answers other kinds of request.")),
    413: (marked("That is too large"), marked("The request holds more than this address accepts.")),
    415: (marked("That request could not be read"), marked("It was not in the form this address accepts.")),
    500: (
        marked("Something broke on our side"),
        marked("It has been written to the log. Try again; if it stays, tell the CQI lead."),
    ),
    503: ("New data are being loaded", "The figures are back in a moment. Load the page again."),
}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="/assets/fonts/public-sans.css">
<link rel="stylesheet" href="/assets/panel.css"></head>
<body><main class="plain-page"><h1>{title}</h1><p>{text}</p>
<p><a href="/">{back}</a></p></main></body></html>
"""


def plain_page(code: int) -> Response:
    """The page of a status code, without a word about what lies behind it."""
    title, text = SAID.get(code, SAID[500] if code >= 500 else SAID[400])
    words = {"title": say(title), "text": say(text), "back": say("Back to the first page")}
    page = PAGE.format(language=language(), **{place: escape(said) for place, said in words.items()})
    return Response(page, status=code, mimetype="text/html")
