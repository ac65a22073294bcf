"""Addresses of the data pages."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.data import views

app_name = "data"
urlpatterns = [
    path("", views.tables, name="list"),
    path("sources/", views.sources, name="sources"),
    path("interface/", views.interface, name="interface"),
    path("<slug:table>/", views.table, name="table"),
]
