"""Addresses of files: the same in every language."""

from __future__ import annotations

from django.urls import re_path

from leastfirst.web.data import files

app_name = "data-files"
urlpatterns = [re_path(r"^(?P<name>[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+)$", files.file, name="file")]
