"""Addresses of the interface for programs; the version is in them."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.api.api import api

urlpatterns = [path("v1/", api.urls)]
