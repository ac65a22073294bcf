"""What every page may say about the site itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """`site.contact`, `site.public_url`, and `edition`, which is None while no edition is up."""
    return {
        "site": {"contact": settings.SITE.contact, "public_url": settings.SITE.public_url},
        "edition": request.__dict__.get("edition"),
    }
