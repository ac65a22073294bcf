"""The way in for a server: `leastfirst.web.project.wsgi:application`."""

from __future__ import annotations

import os

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application


def ready_application() -> WSGIHandler:
    """The application, with everything loaded that the first visitor would else have to wait for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leastfirst.web.project.settings")
    made = get_wsgi_application()

    from django.urls import get_resolver

    from leastfirst.web.editions.current import current
    from leastfirst.web.protect.caching import code_mark

    assert get_resolver().url_patterns
    code_mark()
    current().edition()
    return made


application = ready_application()
