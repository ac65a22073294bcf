"""The pages of methods."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.method import views

app_name = "method"
urlpatterns = [
    path("", views.methods, name="list"),
    path("<slug:slug>/", views.method, name="page"),
]
