"""The pages in their order: address, name, who may see it, and the function that makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from dash import html

from dashboard.pages import data_desk, director, equity, manager, measure, methods
from dashboard.shell.address import View
from dashboard.shell.reader import Reader
from pipelines.questions.actor import DIRECTOR, EQUITY, MANAGER, OPERATIONAL, ROLES, SUPERVISOR
from pipelines.questions.template import marked


@dataclass(frozen=True)
class Page:
    """One page: `make(reader, view)` returns its components."""

    name: str
    label: str
    make: Callable[[Reader, View], html.Div]
    roles: tuple[str, ...]
    refusal: str = ""
    """Said to a role that may not see it."""

    @property
    def path(self) -> str:
        return f"/{self.name}"


PAGES = (
    Page(
        "director",
        marked("Director"),
        director.page,
        (DIRECTOR,),
        marked("The Director page shows the whole county, to those who answer for the whole county."),
    ),
    Page(
        "manager",
        marked("Manager"),
        manager.page,
        (DIRECTOR, MANAGER, SUPERVISOR),
        marked(
            "The Manager page shows single inquiries and coded workers, to those who are responsible for them."
        ),
    ),
    Page(
        "equity",
        marked("Equity"),
        equity.page,
        (DIRECTOR, EQUITY),
        marked("The Equity page is made of county tables, for the equity committee and the director."),
    ),
    Page("measure", marked("Measures"), measure.page, ROLES),
    Page(
        "data",
        marked("Data desk"),
        data_desk.page,
        OPERATIONAL,
        marked("The Data desk lists files and rows, for those who load and run the data."),
    ),
    Page("methods", marked("Methods"), methods.page, ROLES),
)
BY_PATH = {page.path: page for page in PAGES}
