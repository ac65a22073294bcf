"""How names are compared: without case, accents and punctuation, with the short forms that stand for the same word."""

from __future__ import annotations

import unicodedata

# Longer than any name; what is typed beyond it is not read.
LONGEST = 80
_SAME = {"saint": "st", "sainte": "ste", "saints": "sts", "&": "and", "mount": "mt"}
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "&": " and "})
# They join what they stand in: King's is Kings.
_JOINING = "'’‘ʼ`´."


def fold(text: str) -> str:
    """The spelling by which a text is sought: lower case, letters and digits alone, single blanks, `saint` as `st`.

    A text without any letter or digit becomes the empty text. What lies beyond 80 signs is left away.
    """
    plain = unicodedata.normalize("NFKD", text[: 4 * LONGEST].casefold().translate(_LETTERS))
    kept = (
        "" if sign in _JOINING or unicodedata.combining(sign) else sign if sign.isalnum() else " " for sign in plain
    )
    words = "".join(kept)[:LONGEST].split()
    return " ".join(_SAME.get(word, word) for word in words)


def slips(one: str, other: str, most: int) -> int:
    """How many slips of the finger lie between two texts: a letter more, less, other, or two that changed places.

    This is the optimal string alignment distance. What is more than `most` is returned as `most + 1`.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before_last, last = last, row
    return last[-1]
