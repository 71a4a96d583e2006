"""What is asked of facts that are not there is told by name."""

from dataclasses import replace
from datetime import datetime

import pytest

from pipelines.counting.facts import Facts
from pipelines.counting.places import Organisation
from pipelines.profile.agency import load_profile
from pipelines.register.sources import contract

AS_OF = datetime(2026, 3, 31)


def test_a_source_that_nothing_counts_has_no_lines():
    silent = replace(contract("inquiries"), lines=None)
    facts = Facts({}, {}, {}, load_profile(None), AS_OF, {"inquiries": silent})
    with pytest.raises(ValueError, match="inquiries declares no lines"):
        facts.lines("inquiries")


def test_without_an_organisation_file_nothing_is_named():
    tree = Organisation(None, AS_OF.date())
    assert tree.named("unit") == tree.named("division") == set()
    assert tree.members() == []
