"""The site's own settings with the least that an operator must say: for mypy's plugin and for tests, never to serve."""

import os

os.environ.setdefault("LEASTFIRST_SECRET_KEY", "for checks alone, and no secret: 0123456789 abcdefghij")
os.environ.setdefault("LEASTFIRST_PAGES_PER_MINUTE", "0")
os.environ.setdefault("LEASTFIRST_WORK_PER_MINUTE", "0")

from leastfirst.web.project.settings import *  # noqa: F403

NOTE_EDITIONS = False
