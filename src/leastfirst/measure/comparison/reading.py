"""What a row of a comparison says, in words that a resident understands.

Shares become natural frequencies with one base for all groups ("1 in 4", or "34 in 100" where that does not fit), other
numbers keep two figures and more only where a clear difference would not show. A difference that could be luck is said
to be no clear difference.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from leastfirst.ground.words import listed
from leastfirst.measure.comparison.plan import Indicator

Verdict = Literal["worse", "better", "higher", "lower", "unclear", "unknown"]
_WAY = {"higher-is-worse": " (higher is worse)", "lower-is-worse": " (lower is worse)", None: ""}
_WITHOUT_MEANING = ("score", "ratio")  # a reader cannot know which end is worse
_BASES = (100, 1_000, 10_000, 100_000)


def reading(
    indicator: Indicator, called: Sequence[str], values: Sequence[float], verdicts: Sequence[Verdict], *, expected: bool
) -> str:
    """One or two sentences: the value of each group, then how the first stands to each other one.

    Args:
        indicator: what is compared.
        called: what each group is called, as it stands after "in".
        values: the value of each group.
        verdicts: for each group but the first, how the first stands to it.
        expected: whether the first group was expected to be worse off.
    """
    shown = figures(indicator.kind, values, [each not in ("unclear", "unknown") for each in verdicts])
    others = listed([f"{text} in {name}" for text, name in zip(shown[1:], called[1:], strict=True)])
    way = _WAY[indicator.direction] if indicator.kind in _WITHOUT_MEANING or not indicator.reading else ""
    if indicator.reading:
        told = f"In {called[0]} {indicator.reading.replace('{value}', shown[0] + way)}, against {others}."
    else:
        told = f"{indicator.title.removesuffix(': score')}{way}: {shown[0]} in {called[0]}, against {others}."
    return f"{told} {_standing(called, verdicts, expected=expected)}"


def _standing(called: Sequence[str], verdicts: Sequence[Verdict], *, expected: bool) -> str:
    sentences = []
    for verdict in dict.fromkeys(verdicts):
        names = [name for name, each in zip(called[1:], verdicts, strict=True) if each == verdict]
        if verdict == "unclear":
            sentences.append(f"There is no clear difference from {listed(names)}.")
        elif verdict == "unknown":
            sentences.append(f"Whether it differs from {listed(names)} cannot be said, as too few districts are in it.")
        else:
            against = ", the reverse of what one would expect" if verdict == "better" and expected else ""
            sentences.append(f"That is clearly {verdict} than {listed([f'in {name}' for name in names])}{against}.")
    return " ".join(sentences)


def figures(kind: str, values: Sequence[float], clear: Sequence[bool]) -> list[str]:
    """The values of all groups as people read them, alike in base and in decimals.

    `clear` says for each value but the first whether it clearly differs from the first, and so must look different.
    """
    if kind == "percent":
        return _frequencies([value / 100 for value in values], clear)
    if kind == "share":
        return _frequencies(values, clear)
    return _decimals(values, clear)


def _frequencies(shares: Sequence[float], clear: Sequence[bool]) -> list[str]:
    one_in = _one_in(shares, clear)
    if one_in:
        return one_in
    for base in _BASES:
        counts = [round(share * base) for share in shares]
        if _differ(counts, clear) and max(shares) * base >= 4.5:
            break
    return [f"{count:,} in {base:,}" for count in counts]


def _one_in(shares: Sequence[float], clear: Sequence[bool]) -> list[str]:
    """`1 in 4` for each share, if each is within a twentieth of such a part and clear differences show."""
    if not all(1 / 10.5 <= share <= 0.5 for share in shares):
        return []
    parts = [round(1 / share) for share in shares]
    close = all(abs(share * part - 1) <= 0.05 for share, part in zip(shares, parts, strict=True))
    return [f"1 in {part}" for part in parts] if close and _differ(parts, clear) else []


def _decimals(values: Sequence[float], clear: Sequence[bool]) -> list[str]:
    largest = max(abs(value) for value in values)
    start = max(0, 1 - math.floor(math.log10(largest))) if largest > 0 else 0
    for places in range(start, start + 4):
        shown = [f"{round(value, places) + 0.0:,.{places}f}" for value in values]
        if _differ(shown, clear):
            break
    return [each.replace("-", "\N{MINUS SIGN}") for each in shown]


def _differ(shown: Sequence[object], clear: Sequence[bool]) -> bool:
    """Whether what clearly differs from the first looks different."""
    return all(each != shown[0] for each, is_clear in zip(shown[1:], clear, strict=True) if is_clear)
