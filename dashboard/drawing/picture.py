"""What a chart module hands to the card: a figure or components, and the key to its marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.shell.private_dash import Children


@dataclass(frozen=True)
class Picture:
    """A figure (plain dict for plotly.js) of a height in pixels, or ready components in `body`."""

    figure: dict | None = None
    height: int = 240
    body: Children = None
    key: Sequence[tuple[str, str]] = ()
    """(icon, words) for the marks that appear; an empty icon is a remark, e.g. where the axis starts."""
