"""The pages of funds."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.funds import compared, places, views, what_if

app_name = "funds"
urlpatterns = [
    path("", views.funds, name="list"),
    path("<slug:fund>/", views.fund, name="detail"),
    path("<slug:fund>/places/", places.places, name="places"),
    path("<slug:fund>/places/<str:code>/", places.why, name="why"),
    path("<slug:fund>/compare/", compared.compare, name="compare"),
    path("<slug:fund>/what-if/", what_if.what_if, name="what-if"),
]
