"""A .pb file as it stands: every cell as text, so that writing it again loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leastfirst.exchange.pabulib.faults import Faults
from leastfirst.exchange.pabulib.reading import opened
from leastfirst.exchange.pabulib.sections import NEEDED, Walk

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """The three sections, each as the names of its columns and its rows, cell by cell, in the order of the file."""

    meta: tuple[Cells, ...]
    project_columns: Cells
    projects: tuple[Cells, ...]
    vote_columns: Cells
    votes: tuple[Cells, ...]
    meta_columns: Cells = NEEDED["META"]


def read_document(source: Path | bytes, *, name: str = "") -> Document:
    """Read a .pb file cell by cell, unknown keys and columns included, without judging what it says.

    It is held in memory whole, unlike by `read_pabulib`.

    Raises:
        PabulibError: for sections, rows or bytes that cannot be told apart.
        DataError: if there is no such file.
    """
    where = name or (str(source) if isinstance(source, Path) else "the file")
    faults = Faults()
    rows: dict[str, list[Cells]] = {section: [] for section in NEEDED}
    with opened(source, where) as stream:
        walk = Walk(stream, faults)
        for section, _, cells in walk:
            rows[section.name].append(tuple(cells))
    faults.refuse(where)
    return Document(
        meta=tuple(rows["META"]),
        project_columns=walk.sections["PROJECTS"].columns,
        projects=tuple(rows["PROJECTS"]),
        vote_columns=walk.sections["VOTES"].columns,
        votes=tuple(rows["VOTES"]),
        meta_columns=walk.sections["META"].columns,
    )


def document_bytes(document: Document) -> bytes:
    r"""The document as the bytes of a .pb file: UTF-8, lines that end with \n, quotes only where they are needed."""
    lines = []
    sections = (
        (document.meta_columns, document.meta),
        (document.project_columns, document.projects),
        (document.vote_columns, document.votes),
    )
    for name, (columns, rows) in zip(NEEDED, sections, strict=True):
        lines += [name, ";".join(columns)]
        lines += [";".join([_first(row[0]), *(quoted(cell) for cell in row[1:])]) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode()


def quoted(cell: str) -> str:
    """A cell as it is written: in quotes if it would not be read as it stands."""
    if cell.startswith('"') or any(each in cell for each in ';\n\r"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _first(cell: str) -> str:
    # A voter called META would otherwise begin a section.
    return f'"{cell}"' if cell.strip().upper() in NEEDED else quoted(cell)
