"""The habits of a contributor, the same on Linux, macOS and Windows: `python dev.py test` is `make test`.

Standard library only, because it runs before anything is installed. It keeps its virtual environment in `.venv`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TOP = Path(__file__).resolve().parent
VENV = TOP / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = TOP / "requirements"
STAMP = VENV / "leastfirst-stamp.txt"
# What we measure against lives apart, so that the project can never come to stand on it.
PEERS = VENV / "peers"

BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Microsoft/Edge/Application/msedge.exe",
    "{PROGRAMFILES}/Microsoft/Edge/Application/msedge.exe",
)


# -- saying what happens ---------------------------------------------------------------------------------------------


def stop(sentence: str) -> NoReturn:
    """End with one sentence and exit code 2: something outside the project has to change first."""
    print(sentence, file=sys.stderr, flush=True)
    raise SystemExit(2)


@contextlib.contextmanager
def timed(title: str) -> Iterator[None]:
    """Print a line when a step begins and how long it took when it ends, however it ends."""
    print(f"== {title}", flush=True)
    start = time.monotonic()
    try:
        yield
    finally:
        print(f"   {time.monotonic() - start:.1f} s", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command at the top of the checkout and return its exit code; what it prints is shown as it comes."""
    return subprocess.run(
        [str(part) for part in command], cwd=TOP, env={**os.environ, **(env or {})}, check=False
    ).returncode


