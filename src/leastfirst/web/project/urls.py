"""Every address of the site.

An app's `urls.py` holds its pages: they exist once in each language. What is the same in every language (files, the
interface for programs, health) stands in the app's `plain_urls.py` and gets no prefix.
"""

from __future__ import annotations

import importlib
import traceback
from pathlib import Path

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

WEB = Path(__file__).resolve().parent.parent

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


def _there(app: str, module: str) -> bool:
    # TODO before issue 6 closes: every app imports, so name the modules and let a fault crash.
    if not (WEB / app / f"{module}.py").exists():
        return False
    try:
        importlib.import_module(f"leastfirst.web.{app}.{module}")
    except Exception:
        traceback.print_exc()
        return False
    return True


urlpatterns = [
    *(path(at, include(f"leastfirst.web.{app}.plain_urls")) for at, app in PLAIN if _there(app, "plain_urls")),
    *i18n_patterns(
        *(path(at, include(f"leastfirst.web.{app}.urls")) for at, app in PAGES if _there(app, "urls")),
        prefix_default_language=False,
    ),
]

handler400 = "leastfirst.web.project.error_pages.bad_request"
handler403 = "leastfirst.web.project.error_pages.forbidden"
handler404 = "leastfirst.web.project.error_pages.not_found"
handler500 = "leastfirst.web.project.error_pages.broken"
