"""Search: places, lists, funds and votes by their names, and places by their postcodes."""

from leastfirst.publish.search.adding import MOST_AREAS, add_search
from leastfirst.publish.search.finding import Hit, PostcodeFound, find, find_postcode

__all__ = ["MOST_AREAS", "Hit", "PostcodeFound", "add_search", "find", "find_postcode"]
