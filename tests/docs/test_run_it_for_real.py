"""The page on running a site for real names what there is, with the values that hold."""

from __future__ import annotations

import json
import re
from pathlib import Path

from leastfirst.web.protect.bounds import LONGEST_ADDRESS, MOST_PARAMETERS
from leastfirst.web.protect.limits import MOST_ADDRESSES
from leastfirst.web.serving.logs import FIELDS
from leastfirst.web.serving.site import Site

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/run-it-for-real.md").read_text(encoding="utf-8")


def test_every_setting_has_its_row_with_what_holds_without_it() -> None:
    rows = dict(re.findall(r"^\| `(LEASTFIRST_\w+)` \| .* \| (.*) \|$", PAGE, flags=re.M))
    assert {name.removeprefix("LEASTFIRST_").lower() for name in rows} == set(Site.model_fields)
    for name in ("workers", "threads", "pages_per_minute", "work_per_minute"):
        assert rows[f"LEASTFIRST_{name.upper()}"] == str(Site.model_fields[name].default)
    host, port = Site.model_fields["bind"].default
    assert rows["LEASTFIRST_BIND"] == f"`{host}:{port}`"


def test_no_other_setting_is_named() -> None:
    named = set(re.findall(r"LEASTFIRST_([A-Z_]+[A-Z])", PAGE))
    assert {name.removesuffix("_FILE").lower() for name in named} == set(Site.model_fields)


def test_the_limits_are_those_of_the_code() -> None:
    assert f"| length of an address | {LONGEST_ADDRESS:,} signs | 414 |" in PAGE
    assert f"| questions in one address | {MOST_PARAMETERS} | 400 |" in PAGE
    assert f"at most {MOST_ADDRESSES:,} addresses" in PAGE


def test_the_line_of_the_log_has_the_fields_that_there_are() -> None:
    (line,) = re.findall(r"^```json\n(.*)\n```$", PAGE, flags=re.M)
    assert set(json.loads(line)) == {"at", "level", "logger", "message", *FIELDS}
