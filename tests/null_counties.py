"""How many signals there are where nothing happened: all series of twenty counties without a planted truth.

    python -m tests.null_counties [COUNTIES]

Each county is the sample county by another seed, whole, with every rate constant: whatever moved in its list is
false. Until there is a budget for false alarms the figure is printed and held against nothing (docs/measured.md).
"""

import sys
import tempfile
import time
from pathlib import Path

from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from sample_data.generate import generate
from tests.county import built, rows_of
from tests.test_planted import AS_OF, undeclared

WINDOW = ("2024-11", "2026-10")
"""The 24 months that a page shows unless told."""


def signals(seed: int) -> tuple[int, int, int, int]:
    """(series, judged, moved, fit for a title) of one county in which nothing happened."""
    with tempfile.TemporaryDirectory() as folder:
        reports = built(Path(folder), rows_of(generate(seed, planted=False)), AS_OF, undeclared())
        found = reports.changes(acting_as("director"), Selection("", *WINDOW))
        return found.series, found.judged, len(found.found), sum(c.titled for c in found.found)


def main(counties: int) -> None:
    begun = time.monotonic()
    total = [0, 0, 0, 0]
    for seed in range(1, counties + 1):
        counted = signals(seed)
        total = [a + b for a, b in zip(total, counted, strict=True)]
        print(
            "seed {}: {} series, {} judged, {} moved, {} fit for a title".format(seed, *counted), flush=True
        )
    series, judged, moved, titled = total
    print(
        f"{counties} counties: {moved} false signals in {judged} judged series of {series} over 24 months, "
        f"{moved / judged:.1%}; {titled} of them fit for a title; {time.monotonic() - begun:.0f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
