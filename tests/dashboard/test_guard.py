"""What the server lets in and what it sends along, asked as a browser and as an attacker would."""

import copy
import gzip
import json
from pathlib import Path

import brotli
import pytest

from pipelines.cli.settings import Settings
from pipelines.questions.actor import acting_as
from tests.dashboard.server import app_on, become, body, post

ASSETS = Path(__file__).resolve().parents[2] / "dashboard" / "assets"
PAGES = ("/director", "/manager", "/equity", "/measure", "/data", "/methods")


@pytest.fixture(scope="module")
def app(county):
    return app_on(county)


@pytest.fixture
def client(app):
    return app.server.test_client()


def test_each_page_and_the_callback_behind_it_answer(client):
    for path in PAGES:
        assert client.get(path).status_code == 200
        assert post(client, body(path)).status_code == 200


def test_the_bare_address_leads_to_the_first_page_of_the_role_with_what_was_asked(client):
    assert client.get("/?unit=north").headers["Location"] == "/director?unit=north"
    become(client, "equity")
    assert client.get("/").headers["Location"] == "/equity"


@pytest.mark.parametrize(
    "path", ["/nothing", "/director/more", "/admin", "/%2e%2e/etc/passwd", "/director.json"]
)
def test_an_unknown_address_is_a_404_in_words(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
    ],
)
def test_nothing_is_changed_from_another_site(client, headers):
    assert client.post("/demo/role", data={"role": "equity"}, headers=headers).status_code == 403
    assert client.post("/_dash-update-component", json=body(), headers=headers).status_code == 403


def mutated(change) -> dict:
    given = copy.deepcopy(body())
    change(given)
    return given


MALFORMED = {
    "no output": lambda b: b.pop("output"),
    "another output": lambda b: b.update(output="status.children"),
    "an output that is no text": lambda b: b.update(output=["page.children"]),
    "outputs of another component": lambda b: b["outputs"].update(id="status"),
    "no outputs": lambda b: b.pop("outputs"),
    "no inputs": lambda b: b.pop("inputs"),
    "too few inputs": lambda b: b["inputs"].pop(),
    "an input of another component": lambda b: b["inputs"][0].update(id="filter-unit"),
    "an input that is a list": lambda b: b["inputs"][0].update(value=["/director"]),
    "an input that is a number": lambda b: b["inputs"][1].update(value=2**63),
    "an input that is an object": lambda b: b["inputs"][1].update(value={"role": "director"}),
    "a very long input": lambda b: b["inputs"][1].update(value="x" * 5000),
    "a state nobody declared": lambda b: b.update(
        state=[{"id": "role", "property": "data", "value": "director"}]
    ),
    "triggers that are no list": lambda b: b.update(changedPropIds="url.search"),
    "triggers that are no text": lambda b: b.update(changedPropIds=[{}]),
}


@pytest.mark.parametrize("change", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_callback_body_is_a_400_and_never_a_500(client, change):
    answer = post(client, mutated(change))
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (b"{", "application/json", 400),
        (b"null", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b"\xff\xfe", "application/json", 400),
    ],
)
def test_bodies_that_are_no_callback_are_refused_plainly(client, data, kind, code):
    assert client.post("/_dash-update-component", data=data, content_type=kind).status_code == code


def test_a_body_over_two_megabytes_is_refused(client):
    data = json.dumps({**body(), "more": "x" * 2_200_000})
    assert (
        client.post("/_dash-update-component", data=data, content_type="application/json").status_code == 413
    )


def test_every_answer_carries_the_policy_and_only_fingerprinted_files_are_kept(client):
    for path in ("/director", "/nothing", "/_dash-layout", "/download.csv?indicator=x", "/assets/panel.css"):
        with client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        scripts = next(p for p in policy.split("; ") if p.startswith("script-src"))
        assert "'unsafe-inline'" not in scripts
        assert "'unsafe-eval'" not in scripts
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert ("no-store" in headers["Cache-Control"]) == (not path.startswith("/assets/"))
        assert ("max-age=31536000" in headers["Cache-Control"]) == path.startswith("/assets/")


