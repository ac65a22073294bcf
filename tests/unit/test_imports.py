"""What people type most often starts light: heavy packages load only in the function that needs them.

Modules are counted, not seconds: a busy machine makes a time limit lie.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"altair", "duckdb", "ibis", "jinja2", "numpy", "pandas", "pyarrow", "pydantic", "pyspark", "scipy", "shapely"}


def modules_loaded_by(*arguments: str) -> set[str]:
    """Run Python with `arguments` and return the top-level names of all modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    # Each line about a module ends in "| name.of.module", indented by depth.
    about_modules = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    other_words = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert done.returncode == 0, "\n".join(other_words)
    return {line.rsplit("|", 1)[1].strip().split(".")[0] for line in about_modules}


@pytest.mark.parametrize(
    "arguments",
    [("-c", "import leastfirst"), ("-m", "leastfirst", "--help"), ("-m", "leastfirst", "measure", "--help")],
    ids=["import leastfirst", "leastfirst --help", "leastfirst measure --help"],
)
def test_starts_without_heavy_packages(arguments: tuple[str, ...]) -> None:
    loaded = modules_loaded_by(*arguments)
    assert "leastfirst" in loaded
    assert loaded & HEAVY == set()
