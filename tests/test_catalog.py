"""The practice model as data: nothing lost, nothing dangling, and coverage that can be counted by hand."""

import re
from collections import Counter
from pathlib import Path

import pytest

from pipelines.catalog.behaviours import (
    MEASURABLE_BY,
    behaviour_of,
    behaviours,
    coverage,
    coverage_2023,
    item,
    items,
)
from pipelines.catalog.editions import editions, elements
from pipelines.questions.errors import DataError

DOMAIN = Path(__file__).resolve().parents[1] / ".." / "shared" / "domain.md"
needs_domain = pytest.mark.skipif(not DOMAIN.exists(), reason="../shared/domain.md is absent")


def of_kind(*kinds):
    return [each for each in items() if each.kind in kinds]


def of_2023(prefix):
    return [each for each in items("2023") if each.id.startswith(prefix)]


# --- counts, as script-checked against the documents ------------------------------------------


def test_the_2016_edition_has_16_behaviours_41_lettered_and_56_roman_items():
    kinds = Counter(each.kind for each in items("2016"))
    assert kinds == {"behaviour": 16, "lettered": 41, "roman": 56}
    assert [each.id for each in behaviours()] == [f"LB-{number}" for number in range(1, 17)]


def test_roman_items_speak_to_22_directors_19_supervisors_and_15_managers():
    roles = Counter(each.role for each in of_kind("roman"))
    assert roles == {"director": 22, "supervisor": 19, "manager": 15}
    assert {each.role for each in of_kind("lettered", "behaviour")} == {"all"}


@pytest.mark.parametrize(
    ("prefix", "counts"),
    [
        ("PB23", {"PRV": 7, "ENG": 6, "INQ": 6, "TEA": 4, "ADV": 5, "ACC": 4}),
        ("LB23", {"PRV": 5, "ENG": 4, "INQ": 5, "TEA": 4, "ADV": 4, "ACC": 5}),
    ],
)
def test_the_2023_behaviours_are_as_many_in_each_element_as_the_framework_has(prefix, counts):
    found = {element: [each.id for each in of_2023(f"{prefix}-{element}-")] for element in counts}
    assert found == {
        element: [f"{prefix}-{element}-{n}" for n in range(1, count + 1)] for element, count in counts.items()
    }
    assert len(of_2023(prefix)) == sum(counts.values())


@pytest.mark.parametrize(("prefix", "count"), [("LC23", 10), ("GP23", 7), ("V23", 7), ("PC23", 5)])
def test_the_2023_commitments_principles_values_and_components_are_numbered_without_a_gap(prefix, count):
    assert [each.id for each in of_2023(prefix)] == [f"{prefix}-{n}" for n in range(1, count + 1)]


def test_the_2023_edition_has_six_elements_and_nothing_but_what_is_counted_here():
    assert len(of_2023("EL23")) == 6
    assert len(items("2023")) == 32 + 27 + 10 + 7 + 7 + 5 + 6
    assert items() == items("2016") + items("2023")


# --- nothing dangles --------------------------------------------------------------------------


def test_ids_are_unique_over_both_editions():
    assert [id for id, count in Counter(each.id for each in items()).items() if count > 1] == []


def test_every_crosswalk_leads_to_an_item_of_2023():
    known = {each.id for each in items("2023")}
    assert {target for each in items("2016") for target in each.crosswalk} <= known
    without = [each.id for each in of_kind("lettered", "roman") if not each.crosswalk]
    assert without == ["LB-11b"]


def test_every_parent_exists_and_is_one_step_up():
    step_up = {
        "lettered": "behaviour",
        "roman": "lettered",
        "practice behaviour": "element",
        "leadership behaviour": "element",
    }
    for each in items():
        above = item(each.parent_id).kind if each.parent_id else None
        assert above == step_up.get(each.kind), each.id


def test_an_item_shares_the_element_of_its_parent():
    with_parent = [each for each in items() if each.parent_id]
    assert len(with_parent) == 97 + 32 + 27
    assert [each.id for each in with_parent if each.element != item(each.parent_id).element] == []


def test_every_lettered_and_roman_item_says_what_could_measure_it_in_known_codes():
    addressable = of_kind("lettered", "roman")
    assert len(addressable) == 97
    assert all(each.measurable_by and set(each.measurable_by) <= set(MEASURABLE_BY) for each in addressable)


