"""The pages of lists."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.designations import areas, views

app_name = "designations"
urlpatterns = [
    path("", views.lists, name="list"),
    path("<slug:designation>/", views.designation, name="detail"),
    path("<slug:designation>/areas/", areas.areas, name="areas"),
]
