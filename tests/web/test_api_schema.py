"""The interface keeps to its own schema whatever is asked of it, and nothing that is asked breaks it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, settings

from leastfirst.web.project.wsgi import application

HOST = {"Host": "localhost"}


@pytest.fixture
def schema(site: None) -> Any:
    """The schema as programs read it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=HOST)


lazy = schemathesis.pytest.from_fixture("schema")


@lazy.parametrize()
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_answer_keeps_to_the_schema(case: schemathesis.Case) -> None:
    answer = case.call(headers=HOST)
    assert answer.status_code < 500
    case.validate_response(answer)


def test_the_schema_is_openapi_3_1_and_names_every_fault(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"] == "3.1.0"
    for path, methods in schema["paths"].items():
        if "{" in path:
            assert "404" in methods["get"]["responses"], path
