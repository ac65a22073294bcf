"""The project as Django sees it."""

from __future__ import annotations

from io import StringIO

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def test_django_finds_nothing_amiss() -> None:
    said = StringIO()
    call_command("check", stdout=said, stderr=said, fail_level="WARNING")
    assert "no issues" in said.getvalue()


def test_the_tables_are_those_that_the_migrations_lay() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_no_table_is_laid_for_what_is_not_there_yet() -> None:
    assert set(connection.introspection.table_names()) == {"django_migrations", "editions_publication"}
    assert not settings.DEBUG
    assert not {"admin", "auth", "sessions", "contenttypes"} & {each.label for each in apps.get_app_configs()}
