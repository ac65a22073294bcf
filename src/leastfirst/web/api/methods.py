"""How the interface may be asked: to be read, or asked what it allows; by pages of other sites too."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

ALLOWED = "GET, HEAD, OPTIONS"
ASKED_FIRST = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ReadOnlyInterface:
    """HEAD as GET without the body, OPTIONS as browsers ask before they read across sites, 405 for all else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer what is for programs; leave the rest alone."""
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=ASKED_FIRST)
        if request.method not in ("GET", "HEAD"):
            detail = "The interface is for reading; ask with GET."
            return JsonResponse({"detail": detail}, status=405, headers={"Allow": ALLOWED})
        method, request.method = request.method, "GET"
        try:
            response = self.get_response(request)
        finally:
            request.method = method  # the server leaves out the body of what was asked with HEAD
        response["Access-Control-Expose-Headers"] = "ETag"
        return response
