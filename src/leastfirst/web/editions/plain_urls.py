"""The feed: one address in every language."""

from __future__ import annotations

from django.urls import path

from leastfirst.web.editions.feed import feed

app_name = "editions"
urlpatterns = [path("feed.atom", feed, name="feed")]
