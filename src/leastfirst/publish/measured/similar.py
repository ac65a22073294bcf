"""The areas most like each area, so that people can see who is in the same boat and learn from them."""

from __future__ import annotations

from leastfirst.definitions import Similarity, load_similarity
from leastfirst.ground.area_codes import Geography
from leastfirst.ground.tables import Field
from leastfirst.measure import similar_to_all, similar_to_all_needs
from leastfirst.publish.work import Work

SHOWN = 5
FIELDS = (
    Field("area_code", "string", "Area code"),
    Field("rank", "integer", "Place in the order, 1 = most alike"),
    Field("like_code", "string", "Code of the area that is like it"),
    Field("like_name", "string", "Name of the area that is like it"),
    Field("distance", "number", "How unlike the two are", "standard deviations"),
    Field("reason", "string", "In what they are alike, and in what they differ most"),
)


def add_similar(work: Work) -> None:
    """`similar-<geography>`: the five areas most like each, and the document `similar/<geography>` on what counts."""
    if not work.plan.similarity:
        return
    similarity = load_similarity(work.plan.similarity)
    for geography in work.geographies:
        with work.part(f"{similarity.title}: {geography.words}"):
            _add(work, similarity, geography)


def _add(work: Work, similarity: Similarity, geography: Geography) -> None:
    inputs = work.load(similar_to_all_needs(similarity, work.pack.tables, level=_level(similarity, geography)))
    # A county of four districts has three others, not five.
    others = work.pack.resource(f"areas-{geography}").rows - 1
    found = similar_to_all(similarity, inputs, k=min(SHOWN, others), level=_level(similarity, geography))
    title = f"{similarity.title}: {geography.words}"
    work.writer.table(
        f"similar-{geography}",
        found.table(),
        subject="similar",
        of=similarity.id,
        title=title,
        note=similarity.summary,
        geography=str(geography),
        vintage=similarity.vintage,
        key=("area_code", "rank"),
        manifest=work.manifest(title, inputs, [similarity.record]),
        fields=FIELDS,
        download=True,
    )
    traits = [{"id": each.id, "called": each.called, "weight": each.weight} for each in similarity.traits]
    said = {"title": similarity.title, "summary": similarity.summary, "source": similarity.source, "traits": traits}
    work.writer.document("similar", str(geography), said)


def _level(similarity: Similarity, geography: Geography) -> str:
    """As `similar_to_all` takes it: its own level, or another in one vintage."""
    return similarity.geography.level if geography == similarity.geography else str(geography)
