"""Attributes for those who hear a page, as Dash takes them."""

from typing import Any


def aria(**said: str) -> dict[str, Any]:
    """`aria(label="Pages")` is {"aria-label": "Pages"}, to be unpacked into a component."""
    return {f"aria-{name}": word for name, word in said.items()}
