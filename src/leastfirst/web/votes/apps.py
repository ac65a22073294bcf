"""The app that Django knows these pages by."""

from __future__ import annotations

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """Pages only: no model."""

    name = "leastfirst.web.votes"
    label = "votes"
