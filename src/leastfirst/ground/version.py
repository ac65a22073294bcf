"""The version of the code, as it stands in pyproject.toml and in every manifest."""

__version__ = "0.1.0"
