"""Every address of the site.

An app's `urls.py` holds its pages: they exist once in each language. What is the same in every language (files, the
interface for programs, health) stands in the app's `plain_urls.py` and gets no prefix.
"""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

# Where the pages of each app lie.
PAGES = (
    ("", "home"),
    ("map/", "maps"),
    ("", "areas"),
    ("designations/", "designations"),
    ("funds/", "funds"),
    ("votes/", "votes"),
    ("data/", "data"),
    ("method/", "method"),
    ("about/", "about"),
)
# Addresses without a language.
PLAIN = (
    ("", "serving"),
    ("", "editions"),
    ("tiles/", "maps"),
    ("", "areas"),
    ("data/", "data"),
    ("api/", "api"),
)


urlpatterns = [
    *(path(at, include(f"leastfirst.web.{app}.plain_urls")) for at, app in PLAIN),
    *i18n_patterns(
        *(path(at, include(f"leastfirst.web.{app}.urls")) for at, app in PAGES),
        prefix_default_language=False,
    ),
]

handler400 = "leastfirst.web.project.error_pages.bad_request"
handler403 = "leastfirst.web.project.error_pages.forbidden"
handler404 = "leastfirst.web.project.error_pages.not_found"
handler500 = "leastfirst.web.project.error_pages.broken"
