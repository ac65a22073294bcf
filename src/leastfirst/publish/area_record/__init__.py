"""All that an edition says of one area: what its page shows, and what the interface for programs gives."""

from leastfirst.publish.area_record.gathering import area_record
from leastfirst.publish.area_record.giving import given
from leastfirst.publish.area_record.models import AreaRecord

__all__ = ["AreaRecord", "area_record", "given"]
