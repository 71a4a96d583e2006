"""Pages without a script, for when there is nothing to show: one sentence, and the way back."""

from flask import Response

SAID = {
    400: ("That request could not be read", "It was not sent by one of our pages."),
    403: ("That request was refused", "It did not come from one of our own pages."),
    404: ("There is no such page", "The address may be mistyped, or the page may have moved."),
    405: ("That cannot be done here", "This address answers other kinds of request."),
    413: ("That is too large", "The request holds more than this address accepts."),
    415: ("That request could not be read", "It was not in the form this address accepts."),
    500: (
        "Something broke on our side",
        "It has been written to the log. Try again; if it stays, tell the CQI lead.",
    ),
    503: ("New data are being loaded", "The figures are back in a moment. Load the page again."),
}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><link rel="stylesheet" href="/assets/fonts/public-sans.css">
<link rel="stylesheet" href="/assets/panel.css"></head>
<body><main class="plain-page"><h1>{title}</h1><p>{text}</p>
<p><a href="/">Back to the first page</a></p></main></body></html>
"""


def plain_page(code: int) -> Response:
    """The page of a status code, without a word about what lies behind it."""
    title, text = SAID.get(code, SAID[500] if code >= 500 else SAID[400])
    return Response(PAGE.format(title=title, text=text), status=code, mimetype="text/html")
