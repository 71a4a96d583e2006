"""The pages in their order, as data: what each is called, which filters stand on it, who may see it.

No page is imported here, so that the frame, the filters and the browser can know the list; serving binds each
id to the module that makes the page (dashboard/serving/page_binding.py). A new page is its module and a line here.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dashboard.shell.address import CONTROLS
from pipelines.questions.policy import AUDIENCES, EVERYBODY, RESPONSIBLE, ROLES, TABLES, WHOLE_COUNTY, seen_by
from pipelines.questions.template import marked

ID = re.compile(r"[a-z]+(-[a-z]+)*")
PATH = re.compile(r"/[a-z]+(-[a-z]+)*")
MOST_CONTROLS = 5


@dataclass(frozen=True)
class Page:
    """One page of the list."""

    id: str
    """Names its module, dashboard/pages/ID.py with _ for -, and its link, nav-ID."""
    label: str
    keys: tuple[str, ...]
    """The keys of the address whose controls stand on it, at most five."""
    audience: str
    """For whom it is, as the policy table counts its roles in."""
    refusal: str = ""
    """Said to a role that may not see it."""
    path: str = ""
    """Its address, where it is not /ID."""
    bare: bool = False
    """Whether it has something to say while nothing is loaded."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", self.path or f"/{self.id}")

    @property
    def roles(self) -> tuple[str, ...]:
        """Roles that may see it, as the policy table says."""
        return seen_by(self.audience)

    @property
    def link(self) -> str:
        """The id of its link in the navigation."""
        return f"nav-{self.id}"


PAGES = (
    Page(
        "director",
        marked("Director"),
        ("months", "unit", "org"),
        WHOLE_COUNTY,
        marked("The Director page shows the whole county, to those who answer for the whole county."),
    ),
    Page(
        "manager",
        marked("Manager"),
        ("months", "unit", "org"),
        RESPONSIBLE,
        marked(
            "The Manager page shows single inquiries and coded workers, to those who are responsible for them."
        ),
    ),
    Page(
        "equity",
        marked("Equity"),
        ("year", "step"),
        TABLES,
        marked("The Equity page is made of county tables, for the equity committee and the director."),
    ),
    Page("measure", marked("Measures"), ("measure", "months", "unit", "org", "by"), EVERYBODY),
    Page(
        "data-desk",
        marked("Data desk"),
        (),
        RESPONSIBLE,
        marked("The Data desk lists files and rows, for those who load and run the data."),
        path="/data",
        bare=True,
    ),
    Page("methods", marked("Methods"), (), EVERYBODY, bare=True),
)
BY_PATH = {page.path: page for page in PAGES}


def may_see(role: str, page: Page) -> bool:
    return role in page.roles


def home(role: str) -> Page:
    """The first page of the list that a role may see."""
    return next(page for page in PAGES if may_see(role, page))


def slips(pages: Sequence[Page], roles: Collection[str] = ROLES) -> list[str]:
    """What is wrong with a list of pages, one sentence each, by page."""
    found = [f"{page.id}: {said}" for page in pages for said in _slips_of(page, roles)]
    for name in ("id", "path", "label"):
        words = [getattr(page, name) for page in pages]
        found += [
            f'The {name} "{word}" stands twice.' for word in dict.fromkeys(words) if words.count(word) > 1
        ]
    found += [f"{role} may see no page." for role in roles if not any(may_see(role, p) for p in pages)]
    return found


def _slips_of(page: Page, roles: Collection[str]) -> list[str]:
    said = [
        ("" if ID.fullmatch(page.id) else "an id is small letters, with - between words"),
        ("" if PATH.fullmatch(page.path) else f'"{page.path}" is no address; write it like /{page.id}'),
        ("" if page.label.strip() else "it has no label"),
        *(f'no filter is called "{key}"' for key in page.keys if key not in CONTROLS),
        (
            ""
            if len(page.keys) <= MOST_CONTROLS
            else f"{len(page.keys)} filters are more than {MOST_CONTROLS}"
        ),
        ("" if page.audience in AUDIENCES else f'there is no audience "{page.audience}"'),
        ("" if page.roles else "nobody may see it"),
        (
            ""
            if page.refusal or set(page.roles) >= set(roles)
            else "it has no words for a role that may not see it"
        ),
    ]
    return [words for words in said if words]
