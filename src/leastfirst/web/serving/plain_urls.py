"""Whether the site is alive and ready, for the machine that watches it."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.serving.health import live, ready

app_name = "serving"
urlpatterns = [path("health/live", live, name="live"), path("health/ready", ready, name="ready")]
