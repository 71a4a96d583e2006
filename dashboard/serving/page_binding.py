"""Each page of the list bound to the function that makes it, before anything is served."""

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from dash import html

from dashboard import pages
from dashboard.shell.address import View
from dashboard.shell.page_list import PAGES, Page, slips
from dashboard.shell.reader import Reader
from pipelines.questions.errors import DataError

Make = Callable[[Reader, View], html.Div]


def bound(listed: Sequence[Page] = PAGES) -> Mapping[str, Make]:
    """Page id -> the function `page` of its module. DataError with every slip of the list and of its modules."""
    there = {module.name for module in pkgutil.iter_modules(pages.__path__)}
    asked = {_module(page): page for page in listed}
    found: dict[str, Any] = {
        page.id: getattr(import_module(f"{pages.__name__}.{name}"), "page", None)
        for name, page in asked.items()
        if name in there
    }
    wrong = [
        *slips(listed),
        *(
            f"{page.id}: there is no dashboard/pages/{name}.py"
            for name, page in asked.items()
            if name not in there
        ),
        *(
            f"{name}: its module has no function page(reader, view)"
            for name, make in found.items()
            if not callable(make)
        ),
        *(f"dashboard/pages/{name}.py stands in no line of the list" for name in sorted(there - set(asked))),
    ]
    if wrong:
        raise DataError(
            "The list of pages (dashboard/shell/page_list.py) is wrong.\n{slips}", slips="\n".join(wrong)
        )
    return found


def _module(page: Page) -> str:
    return page.id.replace("-", "_")
