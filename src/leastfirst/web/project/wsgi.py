"""The way in for a server: `leastfirst.web.project.wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leastfirst.web.project.settings")
application = get_wsgi_application()
