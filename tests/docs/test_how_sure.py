"""The specification on the page about certainty is run as it stands there, on the county."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from leastfirst.cli import main
from tests.docs.test_pages_run import blocks


def test_your_own_specification_as_on_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (page,) = blocks("explanation/how-sure-we-are.md", "yaml")
    spec, out = tmp_path / "my-doubts.yaml", tmp_path / "sure.csv"
    spec.write_text(page, encoding="utf-8")
    order = f"measure uncertainty left-behind-lsoas-2025 --data county --spec {spec} --replicates 40 --threads 1"
    main([*order.split(), "--seed", "3", "--out", str(out)])
    told = capsys.readouterr().out
    assert "left-behind neighbourhoods as the definition stands" in told
    assert "What moves the list most is" in told
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {row["class"] for row in rows} <= {"firm", "likely", "borderline", "unlikely"}
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "my-doubts.yaml",
        *("sure.choices.csv", "sure.choices.csv.manifest.json", "sure.csv", "sure.csv.manifest.json"),
        *("sure.replicates.csv", "sure.replicates.csv.manifest.json"),
    ]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("left-behind-lsoas-2025 --replicates 0", "0 replicates tell nothing"),
        ("left-behind-lsoas-2025 --threads 999", "999 threads are more than the"),
        ("left-behind-lsoas-2025 --spec gone.yaml", "there is no such file"),
        ("left-behind-lsoas-2025 --spec left-behind-wards-2019", "left-behind-lsoas-2025 has no index 'imd-2019'"),
    ],
)
def test_bad_input_is_one_sentence_and_leaves_nothing(
    order: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(f"measure uncertainty {order} --data county --out {tmp_path / 'sure.csv'}".split())
    assert stop.value.code == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert printed.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
