"""The roster: who was on staff, in which role and unit, from when to when (codes, no names)."""

from pipelines.counting.contract import Contract, Field, OneAtATime
from pipelines.questions.dimensions import STAFF_ROLES

CONTRACT = Contract(
    source="roster",
    title="Staff roster",
    key=("staff_id", "valid_from"),
    name_hints=("roster", "directory"),
    events=("valid_from", "report_date"),
    begins="valid_from",
    partition=("staff_id",),
    one_at_a_time=(OneAtATime(("staff_id",), "valid_from", "valid_to"),),
    fields=(
        Field(
            "staff_id",
            "text",
            "Number of the person; kept as a random code.",
            True,
            True,
            headers=("employee id", "employee #"),
            person=True,
        ),
        Field("role", "choice", "Role.", True, True, choices=tuple(STAFF_ROLES)),
        Field("unit", "text", "Unit, as it was then.", True, True),
        Field("valid_from", "date", "First day.", True, True, headers=("from",)),
        Field("valid_to", "date", "Last day, included; blank while it lasts.", headers=("to",)),
        Field("report_date", "date", "Date of the extract.", headers=("as of", "report run")),
    ),
)
