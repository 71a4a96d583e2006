"""The organisation as a dated tree: which unit stood in which division, and what became of it."""

from pipelines.counting.contract import Contract, Field, OneAtATime, RowCheck

CONTRACT = Contract(
    source="organisation",
    title="Organisation",
    key=("unit", "valid_from"),
    name_hints=("organisation", "organization", "org_tree", "units"),
    events=(),
    begins="valid_from",
    places=True,
    one_at_a_time=(OneAtATime(("unit",), "valid_from", "valid_to"),),
    fields=(
        Field("unit", "text", "Unit id.", True, True, headers=("unit id",)),
        Field("unit_name", "text", "Unit name.", True, True),
        Field("division", "text", "Division id.", True, True, headers=("division id",)),
        Field("division_name", "text", "Division name.", True, True),
        Field("valid_from", "date", "First day of this line.", True, True, headers=("from",)),
        Field("valid_to", "date", "Last day, included; blank while it lasts.", headers=("to",)),
        Field("successor", "text", "The unit that carries this one on after it ends."),
    ),
    checks=(
        RowCheck(
            "ends_before_start",
            "valid_to",
            "the line ends before it begins",
            "correct valid_from or valid_to",
            lambda r: r["valid_to"] < r["valid_from"] if "valid_to" in r else r["row"] < 0,
        ),
    ),
)
