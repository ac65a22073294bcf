"""The columns of a pack definition: where each one's values come from, and what they mean."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic import Field as Key

from leastfirst.ground.tables import Base, Direction, Field, Type


class Strict(BaseModel):
    """A part of a definition: unknown keys and values of another type are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _one_or_more(value: object) -> object:
    return tuple(value) if isinstance(value, list) else (value,)


Tuple = BeforeValidator(_tuple)
Names = Annotated[tuple[str, ...], Tuple]
OneOrMore = BeforeValidator(_one_or_more)


class Share(Strict):
    """A share of 0 to 1: the sum of some columns over the sum of others; missing where the latter is 0."""

    of: Names = Key(min_length=1)
    among: Names = Key(min_length=1)


class Column(Strict):
    """One column of ours: where its values come from, and what they mean.

    Without `share`, `constant`, `is_missing`, `number_rows` or `slug`, the values are those of the raw column `raw`,
    which has our name unless it is stated. `total` is the sum that the column must have. The words of `dimension`,
    `capital` and `kind` are those of definitions/vocabulary; `base` says over whom it is averaged; `reading` says a
    value in plain words, such as "{value} households have too few bedrooms".
    """

    type: Type = "number"
    raw: str | None = None
    title: str
    unit: str = ""
    direction: Direction | None = None
    dimension: str = ""
    capital: str = ""
    kind: str = ""
    base: Base = "residents"
    reading: str = ""
    required: bool = True
    minimum: float | None = None
    maximum: float | None = None
    total: int | None = None
    prefix: str = ""
    share: Share | None = None
    constant: str | bool | None = None
    is_missing: str | None = None
    number_rows: bool = False
    slug: str | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        rules = [self.share, self.constant is not None, self.is_missing, self.number_rows, self.slug, self.raw]
        if sum(bool(each) for each in rules) > 1:
            raise ValueError("say one of raw, share, constant, is_missing, number_rows and slug")
        made: dict[Type, bool] = {
            "number": bool(self.share),
            "boolean": bool(self.is_missing) or isinstance(self.constant, bool),
            "string": bool(self.number_rows or self.slug) or isinstance(self.constant, str),
        }
        if self.made and not made.get(self.type):
            wanted = next(kind for kind, is_made in made.items() if is_made)
            raise ValueError(f"what this rule makes is of the type {wanted}")
        if self.prefix and self.type != "string":
            raise ValueError("only a column of the type string has a prefix")
        return self

    @property
    def made(self) -> bool:
        """Whether the values are made by a rule rather than taken from a raw column of the same meaning."""
        return any((self.share, self.constant is not None, self.is_missing, self.number_rows, self.slug))

    def field(self, name: str) -> Field:
        """What the pack says about this column."""
        limits = (self.minimum, self.maximum) if not self.share else (0.0, 1.0)
        made_of = (self.share.of, self.share.among) if self.share else ((), ())
        return Field(
            name,
            self.type,
            self.title,
            self.unit,
            self.direction,
            self.dimension,
            self.required,
            *limits,
            capital=self.capital,
            kind=self.kind,
            base=self.base,
            numerator=made_of[0],
            denominator=made_of[1],
            reading=self.reading,
        )


class Repeat(Strict):
    """Columns that come again for each of several things, such as the score, rank and decile of every domain.

    `{name}` stands for the key in `over`, and `{raw}`, `{words}` and so on for what stands under it. `{reading}` and
    `{capital}` are empty where nothing stands under it.
    """

    over: dict[str, dict[str, str]]
    columns: dict[str, Column]

    @model_validator(mode="after")
    def _words_known(self) -> Self:
        try:
            self.expand()
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"a name in braces is not known: {error}") from None
        return self

    def expand(self) -> dict[str, Column]:
        """Every column by its own name."""
        expanded = {}
        for name, words in self.over.items():
            known = {"name": name, "dimension": name, "capital": "", "reading": "", **words}
            for pattern, column in self.columns.items():
                texts = {
                    key: value.format_map(known)
                    for key in ("raw", "title", "unit", "dimension", "capital", "kind", "reading")
                    if isinstance(value := getattr(column, key), str) and value
                }
                expanded[pattern.format_map(known)] = column.model_copy(update=texts)
        return expanded
