"""A profile in plain words, for a terminal or an e-mail."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import asdict

from leastfirst.ground.area_codes import level_words
from leastfirst.ground.words import counted
from leastfirst.measure.profile_lines import Line, Neighbour, Profile, Standing, Verdict

SHOWN = 12
WIDTH = 100


def as_text(profile: Profile) -> str:
    """The whole profile as lines of text. Rank 1 and decile 1 are the greatest need."""
    return "\n".join(short for line in _lines(profile) for short in _wrapped(line)) + "\n"


def _wrapped(line: str) -> list[str]:
    """A long line broken between words, its rest indented a little further than its start."""
    if len(line) <= WIDTH:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def as_json(profile: Profile) -> str:
    """The whole profile as JSON, missing values as null."""
    return json.dumps(asdict(profile), indent=2, ensure_ascii=False, default=str) + "\n"


def _lines(profile: Profile) -> Iterator[str]:
    yield from _heading(profile)
    yield from _people(profile)
    for standing in profile.standings:
        yield from _standing(standing)
    for sentence in profile.cannot_be_said:
        yield ""
        yield sentence
    yield from _verdicts(profile)
    yield from _around(profile)
    yield ""
    yield "Rank 1 and decile 1 mean the greatest need, everywhere."


def _heading(profile: Profile) -> Iterator[str]:
    if profile.fictional:
        yield "FICTIONAL: this place is invented. No real place or person is described."
        yield ""
    one = len(profile.codes) == 1
    title = profile.names[0] if one else f"A place of {counted(len(profile.codes), 'area')}"
    yield title
    yield "=" * len(title)
    yield f"{profile.geography.words}: {', '.join(profile.codes)}"
    if not one:
        yield f"Made of {', '.join(profile.names)}"
    for level, code, name in profile.parents:
        yield f"  in {level_words(level)} {name} ({code})"


def _people(profile: Profile) -> Iterator[str]:
    yield ""
    yield "Who lives there"
    yield "---------------"
    for each in profile.residents:
        yield f"  {counted(each.number, 'resident')} ({each.count})"
    if profile.facts:
        yield f"  {'':<58}{'here':>8}{'everywhere':>12}"
    for line in profile.facts:
        yield f"  {line.title:<58}{_share(line):>8}{line.everywhere:>12.1%}"


def _share(line: Line) -> str:
    if line.suppressed:
        return "few"
    return "missing" if line.here is None else f"{line.here:.1%}"


def _standing(standing: Standing) -> Iterator[str]:
    yield ""
    yield standing.title
    yield "-" * len(standing.title)
    level = level_words(standing.level, plural=True)
    if standing.rank is not None:
        yield f"  Rank {standing.rank:,} of {standing.ranked:,}, decile {standing.decile} (score {standing.score:.3f})"
    else:
        yield (
            f"  Mean score {standing.score:.3f}: as an area of its own it would take rank {standing.like_rank:,} "
            f"of {standing.like_of + 1:,} {level}"
        )
    if standing.areas > 1:
        yield f"  {standing.worst_areas} of its {standing.areas} {level} are in the worst tenth"
    if standing.contributions:
        yield f"  {'What adds up to the score':<44}{'points':>9}{'rank':>9}"
    for each in standing.contributions:
        yield f"    {each.title:<42}{each.points:>9.3f}{f'{each.rank:,}' if each.rank else '':>9}"
    if standing.contributions:
        yield f"    {'in all':<42}{sum(each.points for each in standing.contributions):>9.3f}"


def _verdicts(profile: Profile) -> Iterator[str]:
    if not profile.verdicts:
        return
    yield ""
    yield "Designations"
    yield "------------"
    titles = dict.fromkeys((each.designation_id, each.title, each.status) for each in profile.verdicts)
    for designation_id, title, status in titles:
        yield f"  {title} ({status})"
        mine = [each for each in profile.verdicts if each.designation_id == designation_id]
        for verdict in mine[:SHOWN]:
            yield f"    {_who(verdict)}{verdict.reason}"
        if len(mine) > SHOWN:
            yield f"    and {counted(len(mine) - SHOWN, 'more area')}"


def _who(verdict: Verdict) -> str:
    if verdict.relation == "this area":
        return ""
    return f"{verdict.area_name} ({verdict.area_code}, {verdict.relation}): "


def _around(profile: Profile) -> Iterator[str]:
    for title, areas in (
        (f"Other {level_words(profile.geography.level, plural=True)} of {profile.family}", profile.siblings),
        ("Areas that share a border", profile.neighbours),
    ):
        if areas:
            yield ""
            yield title
            yield "-" * len(title)
            if profile.leading_index:
                yield f"  with rank and decile on the {profile.leading_index}"
            for area in areas[: 2 * SHOWN]:
                yield _neighbour(area)
            if len(areas) > 2 * SHOWN:
                yield f"  and {len(areas) - 2 * SHOWN} more"


def _neighbour(area: Neighbour) -> str:
    standing = f"rank {area.rank:,}, decile {area.decile}" if area.rank else "no rank"
    return f"  {area.area_name:<40} {area.area_code}  {standing}"
