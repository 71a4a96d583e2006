"""What a page says and holds, however it is folded: for tests to look into components."""

import json
from collections.abc import Iterator

from dashboard.shell.private_dash import Component


def elements(part: object) -> Iterator[tuple[str, dict, list]]:
    """Every (tag, attributes, children) below a component or a folded tree, in reading order."""
    for tag, attributes, children in _nodes(part):
        yield tag, attributes, children
        for child in children:
            yield from elements(child)


def _nodes(part: object) -> list[tuple[str, dict, list]]:
    if isinstance(part, Component):
        props = dict(part.to_plotly_json()["props"])
        children = props.pop("children", None)
        folded = props.pop("data-leaf", None)
        inside = json.loads(folded) if folded else _listed(children)
        return [(type(part).__name__.lower(), {k: v for k, v in props.items() if v is not None}, inside)]
    if isinstance(part, list) and len(part) == 3 and isinstance(part[1], dict):
        return [(part[0], part[1], part[2])]
    return []


def _listed(children: object) -> list:
    if isinstance(children, list | tuple):
        return [c for child in children for c in _listed(child)]
    return [] if children is None else [children]


def text(part: object) -> str:
    """The words of a part, one after the other, alternatives and labels left out."""
    if isinstance(part, str | int | float):
        return str(part)
    return " ".join(" ".join(text(c) for c in _inside(part)).split())


def _inside(part: object) -> list:
    nodes = _nodes(part)
    if nodes:
        return nodes[0][2]
    return list(part) if isinstance(part, list | tuple) else []


def tags(part: object, name: str) -> list[tuple[str, dict, list]]:
    return [e for e in elements(part) if e[0] == name]


def figures(part: object) -> list[dict]:
    """The figures of all graphs in a part."""
    return [attributes["figure"] for _, attributes, _ in tags(part, "graph")]


def table_rows(part: object) -> list[list[str]]:
    """The words of every table row, header rows too."""
    return [[text(cell) for cell in cells if _is_cell(cell)] for _, _, cells in tags(part, "tr")]


def _is_cell(cell: object) -> bool:
    return bool(_nodes(cell)) and _nodes(cell)[0][0] in ("th", "td")


def part_named(part: object, id: str) -> list:
    """The one element with this id, as a folded tree."""
    ((tag, attributes, children),) = [e for e in elements(part) if e[1].get("id") == id]
    return [tag, attributes, children]
