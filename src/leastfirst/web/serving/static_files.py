"""Styles, scripts and fonts: named after their contents, compressed once, kept by browsers for good."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from pathlib import Path

import platformdirs

KEPT_SECONDS = 30 * 24 * 3600


def collected_folder(web: Path) -> Path:
    """Where the files of these apps lie once they are collected: a folder in the cache, named after what they are."""
    digest = hashlib.sha256()
    for path in sorted(web.glob("*/static/**/*")):
        if path.is_file():
            known = path.stat()
            digest.update(f"{path.relative_to(web)}\n{known.st_size}\n{known.st_mtime_ns}\n".encode())
    cache = Path(platformdirs.user_cache_dir("leastfirst", appauthor=False))
    return cache / f"static-{digest.hexdigest()[:16]}"


def collect() -> Path:
    """Bring the files together unless that was done; any number of processes may do so at once.

    Returns the folder. What is in it never changes: other files have another folder.
    """
    from django.conf import settings

    folder = Path(settings.STATIC_ROOT)
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    forget_old_ones(folder.parent)
    fresh = Path(tempfile.mkdtemp(prefix=".static-", dir=folder.parent))
    try:
        fill(fresh)
        fresh.chmod(0o755)
        try:
            fresh.rename(folder)
        except OSError:
            # Another process was first: theirs is the same.
            if not folder.exists():
                raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return folder


def forget_old_ones(cache: Path) -> None:
    """Throw away what was gathered for other versions a month ago."""
    for path in cache.glob("static-*"):
        if path.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def fill(folder: Path) -> None:
    """Copy every file of the apps, under a name with its hash, and compress it."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from whitenoise.storage import CompressedManifestStaticFilesStorage

    storage = CompressedManifestStaticFilesStorage(location=str(folder), base_url=settings.STATIC_URL)
    found: dict[str, tuple[object, str]] = {}
    for finder in get_finders():
        for name, source in finder.list([]):
            if name not in found:
                found[name] = (source, name)
                with source.open(name) as file:
                    storage.save(name, file)
    for _, _, done in storage.post_process(found):
        if isinstance(done, Exception):
            raise done