def must(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a quiet command; when it fails, show all it said and stop."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=TOP,
        env={**os.environ, **(env or {})},
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        stop(f"This step failed: {' '.join(str(part) for part in command)}")


# -- set-up ----------------------------------------------------------------------------------------------------------


def stamp_of(lock: Path) -> str:
    """What the environment depends on, as one hash: while it stays the same, nothing needs installing."""
    digest = hashlib.sha256(f"{sys.version}\n{TOP}\n".encode())
    for path in (lock, LOCKS / "uv.txt", TOP / "pyproject.toml"):
        digest.update(path.read_bytes())
    return f"{lock.name} {digest.hexdigest()}"


def stamps() -> list[str]:
    """The stamps of what is installed, newest last."""
    return STAMP.read_text().splitlines() if STAMP.exists() and PYTHON.exists() else []


def make_venv() -> None:
    """Make the virtual environment and put the pinned uv into it, unless both are there."""
    if not PYTHON.exists():
        with timed("make a virtual environment in .venv"):
            done = subprocess.run(
                [sys.executable, "-m", "venv", str(VENV)], check=False, capture_output=True, text=True
            )
            if done.returncode:
                shutil.rmtree(VENV, ignore_errors=True)
                stop(
                    "Python could not make a virtual environment; on Debian and Ubuntu install python3-venv. "
                    f"It said: {(done.stderr or done.stdout).strip()}"
                )
    with timed("install uv, the installer"):
        must(
            PYTHON,
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            LOCKS / "uv.txt",
        )


def set_up(kind: str) -> None:
    """Install the locked packages of `kind` (run or dev) and the project itself, unless that is what is there."""
    lock = LOCKS / f"{kind}.txt"
    # What the tests need includes what a run needs, so either stamp will do for a run.
    wanted = {stamp_of(lock), stamp_of(LOCKS / "dev.txt")}
    if wanted & set(stamps()):
        # The front end keeps a stamp of its own: it is built again when its sources or the translations changed.
        must(PYTHON, TOP / "hatch_build.py")
        return
    STAMP.unlink(missing_ok=True)
    make_venv()
    with timed(f"install the locked packages of requirements/{lock.name}"):
        pip = (BIN / "uv", "pip", "install", "--quiet", "--python", PYTHON)
        must(*pip, "--require-hashes", "--build-constraints", LOCKS / "build.txt", "-r", lock)
        must(*pip, "--no-deps", "--no-build-isolation", "-e", TOP)
    STAMP.write_text(stamp_of(lock) + "\n")


def set_up_peers() -> None:
    """Install what `make bench` measures against into an environment of its own, unless it is there."""
    lock = LOCKS / "peers.txt"
    stamp = PEERS / STAMP.name
    if stamp.exists() and stamp.read_text() == stamp_of(lock):
        return
    with timed(f"install the locked packages of requirements/{lock.name} into {PEERS.relative_to(TOP)}"):
        must(BIN / "uv", "venv", "--quiet", "--clear", "--python", PYTHON, PEERS)
        must(BIN / "uv", "pip", "install", "--quiet", "--python", PEERS, "--require-hashes", "--no-deps", "-r", lock)
    stamp.write_text(stamp_of(lock))


def set_up_checker() -> Path:
    """Fetch the checker of HTML that the tests ask, unless it is there; returns its .jar."""
    source, place = TOP / "tools" / "html", VENV / "html-checker"
    lock, stamp = source / "package-lock.json", place / STAMP.name
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not (stamp.exists() and stamp.read_text() == wanted):
        with timed("fetch the HTML checker of tools/html/package-lock.json"):
            place.mkdir(exist_ok=True)
            for name in ("package.json", lock.name, ".npmrc"):
                shutil.copyfile(source / name, place / name)
            must(BIN / "npm", "ci", "--prefix", place, "--silent")
        stamp.write_text(wanted)
    return place / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def find_england() -> Path | None:
    """England's raw tables or pack: LEASTFIRST_DATA, else shared/data beside the checkout, else nothing."""
    named = os.environ.get("LEASTFIRST_DATA")
    place = Path(named) if named else TOP.parent / "shared" / "data"
    return place.resolve() if place.is_dir() else None


def data_env() -> dict[str, str]:
    """The setting that hands England's data to the program, if it was found."""
    england = find_england()
    return {"LEASTFIRST_DATA": str(england)} if england else {}


def need_england() -> dict[str, str]:
    """As `data_env`, but stop without it: a run that quietly leaves England out proves nothing."""
    return data_env() or stop(
        "England's data was not found: set LEASTFIRST_DATA to the folder of raw tables or to a data pack."
        if not os.environ.get("LEASTFIRST_DATA")
        else f"England's data was not found: LEASTFIRST_DATA names {os.environ['LEASTFIRST_DATA']}, which is no folder."
    )


def find_browser() -> str | None:
    """Path of a Chromium, Chrome or Edge on this machine: LEASTFIRST_TEST_BROWSER, else the usual names and places."""
    named = os.environ.get("LEASTFIRST_TEST_BROWSER")
    if named:
        return named if Path(named).is_file() else stop(f"LEASTFIRST_TEST_BROWSER names {named}, which is no file.")
    for name in BROWSER_NAMES:
        if found := shutil.which(name):
            return found
    for place in BROWSER_PLACES:
        with contextlib.suppress(KeyError):  # a place that needs a Windows setting, elsewhere
            path = Path(place.format_map(os.environ))
            if path.is_file():
                return str(path)
    return None


def need_browser() -> str:
    """As `find_browser`, but install Debian's chromium where that needs no question, and stop without one."""
    if found := find_browser():
        return found
    sentence = "The tests need a browser: install Chromium, Chrome or Edge, or set LEASTFIRST_TEST_BROWSER to its path."
    release = Path("/etc/os-release")
    # Not Ubuntu: its chromium package is a shim that wants snap.
    if not (release.is_file() and "\nID=debian\n" in "\n" + release.read_text() and shutil.which("apt-get")):
        stop(sentence)
    sudo: list[str] = []
    if os.geteuid() != 0:
        sudo = ["sudo", "-n"]
        if not shutil.which("sudo") or subprocess.run([*sudo, "true"], check=False, capture_output=True).returncode:
            stop(sentence)
    with timed("install Debian's chromium for the browser tests"):
        apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        must(*apt, "update")
        must(*apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core")
    return find_browser() or stop(sentence)


# -- the habits ------------------------------------------------------------------------------------------------------


def run_steps(steps: list[tuple[str, Callable[[], int]]]) -> int:
    """Run every step, whatever became of those before, so that one run shows all there is to mend."""
    failed = []
    for title, step in steps:
        with timed(title):
            if step():
                failed.append(title)
    for title in failed:
        print(f"FAILED: {title}", flush=True)
    return 1 if failed else 0


def check_steps() -> list[tuple[str, Callable[[], int]]]:
    """Format, lint, types and the rules between rooms."""
    return [
        ("format: ruff format", lambda: run(BIN / "ruff", "format", "--check", "--quiet", ".")),
        ("lint: ruff check", lambda: run(BIN / "ruff", "check", "--quiet", ".")),
        ("types: mypy", lambda: run(BIN / "mypy", "--no-error-summary")),
        ("rules between rooms: lint-imports", lambda: run(BIN / "lint-imports", "--no-logo")),
    ]


def demo() -> int:
    """The whole road as a site on this machine: England if its data are found, or the fictional county."""
    set_up("run")
    return run(PYTHON, "-m", "leastfirst", "demo", *sys.argv[2:], env=data_env())


def check() -> int:
    """Format, lint, types, layers."""
    set_up("dev")
    return run_steps(check_steps())


def test() -> int:
    """Everything that has to hold: the checks, the tests and the demo."""
    env = need_england()
    set_up("dev")
    env["LEASTFIRST_TEST_BROWSER"] = need_browser()
    env["LEASTFIRST_TEST_HTML_CHECKER"] = str(set_up_checker())
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        # By file, so that what a file's tests share is made once.
        pytest = (PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile", f"--junitxml={report}")
        failed = run_steps(
            [
                *check_steps(),
                ("tests: pytest", lambda: run(*pytest, *sys.argv[2:], env=env)),
                ("the main job: leastfirst demo", lambda: run(PYTHON, "-m", "leastfirst", "demo", "--check", env=env)),
            ]
        )
        print(summary(report), flush=True)
    return failed


def summary(report: Path) -> str:
    """Pytest's own counts in one line, said again at the end, where people and machines look for it."""
    if not report.exists():
        return "tests: none ran"
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total, bad, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites for name in names)
        for names in (("tests",), ("failures", "errors"), ("skipped",))
    )
    return f"tests: {total - bad - skipped} passed, {bad} failed" + (f", {skipped} skipped" if skipped else "")


def bench() -> int:
    """Measure against a peer in the same run; docs/benchmarks.md explains the figures."""
    env = need_england()
    set_up("dev")
    set_up_peers()
    return run(PYTHON, "-m", "benchmarks", *sys.argv[2:], env=env)


def lock() -> int:
    """Pin what pyproject.toml asks for, by hash and naming no registry; with --upgrade to the newest versions."""
    make_venv()
    compile_ = (
        *(BIN / "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
        *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
    )
    project = "pyproject.toml"
    for name, sources in {
        "uv": ["requirements/uv.in"],
        "build": ["requirements/build.in"],
        "run": [project, "--extra", "web", "--group", "setup"],
        "peers": ["requirements/peers.in", "--override", "requirements/peers-left-out.in"],
        # Held to what a run gets, so that the tests test that.
        "dev": [
            *(project, "--extra", "geo", "--extra", "postgres", "--extra", "spark", "--extra", "web"),
            *("--group", "dev", "-c", "requirements/run.txt"),
        ],
    }.items():
        with timed(f"choose and pin requirements/{name}.txt"):
            must(*compile_, *sys.argv[2:], *sources, "-o", f"requirements/{name}.txt")
    return 0


def county() -> int:
    """Make the fictional county again, the same bytes from the same seed."""
    set_up("dev")
    return run(PYTHON, "-m", "tools.county", *sys.argv[2:])


def words() -> int:
    """Gather the sentences of the site into the catalogues of its translations, and say what lacks one."""
    set_up("dev")
    return run(PYTHON, "-m", "tools.words", *sys.argv[2:])


def clean() -> int:
    """Take away what these habits made; data packs in the user's folders stay."""
    caches = (".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache")
    front_end = ("node_modules", "src/leastfirst/web/look/static")
    for name in (".venv", "build", "dist", *caches, *front_end):
        shutil.rmtree(TOP / name, ignore_errors=True)
    return 0


def help_() -> int:
    """Print this list."""
    print("leastfirst for contributors: make HABIT, or python dev.py HABIT\n")
    for name, habit in HABITS.items():
        print(f"  {name:7} {(habit.__doc__ or '').splitlines()[0]}")
    return 0


HABITS: dict[str, Callable[[], int]] = {
    "demo": demo,
    "test": test,
    "check": check,
    "bench": bench,
    "lock": lock,
    "county": county,
    "words": words,
    "clean": clean,
    "help": help_,
}


def main() -> int:
    """Do the habit named first on the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever has an older one is to be told, not shown a traceback)
        stop(f"leastfirst needs Python 3.11 or newer, and this is {sys.version.split()[0]}.")
    name = sys.argv[1] if len(sys.argv) > 1 else "help"
    if name not in HABITS:
        stop(f"There is no habit called {name}: choose one of {', '.join(HABITS)}.")
    return HABITS[name]()


if __name__ == "__main__":
    raise SystemExit(main())
