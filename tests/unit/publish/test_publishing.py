"""The job as a whole: bad plans are one sentence, a failure leaves what is up, and the same inputs give the same."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leastfirst.definitions import load_designation, load_fund, load_recipe, shipped
from leastfirst.definitions.edition import EditionDefinition, load_edition
from leastfirst.exchange.packs import Pack, open_pack
from leastfirst.exchange.packs.descriptor import FILE_NAME, write_descriptor
from leastfirst.ground.errors import DataError, LeastfirstError
from leastfirst.publish import open_edition
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.designations import add_designations
from leastfirst.publish.packed import add_pack
from leastfirst.publish.publishing import publish
from leastfirst.publish.work import Work
from leastfirst.publish.writing import put_up
from leastfirst.sources import open_data

SMALL = {
    "designations": ("left-behind-lsoas-2025",),
    "comparison": "",
    "similarity": "",
    "funds": (),
    "votes": (),
    "replicates": 0,
}
LIST = "designation-left-behind-lsoas-2025"


@pytest.fixture(scope="module")
def small() -> EditionDefinition:
    """The county with one list and one map, and nothing else."""
    plan = load_edition("county")
    return plan.model_copy(update={**SMALL, "maps": plan.maps[:1]})


@pytest.fixture
def few_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only areas and lists, for what is told of the job as a whole."""
    monkeypatch.setattr("leastfirst.publish.publishing._parts", lambda: [add_pack, add_areas, add_designations])


def changed(plan: EditionDefinition, **update: Any) -> EditionDefinition:
    return plan.model_copy(update=update)


def mapped(plan: EditionDefinition, **update: Any) -> EditionDefinition:
    return changed(plan, maps=(plan.maps[0].model_copy(update=update), *plan.maps[1:]))


def test_a_small_plan_is_published_without_what_it_does_not_ask_for(
    tmp_path: Path, small: EditionDefinition, county: Pack
) -> None:
    told: list[str] = []
    folder, left_out = publish(small, county, tmp_path, tell=told.append)
    edition = open_edition(tmp_path)
    assert edition.folder == folder
    assert left_out == edition.about.left_out == ()
    assert edition.about.designations == ("left-behind-lsoas-2025",)
    assert (edition.about.funds, edition.about.votes) == ((), ())
    assert "class" not in edition.table(LIST).names  # no replicates were asked for
    said = edition.document("designation", "left-behind-lsoas-2025")
    assert said is not None
    assert said["certainty"] is None
    assert told[0] == "The data pack"
    assert "Areas of LSOA 2021" in told
    edition.close()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda p: changed(p, pack="england"),
            "edition county: it is made for the data pack 'england', but the data are those of 'county'; "
            "name its data with --data, or another edition.",
        ),
        (
            lambda p: changed(p, leading="left-behind-wards-2019"),
            "edition county: it leads with 'left-behind-wards-2019', which is not among its designations; add it",
        ),
        (
            lambda p: mapped(p, designations=("pride-in-place-2-england",)),
            "edition county: the map of LSOA 2021 shows 'pride-in-place-2-england', which is not among its "
            "designations; add it to them, or take it off the map.",
        ),
        (
            lambda p: changed(p, maps=(p.maps[0], p.maps[0])),
            "edition county: there are two maps of LSOA 2021; put all that they show into one.",
        ),
        (
            lambda p: mapped(p, boundaries="boundaries-nowhere"),
            "edition county: its map of LSOA 2021 needs the table boundaries-nowhere, which the data do not hold; "
            "take the map out of the edition, or use data that have the table.",
        ),
        (
            lambda p: changed(p, designations=("left-behind-lsoas-2025", "no-such-list")),
            "no-such-list",
        ),
        (lambda p: mapped(p, indices=("no-such-index",)), "no-such-index"),
    ],
)
def test_a_plan_that_does_not_fit_is_one_sentence_and_nothing_is_written(
    tmp_path: Path,
    small: EditionDefinition,
    county: Pack,
    change: Callable[[EditionDefinition], EditionDefinition],
    sentence: str,
) -> None:
    with pytest.raises(LeastfirstError) as error:
        publish(change(small), county, tmp_path)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("few_parts")
def test_a_list_that_the_data_do_not_allow_is_left_out_with_its_reason(
    tmp_path: Path, small: EditionDefinition, county: Pack
) -> None:
    without = open_without(county, tmp_path / "pack", "cni-2019")
    plan = changed(small, designations=("left-behind-lsoas-2025", "left-behind-wards-2019"))
    _, left_out = publish(plan, without, tmp_path / "editions")
    edition = open_edition(tmp_path / "editions")
    assert edition.about.designations == ("left-behind-lsoas-2025",)
    assert any(
        each.startswith("Left-behind neighbourhoods 2019, by ward: left out, because") and "cni-2019" in each
        for each in left_out
    )
    assert edition.about.left_out == left_out
    # That pack is a folder of links; the edition holds the files.
    inside = list((edition.folder / "pack").iterdir())
    assert len(inside) == len(without.tables) + 1
    assert not any(each.is_symlink() for each in inside)
    edition.close()


