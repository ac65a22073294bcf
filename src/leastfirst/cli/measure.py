"""`leastfirst measure`: indices, designations, profiles and the report."""

from __future__ import annotations

from pathlib import Path

import click

from leastfirst.cli.options import data_option, open_pack, out_option


@click.group("measure")
def group() -> None:
    """Find where need is greatest, and say why.

    DEFINITION and RECIPE are the id of a shipped one (see `leastfirst measure list`) or the path of your own YAML file.
    Rank 1 and decile 1 mean the greatest need, everywhere.
    """


@group.command("list")
def list_() -> None:
    """List the shipped definitions: indices, designations and comparisons."""
    from leastfirst.definitions import catalogue

    for kind, entries in catalogue():
        click.echo(kind)
        for entry in entries:
            click.echo(f"  {entry.id:<28} {entry.title} ({entry.status})")


@group.command()
@click.argument("recipe")
@data_option
@click.option("--level", metavar="LEVEL", help="Sum it up to a larger level, such as msoa, ward, lad or lad-2024.")
@click.option(
    "--summary",
    type=click.Choice(["average-score", "average-rank", "proportion", "extent", "local-concentration"]),
    help="How a larger area is summed up, with --level; average-score if you do not say.",
)
@out_option
def index(recipe: str, data: str | None, level: str | None, summary: str | None, out: str) -> None:
    """Work out an index: a row for each area with score, rank, decile, and a column for each node of the recipe.

    \b
    leastfirst measure index imd-2025 --out imd.csv
    leastfirst measure index imd-2025 --level lad --summary extent --out districts.csv
    """
    from leastfirst.cli.jobs import run_index, write

    table, manifest, told = run_index(recipe, open_pack(data), level=level, summary=summary, out=out)
    write(table, out, manifest, told)


@group.command()
@click.argument("recipe")
@click.argument("area_code")
@data_option
def explain(recipe: str, area_code: str, data: str | None) -> None:
    """Take one area's score apart, node by node, down to the figures that were read.

    \b
    leastfirst measure explain imd-2025 E01012045
    """
    from leastfirst.cli.jobs import run_explain

    click.echo(run_explain(recipe, area_code, open_pack(data)), nl=False)


@group.command()
@click.argument("definition")
@data_option
@out_option
def designate(definition: str, data: str | None, out: str) -> None:
    """Choose areas by a definition: a row for every area considered, chosen or not, with the reason.

    \b
    leastfirst measure designate left-behind-lsoas-2025 --out left-behind.csv
    """
    from leastfirst.cli.jobs import keep_what_is_read, run_designation, write
    from leastfirst.definitions import load_designation
    from leastfirst.measure import finding

    keep_what_is_read(out, load_designation(definition), named=definition)
    result, manifest, _ = run_designation(definition, open_pack(data))
    write(result.table(), out, manifest, finding(result))


@group.command()
@click.argument("area_code", nargs=-1, required=True)
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def profile(area_code: tuple[str, ...], data: str | None, as_json: bool) -> None:
    """Tell all that the data say about one area, or about a place made of several areas of one level.

    \b
    leastfirst measure profile E01012045
    leastfirst measure profile E02002513 E02002514
    """
    from leastfirst.cli.jobs import run_profile
    from leastfirst.measure import as_json as to_json
    from leastfirst.measure import as_text

    found = run_profile(area_code, open_pack(data))
    click.echo(to_json(found) if as_json else as_text(found), nl=False)


