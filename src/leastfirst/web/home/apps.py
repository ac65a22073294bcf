"""The app that Django knows these pages by."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Pages only: no model."""

    name = "leastfirst.web.home"
    label = "home"
