"""How long questions take on the sample county: the unit roll-up against the full cross, in one run.

python -m benchmarks.questions [DATABASE]
"""

import statistics
import sys
import time
from collections.abc import Callable

from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from pipelines.store.database import open_database
from pipelines.store.location import DEFAULT_URL

DIRECTOR = acting_as("director")
QUESTIONS = {
    "months, whole county (roll-up)": Selection("response_24h_leadership"),
    "months by unit (roll-up)": Selection("response_24h_leadership", by=("unit",)),
    "months by race/ethnicity (full cross)": Selection("response_24h_leadership", by=("race",)),
    "median wait by month (full cross, bins)": Selection("time_to_acknowledgement", by=("requester",)),
    "decision ladder (year)": Selection("relative_rate_index", grain="year", by=("step", "race")),
    "fidelity by domain (masks kept)": Selection("fidelity_score", grain="quarter", by=("domain",)),
}


def median_ms(ask: Callable[[], object], repeats: int = 15) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main() -> None:
    url = sys.argv[1] if len(sys.argv) > 1 else DEFAULT_URL
    reports = Reports(open_database(url))
    reports.fetch(DIRECTOR, QUESTIONS["fidelity by domain (masks kept)"])

    def uncached(selection: Selection) -> Callable[[], object]:
        def ask() -> object:
            reports.forget_answers()
            return reports.fetch(DIRECTOR, selection)

        return ask

    base = None
    for name, selection in QUESTIONS.items():
        found = median_ms(uncached(selection))
        base = base or found
        print(f"{name:44s} {found:7.1f} ms  {found / base:5.1f} × the first")
    reports.fetch(DIRECTOR, QUESTIONS["months, whole county (roll-up)"])
    kept = median_ms(lambda: reports.fetch(DIRECTOR, QUESTIONS["months, whole county (roll-up)"]))
    print(f"{'the same answer again':44s} {kept:7.2f} ms  {kept / base:5.2f} × the first")


if __name__ == "__main__":
    main()
