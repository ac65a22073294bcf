"""A fund of one's own as its YAML, for the tests of what is refused in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from leastfirst.definitions.fund import Fund, load_fund
from leastfirst.ground.errors import DefinitionError

OWN = """\
id: own
kind: fund
title: My fund
summary: A fund of my own.
source: me
vintage: "2026"
licence: none
status: example
years: 2026-27 to 2028-29
places:
  come_from: statement
  source: me
  vintage: "2026"
  places:
    - {code: ash, name: Ash, figures: {residents: 1000, need: 30}}
    - {code: birch, name: Birch, figures: {residents: 2000, need: 10}}
inputs:
  residents: {come_from: statement}
  need: {come_from: statement}
formula: population-and-need
floor: {per_place: "£10"}
cap: {per_place: "£1,000"}
kinds: {capital: 1/2, revenue: 1/2}
purposes:
  - {id: capacity, title: Capacity, kind: revenue, exactly: 1/10}
profile: {2026-27: 1/2, 2027-28: 1/4, 2028-29: 1/4}
pots:
  - id: main
    title: Main pot
    owner: me
    amount: £1,000
  - id: second
    title: Second pot
    owner: me
    amounts: {2026-27: "£100", 2027-28: "£200"}
    strings: [{string: kind, only: capital}]
"""


def own(folder: Path, instead: str = "", of: str = "") -> Path:
    """The file `own.yaml`, with one passage of it written otherwise."""
    assert of in OWN
    path = folder / "own.yaml"
    path.write_text(OWN.replace(of, instead, 1) if of else OWN, encoding="utf-8")
    return path


def read(folder: Path, instead: str = "", of: str = "") -> Fund:
    """The fund of that file."""
    return load_fund(own(folder, instead, of))


def refused(folder: Path, instead: str, of: str) -> str:
    """The sentence in which it is refused, after the name of the file."""
    path = own(folder, instead, of)
    with pytest.raises(DefinitionError) as caught:
        load_fund(path)
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith(f"{path}: ")
    assert said.endswith(".")
    return said.removeprefix(f"{path}: ")
