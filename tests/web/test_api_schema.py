"""The interface keeps to its own schema whatever is asked of it, and nothing that is asked breaks it."""

from __future__ import annotations

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance as rejected

from leastfirst.web.api.api import api

HOST = {"Host": "localhost", "Accept-Encoding": "identity"}
PATHS = sorted(api.get_openapi_schema(path_prefix="/api/v1/")["paths"])


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_keeps_to_the_schema(path: str) -> None:
    from leastfirst.web.project.wsgi import application  # once styles are gathered, as WhiteNoise looks for them

    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application, headers=HOST)
    operation = schema[path]["GET"]

    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        answer = case.call(headers=HOST)
        assert answer.status_code < 500
        # Which columns a table has is data, so the schema cannot say that an unknown one will be refused.
        case.validate_response(answer, excluded_checks=[rejected] if path.endswith("/rows") else [])

    ask()


def test_the_schema_is_openapi_3_1_and_names_every_fault(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"] == "3.1.0"
    for path, methods in schema["paths"].items():
        if "{" in path:
            assert "404" in methods["get"]["responses"], path
