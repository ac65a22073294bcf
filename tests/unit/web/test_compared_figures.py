"""A figure of an area, as people read it."""

from __future__ import annotations

import pytest

from leastfirst.web.areas.compared import figure


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        (None, "score", None),
        (0.1234, "share", "12.3%"),
        (12.34, "percent", "12.3%"),
        (1234.5, "score", "1,234"),
        (78.615, "score", "78.6"),
        (1.4666, "score", "1.47"),
        (0.1234, "score", "0.123"),
        (0.00268, "score", "0.003"),
        (-0.000334, "score", "0"),
        (0.0, "score", "0"),
    ],
)
def test_about_three_figures_and_at_most_a_thousandth(value: float | None, kind: str, read: str | None) -> None:
    assert figure(value, kind) == read
