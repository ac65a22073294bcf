"""How sure: work a designation out many times, each time with other choices that could as well have been made."""

from leastfirst.measure.uncertainty.result import UncertaintyResult
from leastfirst.measure.uncertainty.run import how_sure
from leastfirst.measure.uncertainty.telling import told_of

__all__ = ["UncertaintyResult", "how_sure", "told_of"]
