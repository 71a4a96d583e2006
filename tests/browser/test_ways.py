"""Getting about: deep links, Back, filters that keep the focus, tables, links and downloads."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


def chosen(watch, key: str) -> str:
    return watch.page.locator(f"#filter-{key}").input_value()


def lead(watch):
    return watch.page.locator("p.lead")


def test_a_copied_address_rebuilds_the_view(watch):
    watch.go("/measure?unit=north&measure=vacancy_rate&by=unit")
    assert (chosen(watch, "measure"), chosen(watch, "unit"), chosen(watch, "by")) == (
        "vacancy_rate",
        "north",
        "unit",
    )
    assert watch.title.startswith("Vacancy rate")
    expect(lead(watch)).to_contain_text("North Division")
    expect(watch.page.locator("#split h2")).to_have_text("How does it differ by unit?")


def test_hostile_words_in_an_address_are_dropped(watch):
    watch.go("/director?unit=<script>window.x=1</script>&months=999&role=director")
    assert (chosen(watch, "unit"), chosen(watch, "months")) == ("all", "24")
    assert watch.page.evaluate("window.x") is None


def test_back_brings_the_filters_and_the_page_back_together(watch):
    watch.go("/director")
    watch.page.select_option("#filter-unit", "north")
    expect(lead(watch)).to_contain_text("North Division")
    watch.page.select_option("#filter-months", "12")
    expect(lead(watch)).to_contain_text("November 2025")
    expect(watch.page).to_have_url(re.compile(r"\?months=12&unit=north$"))
    watch.page.go_back()
    expect(lead(watch)).to_contain_text("November 2024")
    assert (chosen(watch, "unit"), chosen(watch, "months")) == ("north", "24")
    watch.page.go_back()
    expect(lead(watch)).to_contain_text("whole county", ignore_case=True)
    assert chosen(watch, "unit") == "all"


def test_a_change_of_filter_by_keyboard_keeps_the_focus_and_asks_once(watch):
    watch.go("/director")
    watch.page.locator("#filter-months").focus()
    before = watch.posts
    watch.page.keyboard.press("ArrowUp")
    expect(watch.page).to_have_url(re.compile("months=12"))
    expect(lead(watch)).to_contain_text("November 2025")
    assert watch.page.evaluate("document.activeElement.id") == "filter-months"
    assert watch.posts == before + 1


def test_reset_brings_the_empty_address_back(watch):
    watch.go("/director?unit=north&months=12")
    watch.page.click("#reset")
    expect(watch.page).to_have_url(re.compile(r"/director$"))
    expect(lead(watch)).to_contain_text("November 2024")
    assert chosen(watch, "unit") == "all"


def test_a_link_to_another_page_carries_the_view_and_puts_the_focus_on_its_title(watch):
    watch.go("/director?unit=north")
    watch.page.click("#nav-manager")
    expect(watch.page).to_have_url(re.compile(r"/manager\?unit=north$"))
    expect(watch.page.locator("#nav-manager")).to_have_attribute("aria-current", "page")
    expect(watch.page.locator("#title")).to_be_focused()
    assert watch.page.title().startswith(watch.title)
    watch.page.go_back()
    expect(watch.page).to_have_url(re.compile(r"/director\?unit=north$"))
    expect(watch.page.locator("#scorecard")).to_be_visible()


def test_a_row_of_the_scorecard_leads_to_its_measure_without_a_new_load(watch):
    watch.go("/director")
    watch.page.evaluate("window.sameDocument = true")
    watch.page.click("#scorecard a:has-text('Vacancy rate')")
    expect(watch.page).to_have_url(re.compile("measure=vacancy_rate"))
    expect(watch.page.locator("#title")).to_contain_text("Vacancy rate")
    assert watch.page.evaluate("window.sameDocument") is True


def test_another_measure_brings_its_own_splits(watch):
    watch.go("/measure?by=requester")
    watch.page.select_option("#filter-measure", "caseload_load")
    expect(watch.page.locator("#title")).to_contain_text("Caseload")
    splits = watch.page.locator("#filter-by option").all_inner_texts()
    assert "Service component" in splits
    assert "Requester" not in splits
    assert chosen(watch, "by") == "division"


def test_the_committee_picks_a_decision_point_and_the_trail_follows(watch):
    watch.become("equity").go("/equity")
    watch.page.click("#ladder h3 a:has-text('Reported')")
    expect(watch.page.locator("#closing h2")).to_have_text("Is the gap closing? Reported")
    assert chosen(watch, "step") == "report"
    expect(watch.page.locator("#ladder h2")).to_be_focused()
    watch.page.click("#ladder nav a:has-text('Disparity index')")
    expect(watch.page).to_have_url(re.compile("step=report&index=di"))


def test_a_table_opens_by_keyboard_and_sorts(watch):
    watch.go("/director")
    summary = watch.page.locator("#leaders summary", has_text="Table")
    summary.focus()
    watch.page.keyboard.press("Enter")
    table = watch.page.locator("#leaders table")
    expect(table).to_be_visible()
    head = table.locator("th", has_text="Denominator")
    head.locator("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    at = [t.strip() for t in table.locator("thead th").all_inner_texts()].index("Denominator")
    rows = table.locator("tbody tr").all()
    counts = [int(r.locator("th, td").nth(at).inner_text()) for r in rows]
    assert counts == sorted(counts)
    head.locator("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")


def test_an_opened_table_stays_open_when_the_figures_change(watch):
    watch.go("/director")
    watch.page.locator("#leaders summary", has_text="Table").click()
    watch.page.select_option("#filter-months", "12")
    expect(lead(watch)).to_contain_text("November 2025")
    expect(watch.page.locator("#leaders table tbody tr")).to_have_count(12)
    expect(watch.page.locator("#leaders table")).to_be_visible()


def test_a_copied_link_leads_to_the_very_chart(watch, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watch.go("/director?unit=north")
    watch.page.locator("#places .copy-link").click()
    expect(watch.page.locator(".toast")).to_have_text("Link copied")
    address = watch.page.evaluate("navigator.clipboard.readText()")
    assert address == f"{watch.site}/director?unit=north#places"
    watch.page.goto("about:blank")
    watch.page.goto(address)
    watch.settled()
    expect(watch.page.locator("#places")).to_be_in_viewport()


def test_a_download_is_the_same_answer_as_a_file(watch):
    watch.go("/director")
    with watch.page.expect_download() as waiting:
        watch.page.locator("#leaders footer a", has_text="Download").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert waiting.value.suggested_filename == "response_24h_leadership.csv"
    assert text.startswith("Measure,")
    assert "synthetic" in text


def test_a_page_of_another_role_says_so_and_leads_home(watch):
    watch.become("supervisor").go("/equity")
    assert watch.title == "Equity: not for this role"
    watch.page.click("#page a")
    expect(watch.page).to_have_url(re.compile("/manager$"))
    expect(watch.page.locator("#open_inquiries, #staffing").first).to_be_visible()


def test_the_skip_link_is_the_first_stop_and_works(watch):
    watch.go("/director")
    watch.page.keyboard.press("Tab")
    assert watch.page.evaluate("document.activeElement.className") == "skip"
    watch.page.keyboard.press("Enter")
    assert watch.page.evaluate("document.activeElement.id") == "main"


def test_on_a_phone_the_filters_fold_into_a_button_that_names_them(watch):
    watch.page.set_viewport_size(PHONE)
    watch.go("/director?unit=north")
    fold = watch.page.locator("#fold")
    expect(fold).to_have_text("Filters: Last 24 months, North Division")
    expect(watch.page.locator("#filter-unit")).to_be_hidden()
    fold.press("Enter")
    expect(fold).to_have_attribute("aria-expanded", "true")
    watch.page.select_option("#filter-months", "36")
    expect(fold).to_have_text("Filters: Last 36 months, North Division")
    expect(watch.page.locator("#filter-unit")).to_be_visible()


# ---- past months, marks that lead, and what is said aloud


def test_other_months_bring_two_more_filters_and_stand_in_the_address(watch):
    """Point 9: any past period; the two filters stand only while other months are chosen."""
    watch.go("/director")
    expect(watch.page.locator("#field-since")).to_be_hidden()
    watch.page.select_option("#filter-months", "own")
    expect(watch.page.locator("#filter-since")).to_be_visible()
    watch.page.select_option("#filter-since", "2025-01")
    watch.page.select_option("#filter-until", "2025-03")
    expect(watch.page).to_have_url(re.compile(r"months=own&since=2025-01&until=2025-03$"))
    expect(lead(watch)).to_contain_text("January 2025 to March 2025")
    expect(watch.page.locator("#title")).to_contain_text("as of March 2025")


def click_first_mark(watch, card: str) -> None:
    """On the first mark of a card's picture that leads somewhere."""
    plot = watch.page.locator(f"#{card} .js-plotly-plot")
    plot.scroll_into_view_if_needed()
    box = plot.locator(".scatterlayer .points path.point").first.bounding_box()
    watch.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    watch.page.wait_for_timeout(150)
    watch.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_click_on_the_mark_of_a_division_leads_to_that_division(watch):
    """G4: from division to unit only the select led."""
    watch.go("/director")
    click_first_mark(watch, "places")
    expect(watch.page).to_have_url(re.compile(r"/director\?unit=\w+$"))
    assert chosen(watch, "unit") != "all"


