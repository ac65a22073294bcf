"""A plain vote in the Pabulib format, for tests to change one thing in."""

from __future__ import annotations

import pytest

from leastfirst.exchange.pabulib import (
    Fault,
    PabulibError,
    read_pabulib,
)

META = """META
key;value
description;A vote
country;England
unit;Anytown
instance;2026
num_projects;3
num_votes;3
budget;1000
vote_type;{vote_type}
rule;unknown
date_begin;01.06.2026
date_end;14.06.2026
"""
PROJECTS = """PROJECTS
project_id;cost;name
a;500;Benches
b;300;A ramp
c;700;Lights
"""
APPROVAL = """VOTES
voter_id;vote
1;a,b
2;b,a
3;c
"""
PLAIN = META.format(vote_type="approval") + PROJECTS + APPROVAL


def faults(text: str | bytes) -> tuple[Fault, ...]:
    with pytest.raises(PabulibError) as caught:
        read_pabulib(text.encode() if isinstance(text, str) else text)
    return caught.value.faults


def typed(vote_type: str, votes: str, *, more: str = "", number: int = 1) -> str:
    """A vote of some type: `votes` are its rows with their header, `more` further lines of META."""
    head = META.format(vote_type=vote_type).replace("num_votes;3", f"num_votes;{number}")
    return head + more + PROJECTS + "VOTES\n" + votes
