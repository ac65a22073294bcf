"""Where packs and editions lie on this machine: in the user's data folder, and cached packs in the cache folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from leastfirst.exchange.packs.descriptor import FILE_NAME


def own_folder() -> Path:
    """The user's data folder, where things lie when nobody says otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir("leastfirst", appauthor=False))


def packs_folder() -> Path:
    """Where installed packs lie."""
    return own_folder() / "packs"


def editions_folder() -> Path:
    """Where editions of the public site are written to, and read from by the site."""
    return own_folder() / "editions"


def cache_folder() -> Path:
    """Where packs that were built from a folder of raw tables on first use lie: the user's cache folder."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("leastfirst", appauthor=False)) / "packs"


def installed_packs() -> Iterator[Path]:
    """The folders of the packs in the user's data folder, in order."""
    return _packs_in(packs_folder())


def cached_packs() -> Iterator[Path]:
    """The folders of the packs in the user's cache folder, in order."""
    return _packs_in(cache_folder())


def _packs_in(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(
            each for each in folder.iterdir() if not each.name.startswith(".") and (each / FILE_NAME).is_file()
        )
