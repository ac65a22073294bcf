"""An endowment is written in a few lines, and a fault in it is one sentence with its line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from leastfirst.definitions.endowment import Endowment, percent
from leastfirst.definitions.model import Strict
from leastfirst.definitions.yaml_files import read_model
from leastfirst.ground.errors import DefinitionError
from tests.endowed import PAYOUTS, RETURNS, endowment, endowment_yaml


class Holder(Strict):
    endowment: Endowment


def read(folder: Path, text: str) -> Endowment:
    path = folder / "fund.yaml"
    path.write_text("endowment:\n" + "".join(f"  {line}\n" for line in text.splitlines()), encoding="utf-8")
    model, _, _ = read_model(path, folder="funds", model=Holder)
    return model.endowment


def test_what_is_written_is_read_exactly(tmp_path: Path) -> None:
    given = read(tmp_path, endowment_yaml(costs="0.5% a year"))
    assert given.value == 200_000_000_000
    assert given.costs == Fraction(1, 200)
    assert [each.mean for each in given.returns] == [Fraction(3, 100), Fraction(1, 100), Fraction(1, 20)]
    assert given.returns[1].autocorrelation == Fraction(1, 5)
    assert [each.name for each in given.payouts] == [
        "spend-down 10 years",
        "spend-down 15 years shared yearly",
        "level-real 4%",
        "percentage-of-value 4%",
        "smoothed 4% weight 70%",
    ]


@pytest.mark.parametrize(
    ("settings", "line", "says"),
    [
        ({"value": "£0"}, 2, "more than zero"),
        ({"value": "£10,000,000,000,000"}, 2, "ten trillion"),
        ({"value": "-£5"}, 2, "less than nothing"),
        ({"value": "2000000000"}, 2, "with its sign"),
        ({"years": 0}, 3, "has to be 1 or more"),
        ({"years": 101}, 3, "has to be 100 or less"),
        ({"years": "50.5"}, 3, "not a whole number"),
        ({"years": 14}, 1, "15 years does not end within the 14"),
        ({"costs": "-1%"}, 4, "not between 0% and 10%"),
        ({"costs": "cheap"}, 4, "'cheap' is not a number"),
        ({"returns": " []\n"}, 5, "it is empty: name one or more"),
        ({"returns": RETURNS.replace("3%", "3")}, 6, "a mean return of 300% a year is not between -20% and 20%"),
        ({"returns": RETURNS.replace("10%", "-10%")}, 6, "a standard deviation of -10% a year is not between"),
        ({"returns": RETURNS.replace("10%", ".nan")}, 6, "'nan' is not a number"),
        ({"returns": RETURNS.replace("lognormal", "lucky")}, 6, "'lucky' is not known; use 'lognormal'"),
        ({"returns": RETURNS.replace("    degrees: 4\n", "")}, 7, "needs its degrees of freedom"),
        ({"returns": RETURNS.replace("degrees: 4", "degrees: 2")}, 12, "has to be 3 or more"),
        ({"returns": RETURNS.replace("student-t", "normal")}, 7, "leave `degrees` out"),
        ({"returns": RETURNS.replace("0.2", "1")}, 13, "from -0.9 to 0.9"),
        ({"returns": RETURNS.replace("optimistic", "central")}, 1, "two sets of returns are the same: 'central'"),
        (
            {"returns": RETURNS.replace("source: a test, status: example", "status: example", 1)},
            6,
            "source: it is missing",
        ),
        ({"payouts": PAYOUTS.replace("level-real, share: 4%", "level-real, share: 4")}, 20, "between 0 and 1"),
        ({"payouts": PAYOUTS.replace("level-real, share: 4%", "level-real, share: 0%")}, 20, "pays nothing"),
        ({"payouts": PAYOUTS.replace("years: 10", "years: ten")}, 18, "not a whole number"),
        ({"payouts": PAYOUTS.replace("0.7", "1.2")}, 22, "between 0 and 1"),
        ({"payouts": PAYOUTS.replace("0.7", "0")}, 22, "this is the rule percentage-of-value"),
        ({"payouts": PAYOUTS.replace("level-real", "lottery")}, 20, "`rule: lottery` is not known; use 'spend-down'"),
        (
            {"payouts": PAYOUTS + "  - {rule: level-real, share: 1/25}\n"},
            1,
            "two payouts are the same: 'level-real 4%'",
        ),
    ],
)
def test_a_fault_is_one_sentence_with_its_line(
    tmp_path: Path, settings: dict[str, object], line: int, says: str
) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, endowment_yaml(**settings))  # type: ignore[arg-type]
    said = str(caught.value)
    assert f"line {line}, " in said
    assert says in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("rate", "written"),
    [
        (Fraction(7, 200), "3.5%"),
        (Fraction(1, 3), "1/3"),
        (Fraction(0), "0%"),
        (Fraction(-1, 5), "-20%"),
        (Fraction(1), "100%"),
    ],
)
def test_rates_are_written_plainly(rate: Fraction, written: str) -> None:
    assert percent(rate) == written


def test_a_definition_written_out_reads_back_the_same() -> None:
    given = endowment(value="£2,000,000.50")
    assert Endowment.model_validate(given.model_dump(exclude={"value"}) | {"value": "£2,000,000.50"}) == given
