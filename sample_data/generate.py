"""The synthetic county: every source as a table, or written as files in the layouts real exports have.

python -m sample_data.generate [--seed N] [--nothing-planted] [--out DIR]
"""

import argparse
from pathlib import Path

import pandas as pd

from sample_data.assignments import assignments
from sample_data.codes import staff_codes
from sample_data.decisions import decisions
from sample_data.inquiries import inquiries
from sample_data.mappings import write_mappings
from sample_data.marigold import organisation, random_for
from sample_data.planted import SEED, Planted, nothing_planted, planted_truths
from sample_data.position_report import write_position_report
from sample_data.profile_text import write_profile
from sample_data.staffing import staffing
from sample_data.staffing_tables import position_control, position_states, staff_roster
from sample_data.survey_export import write_survey_export
from sample_data.surveys import survey, surveys
from sample_data.ticket_log import write_ticket_log

COUNTY = Path(__file__).parent / "county"
_MOST_STAFF = 1200
_CONTRACT_FILES = {
    "assignments": "case_assignments.csv",
    "decisions": "decision_points.csv",
    "organisation": "organisation.csv",
    "roster": "staff_roster.csv",
}


def generate(seed: int = SEED, planted: bool = True) -> dict[str, pd.DataFrame]:
    """Source id → table in contract columns, every value as text, blank where there is none.

    Without `planted` nothing in planted.toml is true: response is equal and constant everywhere,
    vacancies are even, relative rates at entry are 1, no feed is late. The organisation's move and the
    reversed item belong to the county's shape and stay.
    """
    truths = planted_truths() if planted else nothing_planted()
    staff = _staff(seed, truths)
    return {
        "inquiries": inquiries(seed, truths),
        "positions": position_control(staff, truths.positions_end),
        "assignments": assignments(random_for(seed, "assignments"), staff),
        "surveys": surveys(survey(seed, truths)),
        "decisions": decisions(seed, truths),
        "organisation": organisation(),
        "roster": staff_roster(staff),
    }


def _staff(seed: int, truths: Planted) -> pd.DataFrame:
    random = random_for(seed, "positions")
    codes = staff_codes(random, _MOST_STAFF)
    return position_states(staffing(random, truths), codes)


def write_county(folder: Path, seed: int = SEED, planted: bool = True) -> dict[str, pd.DataFrame]:
    """Write the county's files into `folder` (made if need be); the same seed writes the same bytes.

    Returns the tables of generate(); the ticket log has the dirty rows of planted.toml besides.
    """
    truths = planted_truths() if planted else nothing_planted()
    tables = generate(seed, planted)
    folder.mkdir(parents=True, exist_ok=True)
    write_ticket_log(folder, tables["inquiries"], seed)
    write_position_report(folder, tables["positions"])
    write_survey_export(folder, survey(seed, truths), seed)
    for source, file in _CONTRACT_FILES.items():
        tables[source].to_csv(folder / file, index=False, lineterminator="\n")
    write_mappings(folder)
    write_profile(folder, truths)
    return tables


def main(arguments: list[str] | None = None) -> None:
    """Command line: write the county and say what was written where."""
    parser = argparse.ArgumentParser(description="Write the synthetic county.")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--nothing-planted", action="store_true", help="the same county without planted findings"
    )
    parser.add_argument("--out", type=Path, default=COUNTY, metavar="DIR")
    asked = parser.parse_args(arguments)
    tables = write_county(asked.out, asked.seed, not asked.nothing_planted)
    for source, table in tables.items():
        print(f"{source:>13}  {len(table):>6} rows")
    print(f"written to {asked.out}")


if __name__ == "__main__":
    main()
