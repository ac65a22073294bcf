"""The pages do what they say: their code is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leastfirst.cli import main

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    """The pieces of one language on a page, without the indent of a list."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", text, flags=re.M | re.S)
    return [re.sub(rf"^{indent}", "", code, flags=re.M) for indent, code in found]


def test_the_tutorial_runs_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    pieces = blocks("tutorials/first-steps.md", "python")
    assert len(pieces) >= 5
    exec(compile("\n".join(pieces), "first-steps.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "are left-behind neighbourhoods, home to" in printed
    assert "Chosen: in the worst 10% on both measures." in printed


def test_own_indicators_as_on_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (csv,) = blocks("how-to/own-indicators.md", "csv")
    (recipe,) = blocks("how-to/own-indicators.md", "yaml")
    (tmp_path / "damp.csv").write_text(csv + "X01000014,0.3,1\nX01000015,0.05,9\n", encoding="utf-8")
    (tmp_path / "damp.yaml").write_text(recipe, encoding="utf-8")
    out = tmp_path / "damp-index.csv"
    main(["measure", "index", str(tmp_path / "damp.yaml"), "--data", "county", "--out", str(out)])
    assert "Damp homes far from a bus (example)." in capsys.readouterr().out
    lines = out.read_text(encoding="utf-8").splitlines()
    ranked = {line.split(",")[0]: line.split(",")[4] for line in lines[1:] if line.split(",")[4]}
    assert ranked["X01000014"] == "1", "most damp and fewest buses is rank 1"
    assert len(ranked) == 4
    assert len(lines) == 401, "areas without a value are listed, without a rank"


def test_every_link_between_pages_leads_somewhere() -> None:
    top = DOCS.parent
    pages = [*top.glob("*.md"), *DOCS.rglob("*.md")]
    dead = [
        f"{page.relative_to(top)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []
