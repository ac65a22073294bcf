"""leastfirst: the software of a neighbourhood fund that starts with the places that have least."""

from leastfirst.ground.version import __version__

__all__ = ["__version__"]
