"""What tests of the site's parts share: Django, without a database and without an edition."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "tools.checked_settings"

import django

django.setup()


@pytest.fixture
def plain_files(settings: Any) -> None:
    """Styles and scripts under their own names: what they are called is no matter of these tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def drawn(plain_files: None) -> Callable[..., str]:
    """Draw a template that is written in a test, as the answer to a request for `path`."""
    from django.template import engines
    from django.test import RequestFactory

    def draw(template: str, path: str = "/", edition: Any = None, **context: Any) -> str:
        request = RequestFactory().get(path)
        request.edition = edition  # type: ignore[attr-defined]
        return engines["django"].from_string("{% load look %}" + template).render(context, request)

    return draw
