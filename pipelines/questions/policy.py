"""Which role may do what: one row a role. Roles are named here only; what no row allows is refused."""

from dataclasses import dataclass

from pipelines.questions.errors import NotAllowed
from pipelines.questions.template import marked

DIRECTOR, MANAGER, SUPERVISOR, EQUITY = "director", "manager", "supervisor", "equity"

WHOLE_COUNTY, RESPONSIBLE, TABLES, EVERYBODY = "whole county", "responsible", "tables", "everybody"
AUDIENCES = (WHOLE_COUNTY, RESPONSIBLE, TABLES, EVERYBODY)
"""For whom a page is: who answers for the whole county; for any place; who reads county tables; all."""

COUNTY, DIVISION, UNIT = "county", "division", "unit"
PUBLISHED, NOWHERE = "published tables only", "no place"
PLACES = (COUNTY, DIVISION, UNIT, PUBLISHED, NOWHERE)
"""What a role answers for: the county, the divisions or the units assigned, the published tables, nothing."""

WORK_LISTS, DATA_DESK = "work lists", "data desk"
REFUSALS = {
    WORK_LISTS: marked("Work lists are for those responsible for the work, not for the equity view."),
    DATA_DESK: marked("The data desk is for those who load and manage the data."),
}
"""What a role must be allowed beside figures, and what is said to the others."""


NO_ROLE = marked("That is open to no role.")


@dataclass(frozen=True)
class Policy:
    """One role: what it answers for and what is open to it."""

    role: str
    label: str
    answers_for: str
    audiences: tuple[str, ...]
    """The pages it may see, by whom they are for."""
    opens: tuple[str, ...] = ()
    withheld_splits: tuple[str, ...] = ()
    """Splits that would show nothing but the role's own place, so that they are not offered."""

    def __post_init__(self) -> None:
        if self.answers_for not in PLACES:
            raise ValueError(f"{self.role} answers for {self.answers_for!r}, which is none of {PLACES}")
        if not (set(self.audiences) <= set(AUDIENCES) and set(self.opens) <= set(REFUSALS)):
            raise ValueError(f"{self.role} has an audience or an opening that does not exist")

    @property
    def published_only(self) -> bool:
        """True where small counts are hidden and nothing but the listed tables is answered."""
        return self.answers_for == PUBLISHED

    def allow(self, resource: str) -> None:
        """NotAllowed unless the row opens it; a resource without a row is open to nobody."""
        if resource not in self.opens:
            raise NotAllowed(REFUSALS.get(resource, NO_ROLE))


POLICIES: dict[str, Policy] = {
    row.role: row
    for row in (
        Policy(
            role=DIRECTOR,
            label=marked("Director"),
            answers_for=COUNTY,
            audiences=AUDIENCES,
            opens=(WORK_LISTS, DATA_DESK),
        ),
        Policy(
            role=MANAGER,
            label=marked("Manager"),
            answers_for=DIVISION,
            audiences=(RESPONSIBLE, EVERYBODY),
            opens=(WORK_LISTS, DATA_DESK),
            withheld_splits=("division",),
        ),
        Policy(
            role=SUPERVISOR,
            label=marked("Supervisor"),
            answers_for=UNIT,
            audiences=(RESPONSIBLE, EVERYBODY),
            opens=(WORK_LISTS, DATA_DESK),
            withheld_splits=("division", "unit"),
        ),
        Policy(
            role=EQUITY,
            label=marked("Equity committee"),
            answers_for=PUBLISHED,
            audiences=(TABLES, EVERYBODY),
        ),
    )
}
"""Role -> its row. Of an actor with several roles the one that stands first here is the leading one."""
ROLES = tuple(POLICIES)
UNTOLD = DIRECTOR
"""Whose view the operator of the machine gets without naming a role, until there is sign-in."""


def policy_of(role: object) -> Policy:
    """The row of a role; NotAllowed for a word that is none."""
    found = POLICIES.get(role) if isinstance(role, str) else None
    if found is None:
        raise NotAllowed("There is no such role. Choose one of: {roles}.", roles=", ".join(POLICIES))
    return found


def seen_by(audience: str) -> tuple[str, ...]:
    """Roles that may see a page for this audience; none for a word that stands in no row."""
    return tuple(p.role for p in POLICIES.values() if audience in p.audiences)
