"""The pages of votes."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.votes import projects, views

app_name = "votes"
urlpatterns = [
    path("", views.votes, name="list"),
    path("<slug:vote>/", views.vote, name="detail"),
    # An id is what the file of the vote says, and may have signs of its own.
    path("<slug:vote>/projects/<path:project>/", projects.project, name="project"),
]
