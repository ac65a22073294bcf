"""The app of editions."""

from __future__ import annotations

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """Which edition is up, and the log of those that were."""

    name = "leastfirst.web.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"
