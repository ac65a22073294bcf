"""The app that Django knows the maps by."""

from __future__ import annotations

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Pages and files only: no model."""

    name = "leastfirst.web.maps"
    label = "maps"
