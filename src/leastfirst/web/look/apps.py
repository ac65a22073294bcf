"""The app that Django knows the look by."""

from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Templates, template tags and static files; no model and no page of its own."""

    name = "leastfirst.web.look"
    label = "look"
