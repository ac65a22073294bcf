"""The site's own settings with the least that an operator must say: for mypy's plugin and for tests, never to serve."""

import os

os.environ.setdefault("LEASTFIRST_SECRET_KEY", "for checks alone, and no secret: 0123456789 abcdefghij")

from leastfirst.web.project.settings import *  # noqa: F403

NOTE_EDITIONS = False
