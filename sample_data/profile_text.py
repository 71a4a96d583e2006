"""county.toml of the synthetic county: what its agency has decided, each value with its date and source."""

from pathlib import Path

from sample_data.caseloads import COUNTS, RAMP, STANDARDS
from sample_data.closures import FIRST_YEAR, LAST_YEAR, closures
from sample_data.marigold import NAME, ORGANISED, RACE_SCHEME, RACE_SCHEME_LABEL, RACES
from sample_data.planted import TRUTHS, Planted

_STANDARD_SOURCES = {
    "er": "Child Welfare League of America: 12 active initial assessments a month",
    "fm": "Child Welfare League of America: 17 families in ongoing services",
    "fr": "Child Welfare League of America: 12 to 15 children in foster family care",
    "pp": "Child Welfare League of America: 12 to 15 children in foster family care",
}
# Each in its indicator's own unit: shares of 1, office hours, FTE, percent of possible, ratios.
_TARGETS = {
    "response_24h_leadership": (0.90, "county practice goal"),
    "response_24h": (0.90, "county practice goal"),
    "response_24h_expectation": (0.75, "county practice goal"),
    "time_to_acknowledgement": (4.0, "county practice goal"),
    "overdue_open": (0.0, "county practice goal"),
    "uncovered_cases": (0.0, "county practice goal"),
    "vacancy_rate": (0.10, "county workforce plan"),
    "staffing_gap": (0.0, "county workforce plan"),
    "caseload_load": (0.90, "county workforce plan"),
    "fidelity_score": (70.0, "county implementation plan"),
    "disparity_index": (1.0, "county equity resolution"),
    "relative_rate_index": (1.0, "county equity resolution"),
}
_ALLOWANCES = {
    "inquiries": 7,
    "positions": 14,
    "assignments": 7,
    "roster": 31,
    "surveys": 100,
    "decisions": 190,
}


def write_profile(folder: Path, planted: Planted) -> None:
    """Write county.toml."""
    (folder / "county.toml").write_text(profile_text(planted), encoding="utf-8", newline="\n")


def profile_text(planted: Planted) -> str:
    """The profile; the declared phase is there only where a change of response was planted."""
    sections = [
        _county(),
        _closures(),
        _response(),
        _caseloads(),
        _targets(),
        _races(),
        _disclosure(),
        _feeds(),
    ]
    if planted.leaders_after != planted.leaders_before:
        sections.append(_phase())
    return "\n".join(sections)


def _county() -> str:
    days = "".join(f'{day} = "08:00-17:00"\n' for day in ("mon", "tue", "wed", "thu", "fri"))
    return (
        f"# {NAME} does not exist. Every value here is made up, closures included, unless its source\n"
        "# says otherwise. Written by sample_data/generate.py.\n"
        f'[county]\nname = "{NAME}"\nsynthetic = true\ntime_zone = "America/Los_Angeles"\n\n'
        f'[[office_hours]]\nfrom = {ORGANISED}\n{days}sat = "closed"\nsun = "closed"\n\n'
        f"[calendar]\nfrom = {FIRST_YEAR}-01-01\nto = {LAST_YEAR}-12-31\n"
    )


def _closures() -> str:
    return "\n".join(
        f'[[closures]]\ndate = {day}\nname = "{name}"\n'
        + (f'hours = "{hours}"\n' if hours else "")
        + f'source = "Board resolution {day.year - 1}-118 (synthetic)"\n'
        for day, name, hours in closures()
    )


def _response() -> str:
    return (
        f"[[response]]\nfrom = {ORGANISED}\n"
        'reading = "B"   # the same clock time on the next business day\nhours = 24\n'
    )


def _caseloads() -> str:
    standards = [
        f'[[caseload_standards]]\nfrom = {ORGANISED}\ncomponent = "{component}"\ncases_per_worker = {cases}\n'
        f'counts = "{COUNTS[component]}"\nsource = "{_STANDARD_SOURCES[component]}"\nverified = false\n'
        for component, cases in STANDARDS.items()
    ]
    ramp = (
        f"[[trainee_ramp]]\nfrom = {ORGANISED}\nshares = {list(RAMP)}\n"
        'source = "County induction plan: no cases for two months, then half (synthetic)"\n'
    )
    return "\n".join([*standards, ramp])


def _targets() -> str:
    return "\n".join(
        f'[[targets]]\nfrom = {ORGANISED}\nindicator = "{indicator}"\n'
        f'value = {value:.2f}\nsource = "{source} (synthetic)"\n'
        for indicator, (value, source) in _TARGETS.items()
    )


def _races() -> str:
    groups = "".join(f'  {{ id = "{group}", label = "{label}" }},\n' for group, label in RACES.items())
    return (
        f'[[race_scheme]]\nfrom = {ORGANISED}\nid = "{RACE_SCHEME}"\nlabel = "{RACE_SCHEME_LABEL}"\n'
        f'reference = "white"\ngroups = [\n{groups}]\n'
    )


def _disclosure() -> str:
    return (
        f"[[disclosure]]\nfrom = {ORGANISED}\nmask_upto = 12\nround_to = 5\n"
        "score_floor = 5\ndistribution_floor = 10\n"
    )


def _feeds() -> str:
    return "\n".join(
        f'[[feeds]]\nsource = "{source}"\nevery_days = {days}\n' for source, days in _ALLOWANCES.items()
    )


def _phase() -> str:
    response = TRUTHS["response_improvement"]
    return (
        f'[[phases]]\nfrom = {response["from"]}\nindicator = "response_24h_leadership"\n'
        f'division = "{response["division"]}"\nlabel = "call-back rota starts"\n'
        'reason = "Leaders of the division share a rota for calling back (synthetic)"\n'
    )
