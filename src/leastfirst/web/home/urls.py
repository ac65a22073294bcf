"""The first page and the search."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
]
