"""The tables that the equity committee may see, written by hand: what the definitions declare is held against it."""

RESPONSE = ("response_24h_leadership", "response_24h_expectation", "response_24h")
DECISIONS = ("decision_rate", "disparity_index", "relative_rate_index")
OF_RESPONSE = frozenset(
    {
        ("year", ("race",)),
        ("quarter", ("race",)),
        ("year", ("division", "race")),
        ("year", ()),
        ("quarter", ()),
    }
)
OF_DECISIONS = frozenset(
    {("year", ("step", "race")), ("quarter", ("step", "race")), ("year", ("division", "step", "race"))}
)
TABLES = {
    **dict.fromkeys(RESPONSE, OF_RESPONSE),
    **dict.fromkeys(DECISIONS, OF_DECISIONS),
    "fidelity_score": {("year", ("race",))},
}
"""Indicator -> (grain, split)."""
