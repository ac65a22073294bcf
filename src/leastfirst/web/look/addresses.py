"""Where links between the parts of the site lead; an app that is not installed has no address, and no link."""

from __future__ import annotations

from django.conf import settings
from django.urls import NoReverseMatch, reverse


def address(name: str, *args: str) -> str:
    """The address of a page in the language that is spoken, or nothing if the site does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def public(path: str) -> str:
    """The whole address of a page or a file, to be shared: with the site's own name, whatever name was asked for."""
    site: str = settings.SITE.public_url
    return site + path


def area_address(geography: str, code: str) -> str:
    """The page of an area, for places that are areas."""
    return address("areas:area", geography, code) if geography else ""
