"""What every answer says to a browser, over every address that the site has."""

from __future__ import annotations

import runpy
from typing import Any

import pytest
from django.test import Client

from leastfirst.publish import Edition
from leastfirst.web.project import settings as site_settings
from tests.web.addresses import every_address

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
}
# A short address leads to the long one; nobody has that postcode; nothing was searched for.
OTHERWISE = {"areas:code": 302, "api-1:postcode": 404, "api-1:search": 422}
ERRORS = [
    ("/no-such-page/", 404),
    ("/pl/no-such-page/", 404),
    ("/areas/lsoa-2021/NOWHERE/", 404),
    ("/api/v1/areas/lsoa-2021/nowhere", 404),
    (f"/search/?q={'a' * 5000}", 414),
    ("/search/?q=%00", 400),
]


def check(headers: dict[str, str], address: str) -> None:
    """What holds for each answer, whatever it is."""
    embedded = address.startswith("/embed/")
    policy = set(headers["Content-Security-Policy"].split("; "))
    assert policy == (POLICY - {"frame-ancestors 'none'"} | {"frame-ancestors *"} if embedded else POLICY), address
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers.get("X-Frame-Options") == (None if embedded else "DENY")
    assert headers["Server"] == "leastfirst"
    assert headers["Cache-Control"]
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")
    assert "Accept-Language" not in headers.get("Vary", "")
    page = headers.get("Content-Type", "").startswith("text/html") and not embedded
    assert headers["Cross-Origin-Resource-Policy"] == ("same-origin" if page else "cross-origin")
    assert headers.get("Access-Control-Allow-Origin") == (None if page or embedded else "*")


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
def test_every_address_answers_with_safe_headers_and_no_cookie(client: Client, edition: Edition, language: str) -> None:
    addresses = every_address(edition, language)
    assert len(addresses) > 40
    for name, address in addresses.items():
        answer = client.get(address)
        assert answer.status_code == OTHERWISE.get(name, 200), (name, address)
        check(dict(answer.headers), address)
        assert not answer.cookies
        answer.getvalue()


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_so_do_answers_that_say_what_is_wrong(client: Client, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    check(dict(answer.headers), address)


def test_nothing_can_be_sent(client: Client) -> None:
    answer = client.post("/search/", {"q": "x"})
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert "This site is for reading" in answer.content.decode()
    check(dict(answer.headers), "/search/")


def test_a_host_that_is_not_ours_is_refused_learns_nothing_and_fills_no_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "We cannot read this address" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()
    assert "ALLOWED_HOSTS" not in answer.content.decode()
    assert all(each.levelname == "INFO" for each in caplog.records)


def test_behind_a_certificate_people_are_sent_to_it_and_stay_there(settings: Any) -> None:
    behind_tls = site_with(BEHIND_TLS="yes", PUBLIC_URL="https://places.example.org")
    for name in ("SECURE_SSL_REDIRECT", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS"):
        setattr(settings, name, behind_tls[name])
    client = Client()
    plain = client.get("/data/?page=1")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/data/?page=1")
    check(dict(plain.headers), "/data/")
    assert client.get("/health/ready").status_code == 200
    safe = client.get("/data/", headers={"x-forwarded-proto": "https"})
    assert safe.status_code == 200
    assert safe["Strict-Transport-Security"] == "max-age=31536000"


def site_with(**given: str) -> dict[str, Any]:
    """Django's settings as another site would have them."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(f"LEASTFIRST_{name}", value)
        return runpy.run_path(site_settings.__file__)


def test_styles_are_kept_for_good_and_are_ours_alone(client: Client) -> None:
    page = client.get("/").content.decode()
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    answer.getvalue()
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_language_is_that_of_the_address_whatever_the_browser_asks_for(client: Client) -> None:
    for address, language in (("/", "en"), ("/pl/", "pl"), ("/ur/", "ur")):
        answer = client.get(address, headers={"accept-language": "ur, pl;q=0.5"})
        assert answer.status_code == 200
        assert answer["Content-Language"] == language
        assert f'<html lang="{language}"' in answer.content.decode()