# --- the hazards of the documents -------------------------------------------------------------


def test_the_item_a_page_break_hides_is_there():
    assert item("LB-7b-v").parent_id == "LB-7b"
    assert item("LB-7b-v").role == "director"


def test_division_goals_keep_their_printed_role_and_say_that_it_is_doubtful():
    assert item("LB-4a-iv").role == "director"
    assert "managers" in item("LB-4a-iv").role_note
    noted = {behaviour_of(each.id) for each in items("2016") if each.role_note}
    assert noted == {"LB-1", "LB-2", "LB-4"}


def test_the_24_hour_item_leads_to_a_practice_and_a_leadership_item_of_2023():
    assert item("LB-13d").crosswalk == ("PB23-ACC-2", "LB23-ACC-2")
    assert item("LB-13d").measurable_by == ("RL",)


def test_shorthand_in_the_crosswalk_is_spelled_out():
    assert item("LB-5a").crosswalk == ("LB23-ACC-2", "LB23-ENG-1")
    assert item("LB-9a-ii").crosswalk == ("LB23-ADV-4", "LB23-ACC-5")


def test_only_the_bias_item_of_advocacy_has_an_inferred_place():
    assert [each.id for each in items() if each.confidence != "printed"] == ["PB23-ADV-5"]
    assert item("PB23-ADV-5").confidence == "inferred"


def test_labels_are_short_and_ours_and_none_is_long_enough_to_be_a_printed_sentence():
    # The documents' own items are whole sentences; a label is at most twelve words and has no full stop.
    assert [each.id for each in items() if not 1 <= len(re.findall(r"[\w'/&-]+", each.label)) <= 12] == []
    assert [each.id for each in items() if each.label != each.label.strip(" .*") or "  " in each.label] == []


def test_each_behaviour_has_a_heading_of_its_own():
    headings = [each.label for each in behaviours()]
    assert headings[12] == "Behaviour 13: answer, explain, and follow up"
    assert [heading.split(":")[0] for heading in headings] == [f"Behaviour {n}" for n in range(1, 17)]
    assert len({heading.split(":")[1] for heading in headings}) == 16


# --- editions and elements --------------------------------------------------------------------


def test_two_elements_of_2016_have_no_match_in_2023_and_say_where_their_content_went():
    ended = [each for each in elements() if each.order_2016 and not each.id_2023]
    assert [each.name for each in ended] == ["Foundational (2016)", "Workforce Development & Support"]
    for element in ended:
        assert element.carried_to
        assert {item(id).framework for id in element.carried_to} == {"2023"}


def test_prevention_is_new_in_2023_and_teaming_moved_before_advocacy():
    order_2016 = {each.name: each.order_2016 for each in elements() if each.order_2016}
    order_2023 = {each.name: each.order_2023 for each in elements() if each.order_2023}
    assert set(order_2023) - set(order_2016) == {"Prevention"}
    assert order_2016["Advocacy"] < order_2016["Teaming"]
    assert order_2023["Teaming"] < order_2023["Advocacy"]


def test_the_elements_of_2023_are_the_element_items_in_the_same_order():
    listed = sorted((each for each in elements() if each.order_2023), key=lambda each: each.order_2023)
    held = [(each.id, each.label) for each in of_2023("EL23")]
    assert [(each.id_2023, each.name) for each in listed] == held


def test_behaviours_follow_the_order_of_the_2016_elements():
    order = {each.name: each.order_2016 for each in elements()}
    places = [order[each.element] for each in behaviours()]
    assert places == [1, 1, 2, 2, 2, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 6]


def test_only_the_2016_edition_speaks_to_single_roles():
    roles = {each.framework: set(each.roles) for each in editions()}
    assert roles == {"2016": {"supervisor", "manager", "director"}, "2023": set()}
    assert {each.role for each in items("2023")} == {"all"}


# --- finding an item --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "behaviour"),
    [("LB-13e-i", "LB-13"), ("LB-13d", "LB-13"), ("LB-13", "LB-13"), ("LB-1a", "LB-1")],
)
def test_the_behaviour_of_an_item_is_its_number(id, behaviour):
    assert behaviour_of(id) == behaviour


