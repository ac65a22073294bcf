"""Pages with maps, and the tables beside them."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.maps import views

app_name = "maps"
urlpatterns = [
    path("", views.map_page, name="map"),
    path("<slug:geography>/", views.table_page, name="table"),
]
