"""The document that every page is loaded into, and the words in it for when nothing else can be shown."""

from collections.abc import Mapping
from html import escape

from dash import Dash

from pipelines.questions.template import filled
from pipelines.words.say import language, say, unfilled

INDEX = """<!DOCTYPE html>
<html lang="{%language%}">
<head>
{%metas%}
<title>{%title%}</title>
<link rel="icon" href="data:,">
<link rel="preload" href="/assets/fonts/public-sans-latin-wght-normal.woff2" as="font" type="font/woff2"
 crossorigin>
<link rel="stylesheet" href="{%bootstrap%}">
<link rel="preload" href="{%plotly%}" as="script" id="plotly-js">
{%css%}
</head>
<body>
{%app_entry%}
<div id="failure" class="words" role="alert" hidden>
<h1 tabindex="-1">{%failed%}</h1>
<p>{%no_figures%}</p>
<p>{%ways_on%}</p>
</div>
<noscript><p>{%no_script%}</p></noscript>
<footer hidden>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""


def index_page(addresses: Mapping[str, str]) -> str:
    """The document, with the addresses of its files in it; Dash and `say_index` fill the rest."""
    return _put(INDEX, addresses)


def say_index(app: Dash) -> None:
    """Have the words of the document said in the language of each request."""
    made = app.interpolate_index

    def said(**parts: str) -> str:
        return _put(made(**parts), _words())

    app.interpolate_index = said


def _put(page: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        page = page.replace("{%" + name + "%}", part)
    return page


def _words() -> dict[str, str]:
    plain = {
        "failed": say("This page could not be fetched"),
        "no_figures": say("The server did not answer as it should, so no figures are shown."),
        "no_script": say("This page needs JavaScript. The command line gives the same figures: cqi show."),
    }
    return {
        "language": language(),
        **{name: escape(said, quote=False) for name, said in plain.items()},
        "ways_on": _ways_on(),
    }


def _ways_on() -> str:
    """One sentence with two links in it."""
    sentence = unfilled("{again}, or go {home}. If it stays so, tell the CQI lead.")
    links = {"again": _link("", say("Try again")), "home": _link("/", say("back to the first page"))}
    return filled(escape(sentence, quote=False), links)


def _link(address: str, words: str) -> str:
    return f'<a href="{address}">{escape(words, quote=False)}</a>'
