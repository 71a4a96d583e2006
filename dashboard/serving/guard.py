"""What every request passes: same-site posts, well-formed bodies, known addresses, strict headers."""

from collections.abc import Mapping, Sequence

from dash import Dash
from flask import Response, abort, request
from werkzeug.exceptions import HTTPException

from dashboard.serving.error_pages import plain_page
from dashboard.shell.private_dash import server_callbacks
from pipelines.questions.errors import StoreBusy, StoreFault

CALLBACKS = "/_dash-update-component"
FINGERPRINTED = ("/assets/", "/_dash-component-suites/")
LONGEST_VALUE = 4000
POLICY = (
    "default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # same-origin, not no-referrer: the latter makes a form's Origin "null", and the role switch is a form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def guard(app: Dash, paths: frozenset[str]) -> None:
    """Put the checks before, and the headers after, everything the app serves."""
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024

    @server.before_request
    def check() -> None:
        if request.method not in ("GET", "HEAD", "OPTIONS") and not from_our_pages():
            abort(403)
        if request.path == CALLBACKS and request.method == "POST":
            _check_callback(app)
        if (
            request.url_rule is not None
            and request.url_rule.rule == "/<path:path>"
            and request.path not in paths
        ):
            abort(404)

    @server.after_request
    def seal(response: Response) -> Response:
        return sealed(response, app.csp_hashes())

    @server.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        return plain_page(error.code or 500)

    @server.errorhandler(StoreFault)
    def cannot(fault: StoreFault) -> Response:
        """One line in the log says which store and what to do; the page says only whether to try again."""
        server.logger.error("%s", fault)
        return plain_page(503 if isinstance(fault, StoreBusy) else 500)

    @server.errorhandler(500)
    def broken(error: Exception) -> Response:
        return plain_page(500)


def from_our_pages() -> bool:
    """Whether a request that changes something was sent from this site's own pages."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or origin == request.host_url.rstrip("/")


def _check_callback(app: Dash) -> None:
    if request.mimetype != "application/json":
        abort(415)
    try:
        body = request.get_json()
    except RecursionError:
        abort(400)
    if not well_formed(body, server_callbacks(app)):
        abort(400)


def well_formed(body: object, callbacks: Mapping[str, Mapping]) -> bool:
    """Whether a callback body names one of our server callbacks with exactly its inputs, as short text."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = callbacks.get(body["output"])
    if callback is None or "callback" not in callback:
        return False
    changed = body.get("changedPropIds", [])
    return (
        _same(body.get("inputs"), callback["inputs"])
        and _same(body.get("state") or [], callback["state"])
        and isinstance(changed, list)
        and all(isinstance(c, str) for c in changed)
        and isinstance(body.get("outputs"), dict)
        and f"{body['outputs'].get('id')}.{body['outputs'].get('property')}" == body["output"]
    )


def _same(given: object, declared: list) -> bool:
    if not isinstance(given, list) or len(given) != len(declared):
        return False
    return all(_matches(g, d) for g, d in zip(given, declared, strict=True))


def _matches(given: object, declared: Mapping) -> bool:
    if not isinstance(given, dict):
        return False
    value = given.get("value")
    named = (given.get("id"), given.get("property")) == (declared["id"], declared["property"])
    return named and (value is None or (isinstance(value, str) and len(value) <= LONGEST_VALUE))


def sealed(response: Response, hashes: Sequence[str]) -> Response:
    """The response with every header of the policy; only fingerprinted files may be kept by the browser."""
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = POLICY.format(
        hashes=" ".join(f"'{h}'" for h in _bare(hashes))
    )
    if not request.path.startswith(FINGERPRINTED) or response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        response.vary.add("Cookie")
    return response


def _bare(hashes: Sequence[str]) -> list[str]:
    return [h.strip("'") for h in hashes]
