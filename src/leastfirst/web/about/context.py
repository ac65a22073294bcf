"""What every page may say about the site itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`site.contact` with whether it is a page or an e-mail address, and `site.public_url`."""
    contact = settings.SITE.contact
    return {
        "site": {
            "contact": contact,
            "contact_is_page": contact.startswith(("https://", "http://")),
            "public_url": settings.SITE.public_url,
        }
    }
