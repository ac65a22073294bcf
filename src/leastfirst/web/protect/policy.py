"""What a page of ours may load and do, said to every browser: ours alone, and nothing written into the page."""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

EMBED = "/embed/"

CONTENT_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],  # the pictures inside MapLibre's style sheet are files of ours: see look/frontend/build.mjs
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}


class ContentPolicy(CSPMiddleware):
    """The policy of every answer. Only what is made to be embedded may stand inside other people's pages."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy, with anybody as a frame for what lies under /embed/."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(EMBED) and not report_only:
            parts.replace = {**(parts.replace or {}), "frame-ancestors": ["*"]}
        return parts
