"""The log: one JSON object a line on the standard output, with named fields only.

Fields are chosen here, and nothing else of a record is written: no address of a visitor, no query, no settings.
"""

from __future__ import annotations

from logging import Filter, LogRecord
from typing import Any

from pythonjsonlogger.core import LogData
from pythonjsonlogger.json import JsonFormatter

# What `extra=` may carry into the log.
FIELDS = (
    "request_id",
    "method",
    "path",
    "asked",
    "status",
    "ms",
    "bytes",
    "edition_id",
)


class Lines(JsonFormatter):
    """A record as one line: when, how grave, who says it, what, the fields above, and the traceback of a bug."""

    def add_fields(self, log_data: LogData, record: LogRecord, message_dict: dict[str, Any]) -> None:
        """Take the fields that are known, and no others: a record from Django carries the whole request."""
        log_data["at"] = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        log_data["level"] = record.levelname.lower()
        log_data["logger"] = record.name
        log_data["message"] = record.getMessage()
        log_data.update({name: record.__dict__[name] for name in FIELDS if name in record.__dict__})
        if "exc_info" in message_dict:
            log_data["traceback"] = message_dict["exc_info"]


class Bugs(Filter):
    """Of what Django says about requests, only what has a traceback: the rest our own line for each request says."""

    def filter(self, record: LogRecord) -> bool:
        """Whether it is a bug."""
        return bool(record.exc_info)


def logging_of() -> dict[str, Any]:
    """Django's settings for the log."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "leastfirst.web.serving.logs.Lines", "json_ensure_ascii": False}},
        "filters": {"bugs": {"()": "leastfirst.web.serving.logs.Bugs"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "lines"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
        "loggers": {
            "leastfirst": {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR", "filters": ["bugs"]},
            "django.security": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "_granian": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        },
    }