@pytest.mark.usefixtures("few_parts")
def test_without_the_list_that_it_leads_with_there_is_no_edition(
    tmp_path: Path, small: EditionDefinition, county: Pack
) -> None:
    without = open_without(county, tmp_path / "pack", "cni-2023")
    (tmp_path / "editions").mkdir()
    with pytest.raises(DataError, match="the list that it leads with, 'left-behind-lsoas-2025', could not be made"):
        publish(small, without, tmp_path / "editions")
    assert list((tmp_path / "editions").iterdir()) == []


def open_without(pack: Pack, folder: Path, lacking: str) -> Pack:
    """The pack as it would be if a table of it had never been built."""
    tables = {each: meta for each, meta in pack.tables.items() if each != lacking}
    resources = {each: resource for each, resource in pack.descriptor.resources.items() if each != lacking}
    folder.mkdir()
    for resource in resources.values():
        (folder / resource.path).symlink_to(pack.path / resource.path)
    descriptor = dataclasses.replace(pack.descriptor, tables=tables, resources=resources)
    (folder / FILE_NAME).write_text(write_descriptor(descriptor), encoding="utf-8")
    return open_pack(folder)


@pytest.mark.parametrize("error", [RuntimeError("a bug in a part"), OSError(28, "No space left on device")])
def test_when_a_part_breaks_off_what_is_up_stays_up(
    tmp_path: Path, small: EditionDefinition, county: Pack, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("leastfirst.publish.publishing._parts", lambda: [add_pack, add_areas, add_designations])
    before, _ = publish(small, county, tmp_path)

    def break_off(_: Work) -> None:
        raise error

    parts = [add_pack, add_areas, break_off]
    monkeypatch.setattr("leastfirst.publish.publishing._parts", lambda: parts)
    with pytest.raises((RuntimeError, LeastfirstError)):
        publish(changed(small, title="Another"), county, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([before.name, "current"])
    edition = open_edition(tmp_path)
    assert edition.title == small.title
    assert edition.rows(LIST, where={"designated": True}).total == 18
    edition.close()


@pytest.mark.usefixtures("few_parts")
def test_without_up_the_one_before_is_shown_until_the_new_one_is_put_up(
    tmp_path: Path, small: EditionDefinition, county: Pack
) -> None:
    before, _ = publish(small, county, tmp_path)
    after, _ = publish(changed(small, title="Another"), county, tmp_path, up=False)
    shown = open_edition(tmp_path)
    assert shown.folder == before
    put_up(after)
    later = open_edition(tmp_path)
    assert (shown.title, later.title) == (small.title, "Another")
    assert shown.rows(LIST).rows == later.rows(LIST).rows
    shown.close()
    later.close()


@pytest.mark.usefixtures("few_parts")
def test_the_pack_may_go_while_the_edition_is_made(tmp_path: Path, small: EditionDefinition, county: Pack) -> None:
    """A cached pack is built anew by whoever runs other code, and the one before it is removed."""
    copy = tmp_path / "pack"
    shutil.copytree(county.path, copy)

    def remove(what: str) -> None:
        if what.startswith("Areas of"):
            shutil.rmtree(copy, ignore_errors=True)

    folder, left_out = publish(small, open_pack(copy), tmp_path / "editions", tell=remove)
    assert left_out == ()
    assert not copy.exists()
    assert folder.name == publish(small, county, tmp_path / "others")[0].name


ONCE = """
import sys
from leastfirst.definitions.edition import load_edition
from leastfirst.publish.votes import adding as votes
from leastfirst.publish.measured.areas import add_areas
from leastfirst.publish.measured.designations import add_designations
from leastfirst.publish.packed import add_pack
from leastfirst.publish.publishing import publish
from leastfirst.sources import open_data
votes.EFFORT = 20_000
plan = load_edition("county").model_copy(update={"replicates": 30})
print(publish(plan, open_data("county"), sys.argv[1], threads=int(sys.argv[2]))[0].name)
"""


def test_the_same_inputs_give_the_same_edition(tmp_path: Path) -> None:
    """Whatever the order of sets is in that process, and however many threads work."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", ONCE, str(tmp_path / seed), threads],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, threads in (("1", "1"), ("2", "2"))
    ]
    one, other = (each.communicate()[0].strip() for each in running)
    assert one == other
    assert len(one) == 12


def test_the_shipped_plans_name_what_is_shipped() -> None:
    for name in shipped("editions"):
        plan = load_edition(name)
        for each in plan.designations:
            load_designation(each)
        for each in plan.funds:
            load_fund(each)
        for mapped_ in plan.maps:
            for each in mapped_.indices:
                load_recipe(each)
    assert open_data("county").id == load_edition("county").pack
