"""The closed table of kinds, gathered from its families."""

from collections.abc import Mapping

from pipelines.counting.kinds import comparisons, scores, shares, staffing, stocks, waiting
from pipelines.counting.kinds.kind import Kind

FAMILIES = (shares, scores, waiting, staffing, stocks, comparisons)
"""Each a file of this folder with its KINDS."""
KINDS: Mapping[str, Kind] = {kind.id: kind for family in FAMILIES for kind in family.KINDS}
