"""The pages in their order: address, name, who may see it, and the function that makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.pages import data_desk, director, equity, manager, measure, methods
from pipelines.questions.policy import seen_by


@dataclass(frozen=True)
class Page:
    """One page: `make(ask, view)` returns its components."""

    name: str
    label: str
    make: Callable
    refusal: str = ""
    """Said to a role that may not see it."""

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that may see it, as the policy table says."""
        return seen_by(self.name)

    @property
    def path(self) -> str:
        return f"/{self.name}"


PAGES = (
    Page(
        "director",
        "Director",
        director.page,
        "The Director page shows the whole county, to those who answer for the whole county.",
    ),
    Page(
        "manager",
        "Manager",
        manager.page,
        "The Manager page shows single inquiries and coded workers, to those who are responsible for them.",
    ),
    Page(
        "equity",
        "Equity",
        equity.page,
        "The Equity page is made of county tables, for the equity committee and the director.",
    ),
    Page("measure", "Measures", measure.page),
    Page(
        "data",
        "Data desk",
        data_desk.page,
        "The Data desk lists files and rows, for those who load and run the data.",
    ),
    Page("methods", "Methods", methods.page),
)
BY_PATH = {page.path: page for page in PAGES}
