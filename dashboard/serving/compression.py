"""Scripts and styles compressed once and kept, instead of anew for every browser that asks."""

import gzip
from collections.abc import Callable

import brotli
from flask import Flask, Response, request

KEPT = ("/assets/", "/_dash-component-suites/")
TEXT = frozenset(
    {"text/javascript", "application/javascript", "text/css", "application/json", "image/svg+xml"}
)
WAYS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=5),
    "gzip": lambda data: gzip.compress(data, compresslevel=6),
}
"""Best first. Answers that differ from reader to reader are left to Flask-Compress, which keeps nothing."""


def keep_compressed(server: Flask) -> None:
    """Serve static text compressed from memory; the files are few, and each is kept once a way."""
    kept: dict[tuple[str, str, str], bytes] = {}

    @server.after_request
    def compress(response: Response) -> Response:
        way = _way() if _fit(response) else None
        if way is None:
            return response
        response.direct_passthrough = False
        key = (request.path, response.headers.get("ETag", ""), way)
        if key not in kept:
            kept[key] = WAYS[way](response.get_data())
        _let_go(response)
        response.set_data(kept[key])
        response.headers["Content-Encoding"] = way
        response.vary.add("Accept-Encoding")
        return response


def _let_go(response: Response) -> None:
    """Close the file behind an answer whose body is replaced."""
    close = getattr(response.response, "close", None)
    if close is not None:
        close()


def _way() -> str | None:
    return next((way for way in WAYS if way in request.accept_encodings), None)


def _fit(response: Response) -> bool:
    return (
        request.method == "GET"
        and request.path.startswith(KEPT)
        and response.status_code == 200
        and response.mimetype in TEXT
        and "Content-Encoding" not in response.headers
    )
