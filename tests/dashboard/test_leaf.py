"""A leaf holds words and structure, and nothing that could act."""

import json

import pytest
from dash import dcc, html

from dashboard.drawing.static_parts import static_part


def folded(component) -> list:
    return json.loads(static_part(component).to_plotly_json()["props"]["data-leaf"])


def test_what_is_in_a_component_is_folded_in_order():
    part = html.Div(["a", html.P(["b", html.Strong("c")], className="x"), None, [html.Br(), "d"]])
    assert folded(part) == ["a", ["p", {"class": "x"}, ["b", ["strong", {}, ["c"]]]], ["br", {}, []], "d"]


def test_the_outer_component_keeps_its_own_attributes_and_loses_its_children():
    outer = static_part(html.Section("words", id="scorecard", className="sheet"))
    assert (outer.id, outer.className, outer.children) == ("scorecard", "sheet", None)


def test_names_that_differ_in_html_are_translated():
    part = html.Div(html.Div("x", tabIndex="0", style={"marginLeft": "4px", "left": "5%"}, hidden=True))
    assert folded(part) == [
        ["div", {"tabindex": "0", "style": "margin-left:4px;left:5%", "hidden": ""}, ["x"]]
    ]


def test_a_leaf_within_a_leaf_is_one_leaf():
    inner = static_part(html.Ul(html.Li("one"), className="key"))
    assert folded(html.Div(inner)) == [["ul", {"class": "key"}, [["li", {}, ["one"]]]]]


def test_markup_in_words_stays_words():
    assert folded(html.Div("<img src=x onerror=alert(1)>")) == ["<img src=x onerror=alert(1)>"]


def test_a_link_within_the_app_is_a_plain_anchor():
    assert folded(html.Div(dcc.Link("See", href="/measure"))) == [["a", {"href": "/measure"}, ["See"]]]


@pytest.mark.parametrize("live", [dcc.Graph(), dcc.Store(id="x"), html.Button("go", n_clicks=0)])
def test_nothing_live_can_stand_in_a_leaf(live):
    with pytest.raises(TypeError):
        static_part(html.Div(live))
