"""Parts of a page with nothing live in them, sent as one component each and built by the browser.

The renderer does work for every component at every change of any: a page with its tables as components took
seconds to draw. `leaf` keeps the outer component and folds what is in it into one attribute; assets/static_parts.js
builds it with createElement and text nodes, so that no word of a county is ever read as markup.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, TypeVar

from dash import dcc

from dashboard.shell.private_dash import HTML, Component, namespace

NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex", "colSpan": "colspan"}
PLAIN = frozenset(
    {
        "id",
        "role",
        "scope",
        "src",
        "alt",
        "width",
        "height",
        "href",
        "download",
        "title",
        "type",
        "name",
        "value",
        "open",
        "hidden",
        "lang",
    }
)
"""Attributes a leaf may hold, besides data-*, aria-* and those of NAMES. A handler is never one."""

Whole = TypeVar("Whole", bound=Component)
Tree = str | list
"""Text, or [tag, {attribute: value}, [children]]."""


def static_part(component: Whole) -> Whole:
    """The component itself, with all that is in it folded into its data-leaf attribute.

    Raises TypeError for an attribute or a child that the browser would not know how to build.
    """
    folded = json.dumps(trees(component.children), ensure_ascii=False, separators=(",", ":"))
    component.children = None
    setattr(component, "data-leaf", folded)
    return component


def trees(children: object) -> list[Tree]:
    """The children of a component as trees; None is nothing, nested lists are one list."""
    if children is None:
        return []
    if isinstance(children, list | tuple):
        return [tree for child in children for tree in trees(child)]
    if isinstance(children, Component):
        return [_element(children)]
    if isinstance(children, str | int | float):
        return [str(children)]
    raise TypeError(f"A leaf cannot hold a {type(children).__name__}.")


def _element(component: Component) -> Tree:
    if namespace(component) != HTML and not isinstance(component, dcc.Link):
        raise TypeError(f"A {type(component).__name__} is live: it cannot stand in a leaf.")
    props = {
        k: v for k, v in component.to_plotly_json()["props"].items() if k != "children" and v is not None
    }
    if "data-leaf" in props:
        return _unfolded(component, props)
    return [_tag(component), dict(_attribute(k, v) for k, v in props.items()), trees(component.children)]


def _unfolded(component: Component, props: dict) -> Tree:
    """A leaf inside a leaf is no leaf of its own."""
    folded = json.loads(props.pop("data-leaf"))
    return [_tag(component), dict(_attribute(k, v) for k, v in props.items()), folded]


def _tag(component: Component) -> str:
    return "a" if isinstance(component, dcc.Link) else type(component).__name__.lower()


def _attribute(name: str, value: Any) -> tuple[str, str]:
    if name == "style":
        return "style", ";".join(f"{_kebab(k)}:{v}" for k, v in value.items())
    if name in NAMES or name in PLAIN or name.startswith(("data-", "aria-")):
        return NAMES.get(name, name), "" if value is True else str(value)
    raise TypeError(f"A leaf cannot carry the attribute {name}.")


def _kebab(name: str) -> str:
    return re.sub(r"([A-Z])", r"-\1", name).lower()


def text_of(children: Sequence[Tree]) -> str:
    """The words in some trees, one after the other."""
    return " ".join(part if isinstance(part, str) else text_of(part[2]) for part in children)
