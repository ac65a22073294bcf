"""What has no language prefix: the card for other people's pages, and an area's figures as a file."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.areas import views

app_name = "area-files"
urlpatterns = [
    path("embed/areas/<str:geography>/<str:code>/", views.card, name="card"),
    path("areas/<str:geography>/<str:code>.csv", views.csv, name="csv"),
]
