"""The log of editions, which only grows."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from leastfirst.web.editions import append_only

TABLE = "editions_publication"


def lay(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """From now on the table only grows."""
    append_only.lay(schema, TABLE)


def lift(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Before the table goes."""
    append_only.lift(schema, TABLE)


class Migration(migrations.Migration):
    """Lay the table, then shut it."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edition_id", models.CharField(max_length=64)),
                ("follows", models.BigIntegerField(unique=True)),
                ("title", models.CharField(max_length=300)),
                ("went_up_at", models.DateTimeField()),
                ("changes", models.JSONField()),
                ("contents", models.JSONField()),
            ],
            options={"ordering": ["-went_up_at", "-id"]},
        ),
        migrations.RunPython(lay, lift),
    ]