def test_a_2023_item_stands_under_no_2016_behaviour():
    with pytest.raises(DataError, match="PB23-ACC-2 is an item of 2023"):
        behaviour_of("PB23-ACC-2")


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [("LB13d", "LB-13d"), ("lb-13D", "LB-13d"), ("PB23-ACC2", "PB23-ACC-2"), ("LB-7b-vv", "LB-7b-v")],
)
def test_an_unknown_id_is_answered_with_the_nearest_one(wrong, nearest):
    with pytest.raises(DataError, match=f"no item '{wrong}'.*Did you mean {nearest}\\?"):
        item(wrong)


def test_an_id_unlike_any_is_answered_with_the_form_of_one():
    with pytest.raises(DataError, match="Ids look like LB-13d"):
        item("zzzzz")


def test_an_edition_the_catalogue_lacks_is_refused():
    with pytest.raises(DataError, match="no edition '2019'.*2016, 2023"):
        items("2019")


# --- coverage, worked by hand -----------------------------------------------------------------

MEASURED = {
    "response_24h_leadership": ("LB-13d",),
    "response_24h": ("PB23-ACC-2",),
    "caseload_load": ["LB-15a", "LB-15a-i", "LB-15a-ii"],
    "staffing_gap": ["LB-15a-iii", "LB-9a-ii", "LB23-ACC-5"],
}


def by_behaviour(measured):
    return {row.behaviour: row for row in coverage(measured)}


def test_one_of_the_eight_items_of_behaviour_13_makes_it_partly_measured():
    row = by_behaviour(MEASURED)["LB-13"]
    lettered = ("LB-13a", "LB-13b", "LB-13c", "LB-13d", "LB-13e")
    assert row.items == (*lettered, "LB-13e-i", "LB-13e-ii", "LB-13e-iii")
    assert row.measured_items == ("LB-13d",)
    assert row.status == "partly"
    assert (row.label, row.element) == (item("LB-13").label, "Accountability")


def test_all_four_items_of_behaviour_15_over_two_indicators_make_it_measured():
    row = by_behaviour(MEASURED)["LB-15"]
    assert row.measured_items == row.items == ("LB-15a", "LB-15a-i", "LB-15a-ii", "LB-15a-iii")
    assert row.indicators == ("caseload_load", "staffing_gap")
    assert row.status == "measured"


def test_behaviours_no_indicator_names_are_listed_as_not_yet():
    statuses = {id: row.status for id, row in by_behaviour(MEASURED).items()}
    assert len(statuses) == 16
    assert {id for id, status in statuses.items() if status != "not yet"} == {"LB-9", "LB-13", "LB-15"}
    assert {row.status for row in coverage({})} == {"not yet"}
    assert sum(len(row.items) for row in coverage({})) == 97


def test_an_indicator_of_a_2023_item_counts_no_2016_item_though_the_crosswalk_joins_them():
    row = by_behaviour({"response_24h": ("PB23-ACC-2",)})["LB-13"]
    assert (row.measured_items, row.indicators, row.status) == ((), (), "not yet")


def test_2023_items_are_listed_apart_with_the_indicators_that_name_them():
    rows = {row.item: row for row in coverage_2023(MEASURED)}
    assert len(rows) == 94
    measured = {id: row.indicators for id, row in rows.items() if row.status == "measured"}
    assert measured == {"PB23-ACC-2": ("response_24h",), "LB23-ACC-5": ("staffing_gap",)}
    assert rows["LB23-ACC-2"].status == "not yet"


def test_an_item_above_or_below_the_named_one_is_not_counted():
    rows = by_behaviour({"forums": ("LB-13e",), "relay": ("LB-7b-i",)})
    assert rows["LB-13"].measured_items == ("LB-13e",)
    assert rows["LB-7"].measured_items == ("LB-7b-i",)


def test_naming_a_whole_behaviour_counts_none_of_its_items_but_is_not_lost():
    row = by_behaviour({"vacancy_rate": ("LB-15",)})["LB-15"]
    assert (row.measured_items, row.indicators, row.status) == ((), ("vacancy_rate",), "partly")


