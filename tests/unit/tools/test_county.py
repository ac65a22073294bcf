"""The fictional county: the same seed gives the same one, it is whole, says that it is fictional, and is lifelike."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely

from leastfirst.definitions.designation import load_designation
from leastfirst.definitions.pack import load_pack_definition
from leastfirst.definitions.recipe import load_recipe
from leastfirst.exchange.packs import Pack, check_pack, open_pack
from leastfirst.ground.tables import Inputs
from leastfirst.measure import build_index, designate
from tools.county.make import SEED, county
from tools.county.names import every_name
from tools.county.position import to_grid
from tools.county.write import SHIPPED

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "data-packs.md"
# Towns and villages that everybody knows, and some that sound as if they had been invented.
REAL = """
Accrington Aldeburgh Alnwick Barnsley Bakewell Bath Bedford Beverley Birmingham Blackpool Bolton Boston Bradford
Bridlington Brighton Bristol Burnley Cambridge Canterbury Carlisle Chester Chesterfield Clacton Cleethorpes
Colchester Corbridge Coventry Crewe Darlington Derby Doncaster Dover Durham Easington Exeter Filey Grimsby
Grimethorpe Halifax Harrogate Hartlepool Hastings Helmsley Hereford Hexham Holmfirth Hornsea Horden Huddersfield
Hull Ipswich Keighley Kendal Keswick Lancaster Leeds Leicester Lincoln Liverpool Loughborough Louth Lowestoft
Mablethorpe Maltby Manchester Mansfield Margate Middlesbrough Morecambe Newark Newcastle Newquay Northallerton
Norwich Nottingham Oldham Ollerton Otley Oxford Penrith Peterborough Peterlee Pickering Plymouth Pontefract Preston
Ramsgate Redcar Ripon Rochdale Rotherham Saltburn Sandwich Scarborough Scunthorpe Seaham Selby Sheffield Shirebrook
Shrewsbury Skegness Skelmersdale Skipton Southend Stafford Stockport Stoke Sunderland Tadcaster Thirsk Thoresby
Torquay Wakefield Walsall Warrington Wells Whitby Whitehaven Wigan Winchester Withernsea Wolverhampton Worcester
Worksop Yarmouth York
""".lower().split()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return open_pack(SHIPPED)


@pytest.fixture(scope="module")
def tables(pack: Pack) -> Inputs:
    return Inputs(pack.table(id) for id in pack.tables)


def column(tables: Inputs, reference: str) -> np.ndarray:
    id, _, name = reference.rpartition(".")
    return tables[id].data[name].to_numpy(zero_copy_only=False)


def by_place(tables: Inputs, values: np.ndarray, place: str) -> np.ndarray:
    """The values of LSOAs of 2021 whose MSOA is called after the place."""
    called = dict(
        zip(column(tables, "areas-msoa-2021.area_code"), column(tables, "areas-msoa-2021.local_name"), strict=True)
    )
    names = [called[code] for code in column(tables, "lsoa-2021--msoa-2021.to_code")]
    return values[[name.startswith(place) for name in names]]


def test_same_seed_same_county_as_the_shipped_one(tables: Inputs) -> None:
    made = county(SEED)
    assert [table.id for table in made] == list(tables), "run `make county` and commit what it makes"
    for table in made:
        shipped = tables[table.id]
        assert shipped.data.schema.names == table.data.schema.names
        for name in table.data.schema.names:
            assert same(table.data[name], shipped.data[name]), f"{table.id}.{name} differs: run `make county`"


def same(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    """Equal, but for the last digits of numbers, and within two metres for boundaries."""
    if pa.types.is_floating(one.type):
        return bool(np.allclose(one.to_numpy(), other.to_numpy(), rtol=1e-9, atol=1e-9, equal_nan=True))
    if pa.types.is_binary(one.type):
        a, b = (shapely.normalize(shapely.from_wkb(each.to_numpy(zero_copy_only=False))) for each in (one, other))
        return bool(shapely.equals_exact(a, b, tolerance=2e-5).all())
    return bool(one.combine_chunks().equals(other.combine_chunks()))


def test_another_seed_is_another_county(tables: Inputs) -> None:
    other = {table.id: table for table in county(SEED + 1)}
    assert list(other) == list(tables)
    assert not other["imd-2025"].data["imd_rank"].equals(tables["imd-2025"].data["imd_rank"])


def test_every_table_of_the_reference_page_is_there_with_englands_columns(tables: Inputs) -> None:
    page = REFERENCE.read_text(encoding="utf-8").partition("## The tables of England")[2].partition("\n## ")[0]
    listed = [
        id for row in page.splitlines() if row.startswith("| `") for id in re.findall(r"`([^`]+)`", row.split("|")[1])
    ]
    assert len(listed) > 40
    assert set(listed) - set(tables) == set()
    england = load_pack_definition("england")[0].metas()
    for id in set(listed) & set(england):
        ours = {field.name: (field.type, field.unit, field.direction) for field in tables[id].meta.fields}
        theirs = {field.name: (field.type, field.unit, field.direction) for field in england[id].fields}
        assert ours == theirs, id


def test_fictional_is_said_everywhere(pack: Pack, tables: Inputs) -> None:
    assert pack.fictional
    assert "fictional" in pack.title.lower()
    for table in tables.values():
        assert table.meta.fictional, table.id
        assert table.meta.title.startswith("Fictional"), table.id
        assert f"fictional county, seed {SEED}" in table.meta.source, table.id
        assert "CC0" in table.meta.licence, table.id
        for name in table.data.schema.names:
            if name == "area_code" or name.endswith(("_code", "_2011", "_2021")):
                codes = table.data[name].to_pylist()
                assert all(code.startswith("X") for code in codes), f"{table.id}.{name}"
    assert all(postcode.startswith("ZX") for postcode in column(tables, "postcodes.postcode"))


def test_the_pack_passes_every_check_and_is_small(pack: Pack) -> None:
    faults = [finding for finding in check_pack(pack) if finding.fault is not None]
    assert faults == []
    sizes = [file.stat().st_size for file in SHIPPED.iterdir()]
    assert max(sizes) < 500_000
    assert sum(sizes) < 2_000_000


def test_it_has_the_size_of_a_county(tables: Inputs) -> None:
    counts = {id.removeprefix("areas-"): table.data.num_rows for id, table in tables.items() if id.startswith("areas-")}
    assert counts["lsoa-2021"] == 400
    assert counts["msoa-2021"] == 60
    assert counts["ward-2017"] == 80
    assert counts["lad-2024"] == counts["lad-2019"] == 4
    assert counts["pcon-2024"] == 6
    residents = column(tables, "population-census-2021.residents")
    assert residents.min() >= 1000
    assert residents.max() <= 3500


def test_ages_add_up_and_lookups_lose_nobody(tables: Inputs) -> None:
    ages = tables["population-ages-2020"].data.drop_columns("area_code")
    assert (sum(np.array(each) for each in ages.columns) == column(tables, "population-mid-year.mid_2020")).all()
    residents = dict(
        zip(
            column(tables, "areas-lsoa-2021.area_code"), column(tables, "population-census-2021.residents"), strict=True
        )
    )
    shares = tables["lsoa-2011--lsoa-2021"].data.to_pylist()
    split = [row for row in shares if row["weight"] < 1]
    assert len(split) == 20
    for row in split:
        whole = sum(residents[other["to_code"]] for other in split if other["from_code"] == row["from_code"])
        assert row["weight"] == pytest.approx(residents[row["to_code"]] / whole)
    merged = [code for code in residents if sum(row["to_code"] == code for row in shares) > 1]
    assert len(merged) == 4


def test_some_values_are_missing_but_none_that_an_index_reads(tables: Inputs) -> None:
    for id, name in (("imd-2025-indicators", "income_children"), ("imd-2019-indicators", "not_in_higher_education")):
        assert 0 < tables[id].data[name].null_count < 40
    recipes = ("imd-2019", "imd-2025-from-subdomains", "imd-2025-crime", "imd-2025-health", "cni-2019", "cni-2023")
    for recipe in map(load_recipe, recipes):
        for node in recipe.nodes.values():
            if node.indicator:
                id, _, name = node.indicator.rpartition(".")
                assert tables[id].data[name].null_count == 0, node.indicator


@pytest.mark.parametrize(
    "id", ["imd-2019", "imd-2019-from-subdomains", "imd-2025", "imd-2025-from-subdomains", "imd-2025-crime",
           "imd-2025-health", "cni-2019", "cni-2023"],
)  # fmt: skip
def test_recipes_give_back_the_ranks_of_the_county(id: str, tables: Inputs) -> None:
    recipe = load_recipe(id)
    assert recipe.published.rank
    result = build_index(recipe, tables)
    assert (result.rank == column(tables, recipe.published.rank)).all()


def test_deprivation_and_community_needs_go_together_but_are_not_the_same(tables: Inputs) -> None:
    imd, cni = column(tables, "imd-2025.imd_rank"), column(tables, "cni-2023.cni_rank")
    assert 0.2 < np.corrcoef(imd, cni)[0, 1] < 0.7
    both = (imd <= 40) & (cni <= 40)
    assert 10 <= both.sum() <= 30
    for place in ("Ellersea", "Larkholt", "Skaythorpe"):
        assert by_place(tables, both, place).any(), place
    assert not by_place(tables, both, "Corvester").any()


def test_the_designations_find_places(tables: Inputs) -> None:
    lsoas = designate(load_designation("left-behind-lsoas-2025"), tables)
    assert 10 <= lsoas.count <= 30
    assert designate(load_designation("left-behind-wards-2019"), tables).count >= 2
    assert designate(load_designation("pride-in-place-2-england"), tables).count >= 2


def test_the_coast_town_and_the_estate_are_poorer_than_the_city(tables: Inputs) -> None:
    score = column(tables, "imd-2025.imd_score")
    city = by_place(tables, score, "Corvester").mean()
    for place in ("Ellersea", "Larkholt", "Hadderthorpe"):
        assert by_place(tables, score, place).mean() > 1.5 * city, place


@pytest.mark.parametrize("reference", ["imd-2025.imd_score", "cni-2023.cni_score"])
def test_need_is_alike_among_neighbours(reference: str, tables: Inputs) -> None:
    codes = column(tables, "areas-lsoa-2021.area_code")
    place = {code: k for k, code in enumerate(codes)}
    pairs = tables["neighbours-lsoa-2021"].data
    one, other = ([place[code] for code in pairs[name].to_pylist()] for name in ("area_code", "neighbour_code"))
    away = column(tables, reference) - column(tables, reference).mean()
    moran = len(codes) / len(one) * (away[one] * away[other]).sum() / (away**2).sum()
    assert moran > 0.3


def test_boundaries_fit_together_and_hold_their_postcodes(tables: Inputs) -> None:
    shapes: dict[str, np.ndarray] = {}
    for level in ("lsoa-2021", "msoa-2021", "ward-2017", "lad-2024"):
        shapes[level] = shapely.from_wkb(column(tables, f"boundaries-{level}.geometry"))
        assert shapely.coverage_is_valid(shapes[level]), level
        assert shapely.is_valid(shapes[level]).all(), level
        corners = shapely.get_coordinates(shapes[level])
        assert (corners == corners.round(5)).all(), level
    county_outline = shapely.union_all(shapes["lad-2024"])
    assert shapely.area(shapely.symmetric_difference(county_outline, shapely.union_all(shapes["lsoa-2021"]))) < 1e-9
    points = np.stack([column(tables, "areas-lsoa-2021.longitude"), column(tables, "areas-lsoa-2021.latitude")])
    assert shapely.contains_xy(shapes["lsoa-2021"], *points).all()

    shape = dict(zip(column(tables, "boundaries-lsoa-2021.area_code"), shapes["lsoa-2021"], strict=True))
    metres = {code: shapely.transform(each, lambda at: np.stack(to_grid(*at.T), 1)) for code, each in shape.items()}
    rows = tables["postcodes"].data.to_pylist()
    assert 5_000 < len(rows) < 7_000
    lost = [r for r in rows if metres[r["lsoa_2021"]].distance(shapely.Point(r["easting"], r["northing"])) > 1]
    assert lost == []


def test_places_to_meet_are_fewer_where_the_index_says_so(tables: Inputs) -> None:
    rank = dict(zip(column(tables, "cni-2023.area_code"), column(tables, "cni-2023.civic_assets_rank"), strict=True))
    at = [rank[code] for id in ("pubs", "community-centres") for code in column(tables, f"{id}.lsoa_2021")]
    assert np.mean(np.array(at) > 200) > 0.6


def test_no_name_is_that_of_a_real_place(tables: Inputs) -> None:
    shown = {
        word
        for id in tables
        if id.startswith("areas-")
        for name in ("area_name", "local_name")
        if name in tables[id].data.schema.names
        for text in tables[id].data[name].to_pylist()
        for word in re.findall(r"[\w'-]+", text)
    }
    known = set(REAL)
    assert known & {word.lower() for word in shown} == set()
    assert known & {name.lower() for name in every_name()} == set()


def test_the_grid_formula_gives_the_position_of_a_known_point() -> None:
    # Ordnance Survey's worked example of annex C: 52 39 27.2531 N, 1 43 4.5177 E on the Airy ellipsoid of OSGB36 is
    # 651409.903, 313177.270. In WGS84 degrees that point is 52.657977 N, 1.716074 E (the Helmert shift is good to 5 m).
    east, north = to_grid(np.array([1.716074]), np.array([52.657977]))
    assert abs(east[0] - 651_409.9) < 6
    assert abs(north[0] - 313_177.3) < 6
