"""What the site says about itself."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.about import views

app_name = "about"
urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("status/", views.status, name="status"),
]
