"""The app that Django knows these pages by."""

from __future__ import annotations

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Pages only: no model."""

    name = "leastfirst.web.funds"
    label = "funds"
