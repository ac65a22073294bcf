"""The log of editions that went up on this site."""

from __future__ import annotations

from django.db import models


class Publication(models.Model):
    """An edition that went up. Never edited and never taken away: the database refuses both (see migration 0001)."""

    edition_id = models.CharField(max_length=64)
    follows = models.BigIntegerField(unique=True)
    """The row before it, 0 for the first: of several processes that note one exchange, one writes the row."""
    title = models.CharField(max_length=300)
    went_up_at = models.DateTimeField()
    changes = models.JSONField()
    """What is new against the one before: a list of sentences in plain English."""
    contents = models.JSONField()
    """What the edition said of itself, so that the next one can be held against it when its folder is gone."""

    class Meta:
        """Newest first."""

        ordering = ["-went_up_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.edition_id})"
