"""Files of maps: the same in every language, and for ever, as the edition is in their address."""

from __future__ import annotations

from django.urls import re_path

from leastfirst.web.maps import files

app_name = "map-files"
urlpatterns = [
    re_path(r"^(?P<edition_id>[0-9a-f]{6,64})/(?P<name>[a-z0-9-]+\.(?:pmtiles|geojson|svg))$", files.file, name="file")
]
