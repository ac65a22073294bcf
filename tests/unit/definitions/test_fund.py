"""A fund says who pays what to whom and how, or is refused in one sentence with the line to mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from leastfirst.definitions.formula import load_formula
from leastfirst.definitions.fund import FOLDER, Fund, load_fund
from leastfirst.definitions.yaml_files import shipped
from leastfirst.exchange.packs import Pack
from leastfirst.fund import checks, finding, share
from leastfirst.ground.errors import DefinitionError, InfeasibleError
from leastfirst.sources import load_fund_inputs, open_data
from tests.unit.definitions.own_fund import OWN, own, read, refused

YEARS = "years: 2026-27 to 2028-29"
PROFILE = "profile: {2026-27: 1/2, 2027-28: 1/4, 2028-29: 1/4}"
KINDS = "kinds: {capital: 1/2, revenue: 1/2}"
FLOOR = 'floor: {per_place: "£10"}'
NEED = "  need: {come_from: statement}"
ASH = "figures: {residents: 1000, need: 30}"
MEND = "; mend the definition."
INPUTS = (
    "is not known; use 'residents', 'households', 'small_areas', 'need', 'resources', 'area_cost', 'unemployed', "
    "'labour_force', 'output_per_head' or 'national_income'"
)


@pytest.fixture(scope="module")
def county() -> Pack:
    return open_data("county")


@pytest.mark.parametrize("fund", shipped(FOLDER))
def test_every_shipped_fund_says_who_when_how_sure_and_what_is_published_about_it(fund: str) -> None:
    loaded = load_fund(fund)
    assert loaded.id == fund
    assert loaded.source
    assert loaded.licence
    assert loaded.standing
    assert loaded.status in ("published", "inferred", "recalled", "example")
    assert len(loaded.sha256) == 64
    assert loaded.records[0].id == fund
    assert len(set(loaded.records)) == len(loaded.records)


# The county is too small for £175m at £2.5m a place; and that is said.
@pytest.mark.parametrize("fund", [each for each in shipped(FOLDER) if each != "community-wealth-fund"])
def test_every_shipped_fund_shares_on_the_county_with_every_margin_exact(fund: str, county: Pack) -> None:
    loaded = load_fund(fund)
    result = share(loaded, load_fund_inputs(loaded, county))
    assert all(check.holds for check in checks(result))
    assert result.routing.check() is result.routing
    assert finding(result).startswith(loaded.title)
    assert sum(result.paid) + result.routing.unspent_pence == sum(sum(p.comes_in) for p in result.problem.purses)


def test_a_fund_that_the_caps_of_few_places_cannot_hold_is_refused(county: Pack) -> None:
    loaded = load_fund("community-wealth-fund")
    with pytest.raises(InfeasibleError) as caught:
        share(loaded, load_fund_inputs(loaded, county))
    assert str(caught.value) == (
        "the caps of 4 places add up to £10,000,000, which is £165,000,000 less than the £175,000,000 to share; raise "
        "every cap to 1,750.00% of what it is, or share £165,000,000 less."
    )


REFUSED = {
    "years out of order": (
        "years: 2028-29 to 2026-27", YEARS,
        "line 9, years: the years are out of order: 2026-27 comes before 2028-29",
    ),
    "years of a list out of order": (
        "years: [2026-27, 2028-29, 2027-28]", YEARS,
        "line 9, years: the years are out of order: 2027-28 stands after 2028-29",
    ),
    "a year that is none": (
        "years: soon", YEARS,
        "line 9, years: 'soon' is not a year (write a financial year as 2026-27, a calendar year as 2026)",
    ),
    "a year that skips one": (
        "years: 2026-28", YEARS, "line 9, years: '2026-28' is not a year: 2026 is followed by 27",
    ),
    "years of two kinds": (
        "years: 2026-27 to 2028", YEARS,
        "line 9, years: 2026-27 and 2028 are years of two kinds (use financial years or calendar years throughout)",
    ),
    "a profile that does not add to one": (
        "profile: {2026-27: 1/3, 2027-28: 1/4, 2028-29: 1/4}", PROFILE,
        "line 26, profile: the profile adds up to 5/6, not 1",
    ),
    "a profile of other years": (
        "profile: {2026-27: 1/2, 2029-30: 1/2}", PROFILE,
        "line 26, profile: the profile speaks of 2029-30, which is none of the fund's years",
    ),
    "a profile out of order": (
        "profile: {2027-28: 1/2, 2026-27: 1/2}", PROFILE,
        "line 26, profile: the years are out of order: 2026-27 stands after 2027-28",
    ),
    "a profile that nobody knows": (
        "profile: lumpy", PROFILE,
        "line 26, profile: 'lumpy' is not known; use 'even' or 'as-money-comes-in', or a share for each year, such as "
        "{2026-27: 1/5, 2027-28: 4/5}",
    ),
    "a share below zero": (
        "profile: {2026-27: 3/2, 2027-28: -1/2}", PROFILE,
        "line 26, profile.2026-27: a share lies between 0 and 1, and 3/2 does not (and 1 more)",
    ),
    "a balance with a hole": (
        "kinds: {capital: 1/2, revenue: 1/3}", KINDS,
        "line 23, kinds: the balance must name capital and revenue, with shares that add up to 1",
    ),
    "a balance of one": (
        "kinds: {capital: 1}", KINDS,
        "line 23, kinds: the balance must name capital and revenue, with shares that add up to 1",
    ),
    "a ring-fence larger than its kind": (
        "exactly: 6/10", "exactly: 1/10",
        "line 24, purposes: the purposes of revenue money add up to 3/5, more than its share of 1/2",
    ),
    "a purpose with two sizes": (
        "exactly: 1/10, at_most: 1/5", "exactly: 1/10",
        "line 25, purposes.capacity: the purpose 'capacity' needs either `exactly` or `at_most`",
    ),
    "a purpose after the fund": (
        "exactly: 1/10, years: 2030-31", "exactly: 1/10",
        "line 24, purposes: the purpose 'capacity' is paid in 2030-31, which is none of the fund's years",
    ),
    "a purpose with the name of free money": (
        "id: residents-decide, title", "id: capacity, title",
        "line 25, purposes.residents-decide: 'residents-decide' is the name of money that is tied to no purpose: call "
        "this one otherwise",
    ),
    "a floor that says nothing": (
        "floor: {}", FLOOR, "line 21, floor: say per_place, per_resident, of_equal_share or several of them",
    ),
    "a floor below zero": (
        "floor: {of_equal_share: -1}", FLOOR,
        "line 21, floor.of_equal_share: it has to be 0 or more",
    ),
    "a floor without a sign": (
        "floor: {per_place: 10}", FLOOR,
        "line 21, floor.per_place: write money with its sign, such as £1,250.50 or 125050p, not 10",
    ),
    "two currencies": (
        'cap: {per_place: "€1,000"}', 'cap: {per_place: "£1,000"}',
        "line 1: it speaks of £ and €: use one currency throughout",
    ),
    "eligible sizes out of order": (
        "eligible: {residents_at_least: 100, residents_at_most: 10}\nprofile:", "profile:",
        "line 26, eligible: no place has at least 100 and at most 10 residents",
    ),
    "a pace above everything": (
        "damping: {max_fall: 2, max_rise: 1, before: by-population}\nprofile:", "profile:",
        "line 26, damping.max_fall: a share lies between 0 and 1, and 2 does not",
    ),
    "money before, without a sign": (
        "damping: {max_fall: 0.1, max_rise: 1, before: {ash: £5, birch: 10}}\nprofile:", "profile:",
        "line 26, damping.before.birch: write money with its sign, such as £1,250.50 or 125050p, not 10",
    ),
    "a key that nobody knows": ("colour: red\nyears:", "years:", "line 9, colour: it is not a known key"),
    "no pots": ("pots: []\nnothing:", "pots:", "line 28, nothing: it is not a known key (and 1 more: line 27)"),
    "no formula": ("formula: 7", "formula: population-and-need", "line 20, formula: it is not text; put it in quotes"),
}  # fmt: skip


@pytest.mark.parametrize(("instead", "of", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, instead: str, of: str, said: str) -> None:
    assert refused(tmp_path, instead, of) == said + MEND


TOGETHER = {
    "ring-fences of both kinds pass the whole": (
        "purposes:\n  - {id: buildings, title: Buildings, kind: capital, exactly: 95%}", f"{KINDS}\npurposes:",
        "line 23, purposes: the ring-fenced purposes add up to 21/20, more than all the money; mend the definition.",
    ),
    "a formula by its id that is none": (
        "formula: by-wish", "formula: population-and-need",
        "'by-wish' is not a definition that leastfirst ships; give the path of a YAML file or one of by-population, "
        "equal-shares, lump-sum-and-need, need-at-local-cost, needs-less-resources, population-and-need, "
        "population-and-need-squared, regions-by-population.",
    ),
    "a formula that asks for more than is bound": (
        "formula: needs-less-resources", "formula: population-and-need",
        "its formula asks for resources, and its inputs do not say where that comes from; add resources to `inputs`.",
    ),
    "the formula of damping asks for more": (
        "damping: {max_fall: 0.1, max_rise: 1, before: need-at-local-cost}\nprofile:", "profile:",
        "its formula asks for area_cost, and its inputs do not say where that comes from; add area_cost to `inputs`.",
    ),
    "a rank as need": (
        "  need: {come_from: index, index: imd-2025, value: rank}", NEED,
        "need comes from 'rank', where 1 is the greatest need, and a formula reads it the other way round; use the "
        "score.",
    ),
    "need of a designation, without one": (
        "  need: {come_from: designation, column: deprivation_score}", NEED,
        "need comes from a designation, and the places do not; name a column of a table for need.",
    ),
    "areas counted where there are none": (
        "  small_areas: {come_from: count}\n" + NEED, NEED,
        "small_areas counts areas, and the places are not made of areas; state small_areas of each place.",
    ),
    "sizes without residents": (
        "  need: {come_from: statement}\nformula: equal-shares\neligible: {residents_at_most: 5}",
        f"  residents: {{come_from: statement}}\n{NEED}\nformula: population-and-need",
        "`eligible` asks for residents, and its inputs do not say where they come from; add residents to `inputs`.",
    ),
    "those of greatest need, without need": (
        "  residents: {come_from: statement}\nformula: equal-shares\neligible: {number_at_most: 1}",
        f"  residents: {{come_from: statement}}\n{NEED}\nformula: population-and-need",
        "`eligible` takes those of greatest need, and its inputs do not say what need is; add need to `inputs`.",
    ),
    "a floor for each resident of an unknown number": (
        '  need: {come_from: statement}\nformula: equal-shares\nfloor: {per_resident: "£1"}',
        f"  residents: {{come_from: statement}}\n{NEED}\nformula: population-and-need\n{FLOOR}",
        "the floor is so much for each resident, and its inputs do not say how many there are; add residents to "
        "`inputs`.",
    ),
    "damping of money": (
        "formula: {gives: money, steps: {all: {step: money, amount: £5}}, result: all}\n"
        "damping: {max_fall: 0.1, max_rise: 1, before: by-population}", "formula: population-and-need",
        "damping slows how shares change, and its formula gives each place money, whatever the others get; leave out "
        "`damping`, or share by weights.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("instead", "of", "said"), TOGETHER.values(), ids=TOGETHER)
def test_parts_that_do_not_go_together_are_refused(tmp_path: Path, instead: str, of: str, said: str) -> None:
    assert refused(tmp_path, instead, of) == said


# Nothing that a place says of itself has a way in: a name outside the closed list, a key more, another source.
APPLICATIONS = {
    "a figure of one's own": (
        "figures: {residents: 1000, need: 30, bid_quality: 9}", ASH,
        f"line 15, places.places.ash.figures.bid_quality: 'bid_quality' {INPUTS}",
    ),
    "a word beside the figures": (
        f"{ASH}, application: We deserve it", ASH, "line 15, places.places.ash.application: it is not a known key",
    ),
    "an input that is not in the list": (
        f"{NEED}\n  bid_score: {{come_from: statement}}", NEED, f"line 20, inputs.bid_score: 'bid_score' {INPUTS}",
    ),
    "a source that is not published": (
        "  need: {come_from: application}", NEED,
        "line 19, inputs.need: `come_from: application` is not known; use 'designation', 'column', 'index', "
        "'count' or 'statement'",
    ),
    "a column that is none": (
        "  need: {come_from: column, column: our-bids}", NEED,
        "line 19, inputs.need.column: 'our-bids' will not do here: write a table and its column, such as "
        "imd-2025.imd_score",
    ),
    "a step that reads it": (
        "formula: {steps: {bids: {step: input, input: bid_score}}, result: bids}", "formula: population-and-need",
        f"line 20, formula.steps.bids.input: 'bid_score' {INPUTS}",
    ),
    "a step that asks a jury": (
        "formula: {steps: {marks: {step: jury, of: bids}}, result: marks}", "formula: population-and-need",
        "line 20, formula.steps: the step 'marks' is of the unknown kind 'jury' (use one of add, area_cost, at_least, "
        "at_most, bands, blend, divide, equalise, exponential, input, money, multiply, number, power, relative, "
        "strata, subtract)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("instead", "of", "said"), APPLICATIONS.values(), ids=APPLICATIONS)
def test_no_applicant_data_can_enter(tmp_path: Path, instead: str, of: str, said: str) -> None:
    assert refused(tmp_path, instead, of) == said + MEND


def test_an_own_fund_loads_with_its_formula(tmp_path: Path) -> None:
    fund = read(tmp_path)
    assert isinstance(fund, Fund)
    assert [str(year) for year in fund.years] == ["2026-27", "2027-28", "2028-29"]
    assert fund.tree == load_formula("population-and-need")
    assert [record.id for record in fund.records] == ["own", "population-and-need"]
    assert fund.sign == "£"
    assert sorted(fund.needs().columns) == []


def test_a_single_year_needs_no_quotes(tmp_path: Path) -> None:
    path = own(tmp_path, "years: 2026", YEARS)
    text = path.read_text(encoding="utf-8").replace(PROFILE, "profile: even")
    path.write_text(text.replace('{2026-27: "£100", 2027-28: "£200"}', "{2026: £100}"), encoding="utf-8")
    assert [str(year) for year in load_fund(path).years] == ["2026"]


def test_a_formula_of_one_s_own_is_found_beside_the_fund(tmp_path: Path) -> None:
    head = "\n".join(OWN.splitlines()[2:8])
    mine = "kind: formula\nid: mine\n" + head + "\nsteps: {one: {step: number, number: 1}}\nresult: one\n"
    (tmp_path / "mine.yaml").write_text(mine, encoding="utf-8")
    fund = read(tmp_path, "formula: mine.yaml", "formula: population-and-need")
    assert fund.formulas["mine.yaml"].id == "mine"
    assert [record.id for record in fund.records] == ["own", "mine"]


def test_a_fault_in_a_formula_of_one_s_own_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("id: mine\nid: yours\n", encoding="utf-8")
    path = own(tmp_path, "formula: mine.yaml", "formula: population-and-need")
    with pytest.raises(DefinitionError) as caught:
        load_fund(path)
    mine = tmp_path / "mine.yaml"
    assert str(caught.value) == f"{path}, {mine}: line 2 says 'id' a second time (first on line 1); keep one of them."


def test_a_formula_in_another_currency_is_refused_once_it_is_loaded(tmp_path: Path) -> None:
    head = "\n".join(OWN.splitlines()[2:8])
    mine = f"kind: formula\nid: mine\n{head}\ngives: money\nsteps: {{one: {{step: money, amount: €1}}}}\nresult: one\n"
    (tmp_path / "mine.yaml").write_text(mine, encoding="utf-8")
    said = refused(tmp_path, "formula: mine.yaml", "formula: population-and-need")
    assert said == "with its formula it speaks of £ and €; use one currency throughout."
