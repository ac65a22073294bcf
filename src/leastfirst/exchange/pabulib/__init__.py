"""Pabulib, the open format of participatory budgeting votes (.pb): read, check and write.

`read_pabulib` gives an election to count. `read_document` and `document_bytes` keep a file cell by cell.
"""

from __future__ import annotations

from leastfirst.exchange.pabulib.document import Document, document_bytes, read_document
from leastfirst.exchange.pabulib.faults import Fault, PabulibError
from leastfirst.exchange.pabulib.reading import Reading, read_pabulib
from leastfirst.exchange.pabulib.writing import document_of

__all__ = [
    "Document",
    "Fault",
    "PabulibError",
    "Reading",
    "document_bytes",
    "document_of",
    "read_document",
    "read_pabulib",
]
