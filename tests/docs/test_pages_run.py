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


def test_own_indicators_as_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "how-to/own-indicators.md"
    (csv,), (recipe, designation), (code,) = (blocks(page, language) for language in ("csv", "yaml", "python"))
    for name, content in (("damp.csv", csv), ("damp.yaml", recipe), ("worst-damp.yaml", designation)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    main(["measure", "index", "damp.yaml", "--data", "county", "--out", "damp-index.csv"])
    told = capsys.readouterr().out
    assert "Homes with damp (damp): 1 of 5 values filled in by the rule median." in told
    assert "395 of 400 areas have no score and no rank" in told
    lines = Path("damp-index.csv").read_text(encoding="utf-8").splitlines()
    ranked = {line.split(",")[0]: line.split(",")[4] for line in lines[1:] if line.split(",")[4]}
    assert ranked["X01000014"] == "1", "most damp and fewest buses is rank 1"
    assert len(ranked) == 5
    assert len(lines) == 401, "areas without a value are listed, without a rank"
    main(["measure", "designate", "worst-damp.yaml", "--data", "county", "--out", "worst.csv"])
    assert "1 of 400 LSOAs is a street to visit first" in capsys.readouterr().out
    main(["measure", "report", "worst-damp.yaml", "--data", "county", "--out", "worst"])
    assert Path("worst/report.html").is_file()
    capsys.readouterr()
    exec(compile(code, page, "exec"), {})
    assert capsys.readouterr().out == "5 areas have a rank\n"


def test_own_fund_as_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "how-to/own-fund.md"
    (definition,) = blocks(page, "yaml")
    monkeypatch.chdir(tmp_path)
    Path("my-fund.yaml").write_text(definition, encoding="utf-8")
    commands = [line for block in blocks(page, "sh") for line in block.splitlines()]
    assert len(commands) == 4
    for command in commands:
        words = command.split()
        assert words[0] == "leastfirst"
        main(words[1:])
    told = capsys.readouterr().out
    assert "£6,000,000 for 18 neighbourhoods over 5 years" in told
    assert "Without the string “capital only” on Buildings grant" in told
    assert "X01000133" in told
    assert Path("report/report.html").is_file()


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