def test_the_page_says_its_language_and_tells_no_versions(client):
    page = client.get("/director").text
    assert '<html lang="en">' in page
    assert not [w for w in ("python_version", "dash_version", "plotly_version") if w in page]
    assert "http://" not in page
    assert "https://" not in page


def test_what_every_browser_is_sent_for_checking_names_no_unit(client):
    """The configuration in the page is the same for all roles, so it may hold no word of the county's."""
    page = client.get("/director").text
    assert "North Family" not in page
    assert "N-2" not in page


def test_there_is_no_switch_of_roles_outside_the_demonstration(county):
    client = app_on(county, demo=False).server.test_client()
    assert become(client, "equity").status_code == 404
    layout = client.get("/_dash-layout").text
    assert "/demo/role" not in layout


def test_the_switch_keeps_the_page_where_the_new_role_may_see_it(client):
    def back(role, page):
        headers = {"Origin": "http://localhost", "Referer": f"http://localhost{page}"}
        return client.post("/demo/role", data={"role": role}, headers=headers).headers["Location"]

    assert back("manager", "/measure?measure=vacancy_rate") == "/measure?measure=vacancy_rate"
    assert back("manager", "/director?unit=north") == "/manager"
    assert back("equity", "/methods") == "/methods"
    assert back("director", "//evil.example/director") == "/director"


@pytest.mark.parametrize("role", ["", "admin", "Director", "director\0", "manager,director"])
def test_a_word_that_is_no_role_is_refused(client, role):
    assert become(client, role).status_code == 400


def test_the_role_cannot_be_forged_from_the_address_the_body_or_a_cookie(client):
    become(client, "equity")
    forged = body("/director", "?role=director&actor=director")
    forged["role"] = "director"
    client.set_cookie("role", "director")
    answer = post(client, forged)
    assert answer.status_code == 200
    assert "not for this role" in answer.text
    assert "Scorecard" not in answer.text
    client.set_cookie("cqi", "eyJyb2xlIjoiZGlyZWN0b3IifQ.forged.signature")
    assert "not for this role" not in post(client, body("/equity")).text  # back to the role of the settings


def test_what_the_door_is_asked_comes_from_the_session_and_the_vocabulary_alone(client, heard):
    become(client, "manager")
    post(client, body("/manager", "?unit=S-1"))
    post(client, body("/measure", "?unit=C-1&measure=vacancy_rate&by=unit"))
    assert heard
    assert {actor for actor, _ in heard} == {acting_as("manager", "north")}
    assert not [s for _, s in heard if s.where]


def test_many_apps_can_live_in_one_process(county):
    first, second = app_on(county), app_on(county)
    assert first.server is not second.server
    assert post(first.server.test_client(), body()).status_code == 200
    assert post(second.server.test_client(), body()).status_code == 200


@pytest.mark.parametrize(("accepted", "way"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None)])
def test_scripts_are_compressed_as_the_browser_asks_and_say_the_same(client, accepted, way):
    plain = (ASSETS / "panel.js").read_bytes()
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[way]
    for _ in range(2):
        with client.get("/assets/panel.js", headers={"Accept-Encoding": accepted}) as answer:
            assert answer.headers.get("Content-Encoding") == way
            assert unpacked(answer.data) == plain
            assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8050", 200),
        ("127.0.0.1", 200),
        ("evil.example:8050", 400),
        ("127.0.0.1.evil.example", 400),
        ("panel.county.example", 400),
    ],
)
def test_only_named_hosts_are_answered(app, host, status):
    """C4: any web page could read a real store by binding its own name to this machine."""
    client = app.server.test_client()
    assert client.get("/methods", headers={"Host": host}).status_code == status
    sent = client.post("/_dash-update-component", json={}, headers={"Host": host, "Origin": f"http://{host}"})
    assert sent.status_code == 400


def test_a_name_that_the_settings_give_is_answered_and_every_address_is_no_name():
    assert Settings(host="10.0.0.7", names=("panel.county.example",)).trusted_hosts == (
        "127.0.0.1",
        "localhost",
        "10.0.0.7",
        "panel.county.example",
    )
    assert Settings(host="0.0.0.0").trusted_hosts == ("127.0.0.1", "localhost")
