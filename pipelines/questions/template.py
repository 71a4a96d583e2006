"""Whole sentences with named places: "There is no such {what}." A sentence is filled, never put together."""

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{(\w+)\}")


def marked(template: str) -> str:
    """The template as it is. Says that it belongs to the catalogue, where it is declared before it is said."""
    return template


def marked_in(context: str, template: str) -> str:
    """The template as it is, for the catalogue under a context: "May" as a whole name or as a short one."""
    return template


def marked_plural(one: str, many: str) -> tuple[str, str]:
    """Both templates as they are, for the catalogue as one sentence with its plural forms."""
    return one, many


def places_of(template: str) -> frozenset[str]:
    """Names of the places of a template."""
    return frozenset(PLACE.findall(template))


def filled(template: str, places: Mapping[str, object]) -> str:
    """The sentence. KeyError for a place that nothing is given for.

    One pass, by name only: what is put into a place is never itself read as a template.
    """
    return PLACE.sub(lambda found: str(places[found[1]]), template)
