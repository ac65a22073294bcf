"""Say in plain text what is in a data pack, and what a check of it found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from textwrap import fill

from leastfirst.exchange.packs.checking import Finding
from leastfirst.exchange.packs.reading import Pack
from leastfirst.ground.errors import DataError
from leastfirst.ground.tables import TableMeta

_WIDTH = 110


def summary(pack: Pack) -> str:
    """One line: what the pack is, how much is in it, where it lies."""
    rows = sum(each.rows for each in pack.descriptor.resources.values())
    return f"{pack.title}: {len(pack.tables)} tables with {rows:,} rows in {pack.path}"


def pack_text(pack: Pack) -> str:
    """The tables of a pack, with their rows, geography and source."""
    rows = [("table", "kind", "areas", "rows", "source")]
    for table_id, meta in pack.tables.items():
        rows.append((table_id, meta.kind, _areas(meta), f"{pack.resource(table_id).rows:,}", meta.source))
    head = [summary(pack), f"Version {pack.version}." if pack.version else "", _fictional(pack)]
    return "\n".join(
        [*(line for line in head if line), "", *columns_of(rows), "", "`leastfirst data describe TABLE` says more."]
    )


def table_text(pack: Pack, table_id: str) -> str:
    """One table of a pack: what it is, and each of its columns with unit, direction and missing values."""
    meta, resource = pack.meta(table_id), pack.resource(table_id)
    data = pack.table(table_id).data
    told = [
        ("title", meta.title),
        ("kind", meta.kind + (f", {meta.lookup_kind}" if meta.lookup_kind else "")),
        ("areas", _areas(meta)),
        ("rows", f"{resource.rows:,}"),
        ("vintage", meta.vintage),
        ("source", meta.source),
        ("licence", meta.licence),
        ("note", meta.note),
        ("fictional", "yes: every value is invented" if meta.fictional or pack.fictional else ""),
        ("sha256", resource.sha256),
    ]
    lines = [table_id]
    for word, text in told:
        if text:
            lines.append(fill(text, _WIDTH, initial_indent=f"  {word:<10}", subsequent_indent=" " * 12))
    rows = [("column", "type", "unit", "greatest need", "missing", "what it is")]
    for each in meta.fields:
        end = {"higher-is-worse": "highest", "lower-is-worse": "lowest", None: ""}[each.direction]
        missing = data[each.name].null_count
        rows.append((each.name, each.type, each.unit, end, f"{missing:,}" if missing else "", each.title))
    return "\n".join([*lines, "", *columns_of(rows)])


def findings_text(pack: Pack, findings: Sequence[Finding]) -> str:
    """What was checked of each table, and every fault in a sentence of its own."""
    passed, failed = Counter[str](), Counter[str]()
    for finding in findings:
        (passed if finding.passed else failed)[finding.table] += 1
    rows = [("table", "rows", "checks passed", "failed")]
    for table_id in pack.tables:
        count = f"{pack.resource(table_id).rows:,}"
        rows.append((table_id, count, str(passed[table_id]), str(failed[table_id] or "")))
    told = [summary(pack), "", *columns_of(rows), "", "What was checked:", *(f"  {kind}" for kind in _kinds(findings))]
    faults = [f"  {finding.fault}" for finding in findings if finding.fault]
    if faults:
        told += ["", "What is wrong:", *faults]
    else:
        told += ["", f"All {len(findings):,} checks passed."]
    return "\n".join(told)


def raise_faults(pack: Pack, findings: Sequence[Finding]) -> None:
    """Raise DataError that counts the faults, if there are any."""
    failed = sum(not finding.passed for finding in findings)
    if failed:
        raise DataError(
            f"{failed:,} of {len(findings):,} checks failed", where=f"pack {pack.path}", do="see what is wrong above"
        )


def columns_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of text columns, as wide as they must be; numbers stand on the right. The first row is the heading."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    right = [all(not row[i] or row[i].replace(",", "").isdigit() for row in rows[1:]) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [text.rjust(w) if r else text.ljust(w) for text, w, r in zip(row, widths, right, strict=True)]
        lines.append("  " + "  ".join(cells).rstrip())
    return lines


def _kinds(findings: Sequence[Finding]) -> list[str]:
    """What was checked in general, each with how often."""
    counted = Counter(finding.check for finding in findings)
    return [f"{kind} ({count} times)" if count > 1 else kind for kind, count in counted.items()]


def _areas(meta: TableMeta) -> str:
    if meta.geography and meta.target:
        return f"{meta.geography.words} to {meta.target.words}"
    return meta.geography.words if meta.geography else ""


def _fictional(pack: Pack) -> str:
    return "FICTIONAL: every place and every number is invented." if pack.fictional else ""
