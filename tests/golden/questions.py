"""Every indicator, split, grain and role of the sample county, asked through the command line.

    python -m tests.golden.questions write    writes tests/golden/answers.jsonl.gz anew
    python -m tests.golden.questions check    lists the questions whose answer has changed

One line a question: its words, how it ended, n, and its rows (period, group, status, numerator, denominator,
value and interval, to twelve digits). A figure that a finding calls wrong may change, where DECISIONS.md says
so; then the file is written anew in the same commit.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from pipelines.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data" / "county"
ANSWERS = Path(__file__).with_name("answers.jsonl.gz")
AS_OF = "2026-10-31"
GRAINS = ("month", "quarter", "year", "window")
ROLES = {"director": (), "manager": ("--scope", "north"), "supervisor": ("--scope", "C-1"), "equity": ()}
BREAKDOWNS = ("division", "unit", "race", "language", "requester", "channel", "role", "component", "domain",
              "rater", "step")  # fmt: skip
INDICATORS = ("caseload_load", "decision_rate", "disparity_index", "fidelity_score", "overdue_open",
              "relative_rate_index", "response_24h", "response_24h_expectation", "response_24h_leadership",
              "staffing_gap", "time_to_acknowledgement", "time_to_resolution", "uncovered_cases", "vacancy_rate")  # fmt: skip
PAIRS = (("step", "race"), ("division", "race"), ("division", "step", "race"), ("unit", "rater"), ("unit", "domain"),
         ("domain", "rater"), ("division", "rater"), ("division", "domain"), ("division", "unit"),
         ("race", "requester"), ("unit", "component"))  # fmt: skip
PLACES = (("unit=C-2",), ("unit=N-1",), ("division=south",), ("division=central", "rater=family"))
FIGURES = ("status", "num", "den", "value", "low", "high")


def questions() -> Iterator[tuple[str, ...]]:
    """The words of each question after `cqi show`: every split alone, the pairs pages use, some places."""
    for indicator in INDICATORS:
        for role, scope in ROLES.items():
            who = (indicator, "--role", role, *scope)
            for grain in GRAINS:
                for by in ((), *((d,) for d in BREAKDOWNS), *PAIRS):
                    yield (*who, "--grain", grain, *(w for d in by for w in ("--by", d)))
                for where in PLACES:
                    yield (*who, "--grain", grain, *(w for d in where for w in ("--where", d)))
            yield (*who, "--grain", "window", "--from", "2025-11", "--to", "2026-10", "--by", "unit")
            yield (*who, "--grain", "month", "--by", "unit", "--organisation", "now")


def answer(words: tuple[str, ...], database: str) -> dict:
    """What the command line says: its rows, or the exit code with which it declined."""
    done = CliRunner().invoke(app, ["show", *words, "--format", "json", "--database", database])
    if done.exit_code:
        return {"ask": " ".join(words), "declined": type(done.exception).__name__}
    found = json.loads(done.stdout)
    return {"ask": " ".join(words), "n": found["n"], "status": found["status"],
            "rows": [_row(r, found["by"]) for r in found["rows"]]}  # fmt: skip


def _row(row: dict, by: list[str]) -> list:
    return [row["period"], *(row[d] for d in by), *(_written(row[f]) for f in FIGURES)]


def _written(figure: float | str | None) -> float | str | None:
    """Twelve significant digits: beyond them a sum's order may show."""
    return float(f"{figure:.12g}") if isinstance(figure, float) else figure


def build_sample(folder: Path) -> str:
    """The sample county built as `make run` builds it; returns the address of its store."""
    url = f"sqlite:///{folder / 'golden'}"
    done = CliRunner().invoke(app, ["build", str(SAMPLE), "--profile", str(SAMPLE / "county.toml"), "--as-of",
                                    AS_OF, "--database", url])  # fmt: skip
    if done.exit_code:
        raise RuntimeError(done.output)
    return url


def kept() -> list[dict]:
    """The answers as the file holds them."""
    with gzip.open(ANSWERS, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def changed(database: str, of: list[dict]) -> list[str]:
    """The questions of these kept answers that are now answered otherwise."""
    return [old["ask"] for old in of if answer(tuple(old["ask"].split(" ")), database) != old]


def main(what: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = build_sample(Path(folder))
        if what == "write":
            lines = [json.dumps(answer(q, database), ensure_ascii=False) + "\n" for q in questions()]
            ANSWERS.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
            print(f"{len(lines)} answers written")
        else:
            told = changed(database, kept())
            print("\n".join(told) or "every answer is as it was")
            sys.exit(bool(told))


if __name__ == "__main__":
    main(sys.argv[1])