def test_a_click_on_a_month_leads_to_the_measure_in_the_same_view(watch):
    """G4: a click on a point did nothing."""
    watch.go("/director?unit=north")
    click_first_mark(watch, "leaders")
    expect(watch.page).to_have_url(re.compile(r"/measure\?(.*&)?unit=north"))
    expect(watch.page.locator("#title")).to_contain_text("by leaders")


def test_a_change_that_leaves_the_title_is_said_aloud_all_the_same(watch):
    """G13: the same text again is not read out."""
    watch.go("/methods")
    watch.go("/measure?measure=vacancy_rate")
    expect(watch.page.locator("#status")).to_have_text(watch.title)
    watch.page.select_option("#filter-months", "12")
    expect(lead(watch)).to_contain_text("November 2025")
    expect(watch.page.locator("#status")).to_contain_text("November 2025")


def test_a_table_that_does_not_scroll_is_no_stop_of_the_keyboard(watch):
    """G13: the scorecard was one at any width."""
    watch.page.set_viewport_size({"width": 1440, "height": 1000})
    watch.go("/director")
    region = watch.page.locator("#scorecard .scrolls")
    expect(region).not_to_have_attribute("tabindex", "0")


def test_the_names_of_measures_are_whole_where_they_differ(watch):
    """G9: "Acknowledged within 24 business hours, …" was two measures."""
    for size in ({"width": 1440, "height": 900}, PHONE):
        watch.page.set_viewport_size(size)
        watch.go("/measure?measure=response_24h_leadership")
        if size is PHONE:
            watch.page.locator("#fold").click()
        room = watch.page.evaluate(
            """() => {
                const select = document.getElementById("filter-measure"), style = getComputedStyle(select);
                const ruler = document.createElement("canvas").getContext("2d");
                ruler.font = style.fontWeight + " " + style.fontSize + " " + style.fontFamily;
                const named = [...select.options].map((o) => o.text).filter((t) => t.startsWith("Acknowledged within"));
                const widest = Math.max(...named.map((t) => ruler.measureText(t).width));
                // A browser keeps a few pixels for itself before it cuts.
                return select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - widest - 12;
            }"""
        )
        assert room >= 0, size


def test_figures_of_before_are_said_to_be_so(watch):
    """G6: old figures stood under the new filter words, paler, and nothing in words said so."""
    watch.go("/director")
    watch.page.route(
        "**/_dash-update-component", lambda route: (watch.page.wait_for_timeout(900), route.continue_())
    )
    watch.page.select_option("#filter-months", "12")
    expect(watch.page.locator("#old-figures")).to_be_visible()
    expect(lead(watch)).to_contain_text("November 2025")
    expect(watch.page.locator("#old-figures")).to_be_hidden()
