"""The pages of areas and places."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.areas import place, views

app_name = "areas"
urlpatterns = [
    path("areas/<str:code>/", views.by_code, name="code"),
    path("areas/<str:geography>/<str:code>/", views.area, name="area"),
    path("places/", place.place, name="place"),
]
