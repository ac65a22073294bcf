"""The method pages of an edition: every definition in words, and every page that is a specification.

The specifications are the repository's own `docs/explanation`; a wheel carries them beside this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from leastfirst.definitions import (
    load_comparison,
    load_designation,
    load_formula,
    load_fund,
    load_recipe,
    load_rule_sheet,
    load_similarity,
    load_uncertainty,
    shipped,
)
from leastfirst.definitions.model import Definition
from leastfirst.definitions.yaml_files import text_of
from leastfirst.ground.errors import DataError
from leastfirst.publish.methods.pages import rendered
from leastfirst.publish.methods.words import (
    Words,
    comparison_page,
    designation_page,
    formula_page,
    fund_page,
    index_page,
    rule_sheet_page,
    similarity_page,
    uncertainty_page,
)
from leastfirst.publish.work import Work

STATUS = {
    "published": ("Published", "We read it at its source."),
    "decided": ("Decided", "Those whose decision it is decided on it."),
    "inferred": ("Our reading", "We worked it out; nobody has confirmed it."),
    "recalled": ("To be checked", "We wrote it down from memory of its source. Check it before you rely on it."),
    "example": ("An example", "It is ours, to learn from."),
}
FOLDERS = {
    "designation": "designations",
    "index": "indices",
    "uncertainty": "uncertainties",
    "comparison": "comparisons",
    "similarity": "similarities",
    "fund": "funds",
    "formula": "formulas",
    "rule-sheet": "rule-sheets",
}
"""Where the definitions of each kind lie, in the order of the list."""
EXPLANATIONS = "explanations"
ORDER = (
    "how-it-is-worked-out",
    "how-sure-we-are",
    "compared-with-whom",
    "at-which-scale",
    "better-or-worse",
    "near-enough-to-walk",
    "how-a-fund-is-shared",
    "how-votes-are-counted",
    "checked-against-published",
)
"""The order in which people read them; a page that is not named here comes after these."""
_PLACE_OF_DOCS = Path(__file__).parents[4] / "docs" / "explanation"


@dataclass(frozen=True)
class Kind:
    """A kind of definition: how one is read and told, and what a group of them is called on the list."""

    load: Callable[[str], Any]
    group: str
    tell: Callable[[Any], Words]


def add_methods(work: Work) -> None:
    """Write `method/<slug>` for each page that is a specification and each definition, in the order of the list."""
    work.tell("Method pages")
    shown, kinds = _shown(work), _kinds(work)
    pages = {name: _explanation(text) for name, text in explanations()}
    for kind, folder in FOLDERS.items():
        ours, used = shipped(folder), shown[kind]
        for each in [*ours, *(named for named in dict.fromkeys(used) if named not in ours)]:
            definition = kinds[kind].load(each)
            page = _definition(kind, kinds[kind], definition, text_of(each, folder=folder))
            # One's own definition takes the place of a shipped one of the same id.
            pages[slug_of(kind, definition.id)] = {**page, "shown": each in used}
    for order, (slug, page) in enumerate(pages.items()):
        see = [
            {"slug": other, "title": pages[other]["title"], "kind_words": pages[other]["kind_words"]}
            for other in page["see"]
            if other in pages
        ]
        work.writer.document("method", slug, {"slug": slug, "order": order, **page, "see": see})


def slug_of(kind: str, id_: str) -> str:
    """The last part of the address of a definition's page: definitions of several kinds may share an id."""
    return f"{kind}-{id_}"


