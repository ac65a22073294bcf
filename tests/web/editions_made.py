"""More editions, quickly: copies of the county's under another title, as good as new, or damaged."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

from leastfirst.publish.reading import current
from leastfirst.publish.writing import put_up

__all__ = ["another_edition", "put_up"]


def another_edition(editions: Path, into: Path, title: str, **about: object) -> Path:
    """A copy of the edition that is up in `editions`, into another folder of editions, with another title.

    `about` says what else its head is to say. It is not up yet: `put_up(folder)`.
    """
    folder = into / hashlib.sha256(f"{title} {sorted(about)}".encode()).hexdigest()[:12]
    shutil.copytree(current(editions), folder)
    database = folder / "edition.sqlite"
    with sqlite3.connect(database) as connection:
        (body,) = connection.execute("SELECT body FROM document WHERE kind = 'edition' AND id = 'about'").fetchone()
        changed = json.dumps({**json.loads(body), "title": title, **about})
        connection.execute("UPDATE document SET body = ? WHERE kind = 'edition' AND id = 'about'", (changed,))
    connection.close()
    manifest = folder / "manifest.json"
    told = json.loads(manifest.read_text())
    told["bytes"]["edition.sqlite"] = database.stat().st_size
    told["outputs"]["edition.sqlite"] = hashlib.sha256(database.read_bytes()).hexdigest()
    manifest.write_text(json.dumps({**told, "id": folder.name}))
    return folder
