"""leastfirst: the software of a neighbourhood fund that starts with the places that have least."""

__version__ = "0.1.0"
