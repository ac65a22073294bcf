"""List what there is: pack definitions that can be built, and packs that were built."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from leastfirst.definitions.pack import FOLDER, load_pack_definition
from leastfirst.definitions.yaml_files import shipped
from leastfirst.exchange.packs import open_pack
from leastfirst.ground.errors import LeastfirstError
from leastfirst.sources.locate import open_county
from leastfirst.sources.places import cache_folder, cached_packs, installed_packs, packs_folder


def packs_text() -> str:
    """The shipped pack definitions, the installed packs, the cached ones, and the fictional county."""
    lines = ["Definitions that can be built with `leastfirst data build`"]
    for pack_id in shipped(FOLDER):
        definition, _ = load_pack_definition(pack_id)
        lines.append(
            f"  {pack_id:<16} {definition.title}, version {definition.version}, {len(definition.tables)} tables"
        )
    lines += ["", f"Installed packs, in {packs_folder()}", *_lines(installed_packs())]
    lines += ["", f"Packs built from raw tables on first use, in {cache_folder()}", *_lines(cached_packs())]
    lines += ["", "Shipped with leastfirst", *_lines([open_county().path])]
    return "\n".join(lines)


def _lines(folders: Iterable[Path]) -> list[str]:
    lines = []
    for folder in folders:
        try:
            pack = open_pack(folder)
            lines.append(f"  {folder.name:<16} {pack.title}, version {pack.version}, {len(pack.tables)} tables")
        except LeastfirstError as error:
            lines.append(f"  {folder.name:<16} {error}")
    return lines or ["  none"]