@group.command()
@click.argument("definition")
@data_option
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The folder to write to.")
@click.option(
    "--replicates",
    metavar="N",
    type=int,
    default=1000,
    show_default=True,
    help="How many times the list is worked out to say how sure it is; 0 leaves that out.",
)
@click.option("--seed", metavar="S", type=int, default=1, show_default=True, help="The same seed, the same bytes.")
@click.option("--threads", metavar="T", type=int, help="How many at once: as many as there are cores, unless said.")
@click.option("--spec", metavar="SPEC", help="What is varied, if not what is shipped for the definition.")
def report(
    definition: str, data: str | None, out: Path, replicates: int, seed: int, threads: int | None, spec: str | None
) -> None:
    """Write a report that opens offline in any browser, and the list of areas as a CSV file beside it.

    It tells the finding, the map, how sure each place is, how it compares, at what scale to target, the list with
    reasons, and the method.

    \b
    leastfirst measure report left-behind-lsoas-2025 --out report/
    """
    from leastfirst.cli.reporting import run_report

    told, files = run_report(
        definition, open_pack(data), out, replicates=replicates, seed=seed, threads=threads, spec=spec
    )
    click.echo(told)
    for file in files:
        click.echo(f"  {file}")


@group.command()
@data_option
@click.option(
    "--points",
    metavar="FILE",
    help="Your own points: CSV or Parquet with latitude and longitude, or easting and northing, and a class.",
)
@click.option(
    "--radius-m", type=float, default=1609.0, show_default=True, help="How far is near, in metres; 1609 is a mile."
)
@click.option("--level", metavar="LEVEL", required=True, help="The level of areas: lsoa, msoa, ward, lad or lad-2024.")
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What runs the count; the rows are the same.",
)
@out_option
def nearby(data: str | None, points: str | None, radius_m: float, level: str, engine: str, out: str) -> None:
    """Count the assets within a distance of where people live, by class, and per 1,000 residents.

    \b
    leastfirst measure nearby --level lsoa --out nearby.csv
    leastfirst measure nearby --points halls.csv --radius-m 800 --level msoa --out nearby.csv
    """
    from leastfirst.cli.in_depth import run_nearby, write_with
    from leastfirst.exchange.results import as_csv

    result, manifest = run_nearby(open_pack(data), points=points, radius_m=radius_m, level=level, engine=engine)
    write_with(result.table(), out, manifest, result.finding(), {".coverage.csv": as_csv(result.coverage())})


@group.command()
@click.argument("definition")
@data_option
@click.option(
    "--indicator",
    "indicators",
    metavar="TABLE.COLUMN",
    multiple=True,
    help="Only this one; may be given several times.",
)
@click.option(
    "--match", metavar="MIX", multiple=True, help="Weigh the others to the same mix: region, rural_urban, or both."
)
@click.option(
    "--weighting",
    type=click.Choice(["people", "areas"]),
    default=None,
    help="Whether each person counts the same (as the shipped comparisons have it) or each area.",
)
@click.option(
    "--control",
    type=click.Choice(["holm", "benjamini-hochberg", "none"]),
    default=None,
    help="How p is made larger for the number of comparisons; holm unless the definition says otherwise.",
)
@out_option
def compare(
    definition: str,
    data: str | None,
    indicators: tuple[str, ...],
    match: tuple[str, ...],
    weighting: str | None,
    control: str | None,
    out: str,
) -> None:
    """Hold groups of areas against each other on every indicator: what is worse, what is not, and how sure that is.

    DEFINITION is a comparison, or a designation: then the areas it chooses are held against other areas as deprived,
    and against all. What could not be compared, and why, is written beside it.

    \b
    leastfirst measure compare left-behind-lsoas-2025 --out compared.csv
    leastfirst measure compare left-behind-lsoas-2025 --match region --match rural_urban --out matched.csv
    """
    from leastfirst.cli.comparing import run_compare, write_compared

    options = {"indicators": indicators, "match": match, "weighting": weighting, "control": control}
    result, manifest = run_compare(definition, open_pack(data), {name: each for name, each in options.items() if each})
    write_compared(result, out, manifest)