def explanations() -> Iterator[tuple[str, str]]:
    """Each page that is a specification: its name and its Markdown. Raises DataError where they did not come along."""
    packed = files("leastfirst.publish") / EXPLANATIONS
    folder = packed if packed.is_dir() else _PLACE_OF_DOCS
    texts = {
        each.name.removesuffix(".md"): each.read_text(encoding="utf-8")
        for each in (folder.iterdir() if folder.is_dir() else ())
        if each.name.endswith(".md")
    }
    if not texts:
        raise DataError("the pages that explain the method are missing", where=str(folder), do="install it again")
    for name in sorted(texts, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
        yield name, texts[name]


def _kinds(work: Work) -> dict[str, Kind]:
    def designation(each: Any) -> Words:
        from leastfirst.exchange.report.rule_words import rule_in_full

        return designation_page(each, rule_in_full(work.results[each.id]) if each.id in work.results else ())

    def fund(each: Any) -> Words:
        return fund_page(each, work.fund_methods.get(each.id, ()))

    index = partial(index_page, metas=work.pack.tables)
    return {
        "designation": Kind(load_designation, "Lists of places", designation),
        "index": Kind(load_recipe, "Indices", index),
        "uncertainty": Kind(load_uncertainty, "How sure a list is", uncertainty_page),
        "comparison": Kind(load_comparison, "Comparisons", comparison_page),
        "similarity": Kind(load_similarity, "Places alike", similarity_page),
        "fund": Kind(load_fund, "Funds", fund),
        "formula": Kind(load_formula, "Formulas", formula_page),
        "rule-sheet": Kind(load_rule_sheet, "Ways to count a vote", rule_sheet_page),
    }


_CALLED = {
    "explanation": "How it works",
    "designation": "List of places",
    "index": "Index",
    "uncertainty": "How sure",
    "comparison": "Comparison",
    "similarity": "Places alike",
    "fund": "Fund",
    "formula": "Formula",
    "rule-sheet": "Rule sheet for votes",
}


def _shown(work: Work) -> dict[str, list[str]]:
    """The definitions that the edition shows, by kind."""
    plan = work.plan
    return {
        "designation": list(plan.designations),
        "index": [each for mapped in plan.maps for each in mapped.indices],
        "uncertainty": [each for each in plan.designations if each in shipped("uncertainties")],
        "comparison": [plan.comparison] if plan.comparison else [],
        "similarity": [plan.similarity] if plan.similarity else [],
        "fund": list(plan.funds),
        "formula": [f for each in plan.funds if isinstance(f := load_fund(each).formula, str)],
        "rule-sheet": [each.rules for each in plan.votes],
    }


def _definition(kind: str, how: Kind, definition: Definition, text: str) -> dict[str, Any]:
    words = how.tell(definition)
    page = rendered(words.markdown)
    name, said = STATUS[definition.status]
    return {
        "kind": kind,
        "kind_words": _CALLED[kind],
        "group": how.group,
        "id": definition.id,
        "title": definition.title,
        "summary": definition.summary,
        "source": definition.source,
        "vintage": definition.vintage,
        "licence": definition.licence,
        "status": definition.status,
        "relied_on": {"name": name, "words": said},
        "standing": getattr(definition, "standing", ""),
        "sha256": definition.sha256,
        "html": page.html,
        "contents": _contents(page.contents),
        "yaml": text,
        "see": [slug_of(*each) for each in words.names],
    }


def _explanation(text: str) -> dict[str, Any]:
    page = rendered(text, link=_link)
    return {
        "kind": "explanation",
        "kind_words": _CALLED["explanation"],
        "group": "How it works",
        "id": "",
        "title": page.title,
        "summary": page.summary,
        "html": page.html,
        "contents": _contents(page.contents),
        "yaml": "",
        "shown": True,
        "see": [],
    }


def _contents(contents: tuple[tuple[str, str, int], ...]) -> list[dict[str, Any]]:
    return [{"id": id_, "title": words, "level": level} for id_, words, level in contents]


def _link(href: str) -> str | None:
    """Where a link of a specification leads on the site: to another one, or to the page of a definition."""
    path, _, fragment = href.partition("#")
    at = Path(path)
    if at.suffix == ".md" and len(at.parts) == 1:
        return f"/method/{at.stem}/" + (f"#{fragment}" if fragment else "")
    if at.suffix == ".yaml" and at.parent.parent.name == "definitions":
        kind = next((kind for kind, folder in FOLDERS.items() if folder == at.parent.name), None)
        return f"/method/{slug_of(kind, at.stem)}/" if kind else None
    return "/method/" if at.parent.name == "definitions" else None
