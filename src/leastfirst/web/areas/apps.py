"""The app that Django knows these pages by."""

from __future__ import annotations

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Pages only: no model."""

    name = "leastfirst.web.areas"
    label = "areas"
