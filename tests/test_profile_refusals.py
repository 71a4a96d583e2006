"""What a profile may not say, and what the error tells its writer."""

import pytest

from pipelines.profile.agency import parse_profile
from pipelines.questions.errors import DataError
from tests.test_profile import HOURS, TARGET

NO_SUCH_COMPONENT = """
[[caseload_standards]]
from = 2020-01-01
component = "xx"
cases_per_worker = 12
counts = "child"
source = "made up"
"""
ODD_SCHEME = """
[[race_scheme]]
from = 2015-01-01
id = "s"
label = "S"
reference = "{}"
groups = [{{id = "{}", label = "A"}}]
"""

WRONG = {
    "a section with a typing error": (
        "[calender]\nfrom = 2020-01-01",
        "no key calender in the profile.*calendar",
    ),
    "a key with a typing error": (
        '[[response]]\nfrom = 2015-01-01\nreadin = "A"',
        r"no key readin in row 1 of \[response\].*reading",
    ),
    "a section that does not exist": ("[programs]\nx = 1", "no key programs in the profile"),
    "a reading that does not exist": ('[[response]]\nfrom = 2015-01-01\nreading = "D"', "one of: A, B, C"),
    "a component that does not exist": (
        NO_SUCH_COMPONENT,
        "component in row 1 .* one of: er, fm, fr, pp",
    ),
    "a missing key": ('[[targets]]\nfrom = 2020-01-01\nvalue = 1\nsource = "s"', "lacks indicator"),
    "a date in quotation marks": (
        '[calendar]\nfrom = "2020-01-01"\nto = 2021-01-01',
        "must be a date written",
    ),
    "a laxer mask": ("[[disclosure]]\nfrom = 2015-01-01\nmask_upto = 10", "mask_upto .* from 12 to"),
    "a laxer rounding": ("[[disclosure]]\nfrom = 2015-01-01\nround_to = 3", "round_to .* from 5 to"),
    "a laxer score floor": ("[[disclosure]]\nfrom = 2015-01-01\nscore_floor = 4", "score_floor .* from 5 to"),
    "a laxer distribution floor": (
        "[[disclosure]]\nfrom = 2015-01-01\ndistribution_floor = 9",
        "distribution_floor .* from 10 to",
    ),
    "hours that end before they begin": (
        '[[office_hours]]\nfrom = 2015-01-01\nmon = "17:00-08:00"',
        "08:00-17:00",
    ),
    "a time zone that does not exist": (
        '[county]\nname = "A"\ntime_zone = "Mars/Base"',
        "not a known time zone",
    ),
    "a reference that is no group": (
        ODD_SCHEME.format("b", "a"),
        "reference of race scheme s",
    ),
    "a group called unknown": (
        ODD_SCHEME.format("unknown", "unknown"),
        "none may be unknown",
    ),
    "two rows for one day": (
        TARGET.format("2025-01-01", 1) + TARGET.format("2025-01-01", 2),
        "two rows for vacancy, 2025-01-01",
    ),
    "closures without a calendar": (
        '[[closures]]\ndate = 2026-01-01\nname = "n"\nsource = "s"',
        r"need a \[calendar\]",
    ),
    "a calendar beyond the default closures": (
        "[calendar]\nfrom = 2026-01-01\nto = 2031-12-31",
        r"list the county's own \[\[closures\]\]",
    ),
    "a closure outside the calendar": (
        HOURS + '[[closures]]\ndate = 2030-01-01\nname = "n"\nsource = "s"',
        "lies outside",
    ),
    "office hours that begin after the calendar": (
        '[[office_hours]]\nfrom = 2021-01-01\nmon = "08:00-17:00"',
        r"\[\[office_hours\]\] says nothing for 2015-01-01",
    ),
    "text that is not TOML": ("[county\nname =", "not readable as TOML"),
    "a share above one": (
        "[[trainee_ramp]]\nfrom = 2020-01-01\nshares = [0.5, 1.5]",
        "shares .* from 0 to 1",
    ),
    "a list where a table belongs": ('[[county]]\nname = "A"', "must be a table"),
    "a table where a list belongs": ("[targets]\nvalue = 1", "must be a list"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_profile_is_refused(case):
    text, words = WRONG[case]
    with pytest.raises(DataError, match=words):
        parse_profile(text)