@group.command()
@click.argument("definition")
@data_option
@click.option(
    "--spec",
    metavar="SPEC",
    help="What is varied: a shipped id or your own YAML file. Without it, the definition's own.",
)
@click.option("--replicates", metavar="N", type=int, default=10_000, show_default=True, help="How many times.")
@click.option("--seed", metavar="S", type=int, default=1, show_default=True, help="The same seed, the same bytes.")
@click.option("--threads", metavar="T", type=int, help="How many at once: as many as there are cores, unless said.")
@out_option
def uncertainty(
    definition: str, data: str | None, spec: str | None, replicates: int, seed: int, threads: int | None, out: str
) -> None:
    """Say how sure a list is: work it out many times with other choices that could as well have been made.

    A row for each area: the rank of need that 5%, 50% and 95% of the replicates do not exceed, the share of replicates
    in which it is designated, with its error, and a class: firm (at least 0.9), likely (0.5), borderline (0.1) or
    unlikely. Beside it NAME.replicates holds every replicate, and NAME.choices.csv which choice moves the list most.

    \b
    leastfirst measure uncertainty left-behind-lsoas-2025 --replicates 10000 --seed 1 --threads 2 --out sure.csv
    """
    from leastfirst.cli.uncertainty import run_uncertainty, write_uncertainty

    result, manifest = run_uncertainty(
        definition, open_pack(data), spec=spec, replicates=replicates, seed=seed, threads=threads
    )
    write_uncertainty(result, out, manifest)


@group.command()
@click.argument("definition")
@data_option
@click.option("--seed", type=int, default=1, show_default=True, help="Where the random zones start from.")
@click.option("--draws", type=int, default=20, show_default=True, help="How many times random zones are drawn.")
@out_option
def scale(definition: str, data: str | None, seed: int, draws: int, out: str) -> None:
    """Say at what scale to target: who is reached, and who else, by LSOA, MSOA, ward and district.

    \b
    leastfirst measure scale left-behind-lsoas-2025 --out scale.csv
    """
    from leastfirst.cli.in_depth import run_scale, write_with
    from leastfirst.measure import scale_answer

    result, manifest = run_scale(definition, open_pack(data), seed=seed, draws=draws)
    told = scale_answer(result)
    write_with(result.table(), out, manifest, told.rstrip(), {".answer.txt": told.encode()})


@group.command()
@click.argument("area_code")
@data_option
@click.option(
    "--by",
    metavar="SIMILARITY",
    default="neighbourhoods-2021",
    show_default=True,
    help="What areas must have in common: a shipped id or your own YAML file.",
)
@click.option("--number", metavar="N", type=int, help="How many areas: 10 unless the definition says otherwise.")
@click.option(
    "--standardise", type=click.Choice(["z", "robust"]), help="How traits are made alike in size; robust uses medians."
)
@click.option("--other-districts", is_flag=True, help="Leave out areas of its own district.")
@click.option(
    "--within", metavar="KIND", multiple=True, help="Only areas that share its region, rural_urban class, or both."
)
@out_option
def similar(
    area_code: str,
    data: str | None,
    by: str,
    number: int | None,
    standardise: str | None,
    other_districts: bool,
    within: tuple[str, ...],
    out: str,
) -> None:
    """Find the areas most like one area (LSOA, MSOA or ward), and say in what they are alike and in what they differ.

    \b
    leastfirst measure similar E01012045 --out similar.csv
    leastfirst measure similar E02002513 --other-districts --within rural_urban --out similar.csv
    """
    from leastfirst.cli.comparing import run_similar
    from leastfirst.cli.jobs import write

    options = {"number": number, "other_districts": other_districts, "within": within}
    result, manifest = run_similar(area_code, open_pack(data), by=by, standardise=standardise, options=options)
    write(result.table(), out, manifest, result.told())


@group.command()
@click.argument("recipe_a")
@click.argument("recipe_b")
@data_option
@out_option
def trend(recipe_a: str, recipe_b: str, data: str | None, out: str) -> None:
    """Compare two editions of an index, RECIPE_A the earlier: who moved into and out of the worst tenth, and how sure.

    \b
    leastfirst measure trend imd-2019 imd-2025 --out trend.csv
    """
    from leastfirst.cli.in_depth import run_trend, write_with

    result, manifest = run_trend(recipe_a, recipe_b, open_pack(data))
    told = result.finding()
    write_with(result.table(), out, manifest, told, {".finding.txt": f"{told}\n".encode()})