def test_an_id_named_twice_lists_its_indicator_once():
    measured = {"forums": ["LB-13e", "LB-13e", "LB-13e-i", "LB23-ENG-3", "LB23-ENG-3"]}
    assert by_behaviour(measured)["LB-13"].indicators == ("forums",)
    rows = {row.item: row.indicators for row in coverage_2023(measured)}
    assert rows["LB23-ENG-3"] == ("forums",)


@pytest.mark.parametrize("count", [coverage, coverage_2023])
def test_an_indicator_naming_an_unknown_item_is_an_error_that_names_both(count):
    with pytest.raises(DataError, match="Indicator response_24h: .*'LB-13dd'.*Did you mean LB-13d\\?"):
        count({"response_24h": ("LB-13dd",)})


# --- checked against the domain paper, read a second way --------------------------------------


@pytest.fixture(scope="module")
def paper():
    text = DOMAIN.read_text(encoding="utf-8").replace("**", "")
    section = re.compile(r"^### (1\.\d) .*?\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
    return dict(section.findall(text))


def cells_of(paper):
    table = [line.split("|")[1:-1] for line in paper["1.2"].splitlines() if line.startswith("| LB-")]
    return [[cell.strip() for cell in row] for row in table]


@needs_domain
def test_ids_and_roles_are_those_of_the_domain_paper(paper):
    roles = {"A": "all", "S": "supervisor", "M": "manager", "D": "director", "D*": "director"}
    printed = [(row[0], roles[row[1]]) for row in cells_of(paper)]
    assert len(printed) == 97
    assert [(each.id, each.role) for each in of_kind("lettered", "roman")] == printed


@needs_domain
def test_labels_data_and_elements_are_those_of_the_domain_paper(paper):
    letter = {
        "Foundational (2016)": "F",
        "Engagement": "N",
        "Inquiry & Exploration": "I",
        "Advocacy": "V",
        "Teaming": "T",
        "Accountability": "K",
    }
    printed = [
        (label.removesuffix(" (*see 1.0)"), element, re.sub(r" \(.*\)", "", data))
        for _, _, label, element, data, _ in cells_of(paper)
    ]
    held = [
        (each.label, letter[each.element], ", ".join(each.measurable_by))
        for each in of_kind("lettered", "roman")
    ]
    assert held == printed


@needs_domain
def test_the_crosswalk_holds_what_the_domain_paper_prints(paper):
    for row in cells_of(paper):
        held = item(row[0]).crosswalk
        # The paper shortens a second id to "ENG-1": compare without the edition, then the ids it spells out.
        printed = re.findall(r"[A-Z]{3}-\d|(?:GP|LC)23-\d+", row[5])
        assert [re.sub("^[PL]B23-", "", target) for target in held] == printed, row[0]
        assert set(re.findall(r"[A-Z]{2}23-(?:[A-Z]{3}-)?\d+", row[5])) <= set(held), row[0]


@needs_domain
@pytest.mark.parametrize("element", ["PRV", "ENG", "INQ", "TEA", "ADV", "ACC"])
def test_the_2023_labels_are_those_of_the_domain_paper_word_for_word(paper, element):
    line = next(line for line in paper["1.3"].splitlines() if line.startswith(f"- {element} PB: "))
    practice, leadership = line.removeprefix(f"- {element} PB: ").split(" LB: ")
    for prefix, printed in (("PB23", practice), ("LB23", leadership)):
        held = " · ".join(f"{n} {each.label}" for n, each in enumerate(of_2023(f"{prefix}-{element}-"), 1))
        # One word is put in full: "ones" would stand alone on a page, and be read as missing children.
        printed = printed.replace("advocate for missing ones", "advocate for missing resources")
        assert f"{held}." == printed.replace(" (placement inferred)", "")


@needs_domain
@pytest.mark.parametrize(
    ("prefix", "opening", "between"),
    [
        ("V23", "Values V23-1..7: ", " · "),
        ("GP23", "Guiding principles GP23-1..7: ", " · "),
        ("LC23", "Leadership commitments LC23-1..10: ", " · "),
        ("PC23", "practice components PC23 (5): ", "; "),
    ],
)
def test_the_2023_lists_are_those_of_the_domain_paper_word_for_word(paper, prefix, opening, between):
    assert f"{opening}{between.join(each.label for each in of_2023(prefix))}." in paper["1.1"]
