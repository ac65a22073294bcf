"""What an edition would be made from, as one hash: while it stays the same, it need not be made again."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

from leastfirst.definitions.edition import EditionDefinition
from leastfirst.exchange.packs import Pack
from leastfirst.exchange.packs.descriptor import FILE_NAME

# Rooms that only show or start things: no edition changes with them.
_NOT_MADE_BY = {"web", "cli", "county"}
_MAKES = {".py", ".yaml", ".html", ".md", ".pb"}


def made_from(plan: EditionDefinition, pack: Pack, raw: Path | None = None) -> str:
    """The hash of all that goes into an edition: the plan, the data, the votes' files, and the code that makes it."""
    digest = hashlib.sha256(plan.model_dump_json().encode())
    digest.update((pack.path / FILE_NAME).read_bytes())
    for vote in plan.votes:
        path = None if raw is None else raw / vote.file
        digest.update(path.read_bytes() if path is not None and path.is_file() else b"\0")
    root = Path(str(files("leastfirst")))
    for path in sorted(root.rglob("*")):
        if path.suffix in _MAKES and path.relative_to(root).parts[0] not in _NOT_MADE_BY:
            digest.update(path.read_bytes())
    return digest.hexdigest()
