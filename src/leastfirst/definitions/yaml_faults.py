"""The first fault of a definition in one plain sentence, with the line and the key where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from leastfirst.ground.errors import DefinitionError

if TYPE_CHECKING:
    import yaml
    from pydantic import ValidationError

# What an item of a list is called by, where it says so itself.
_NAMES = ("id", "code")
_MOST_NAMED = 3


def explained(error: ValidationError, node: yaml.Node, where: str) -> DefinitionError:
    """A sentence for the first of the faults that pydantic found; `node` is the document, `where` its name.

    An item of a list is named by its own id or code, or by its number, counted from 1.
    """
    # A misspelt key is both unknown and missing: name it as it was written, because that is where to look.
    faults: list[Any] = sorted(error.errors(include_url=False), key=lambda each: each["type"] != "extra_forbidden")
    first, *others = faults
    at, line = _place_of(first, node)
    also = ""
    if others:
        lines = sorted({_place_of(each, node)[1] for each in others})
        named = f": line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"
        also = f" (and {len(others)} more{named if len(lines) <= _MOST_NAMED and lines != [line] else ''})"
    start = f"line {line}, {at}" if at else f"line {line}"
    return DefinitionError(f"{start}: {_message(first)}{also}", where=where, do="mend the definition")


def _place_of(fault: Mapping[str, Any], node: yaml.Node) -> tuple[str, int]:
    """The keys that lead to a fault, joined by dots, and its line."""
    path, line = [], node.start_mark.line + 1
    for step in fault["loc"]:
        below = _below(node, step)
        if below is None:
            # A name that pydantic puts in for one branch of a union, or a key that is missing: the last line holds.
            if fault["type"] == "missing" and step == fault["loc"][-1]:
                path.append(_called(step, None))
            continue
        node, line = below
        path.append(_called(step, node))
    return ".".join(path), line


def _called(step: str | int, item: yaml.Node | None) -> str:
    if not isinstance(step, int):
        return step
    import yaml

    pairs = item.value if isinstance(item, yaml.MappingNode) else ()
    said = {key.value: value.value for key, value in pairs}
    names = [said[each] for each in _NAMES if isinstance(said.get(each), str) and said[each]]
    return names[0] if names else str(step + 1)


def _below(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    import yaml

    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark.line + 1
    return None


def _message(fault: Mapping[str, Any]) -> str:
    """What is wrong, without the words of the library that found it."""
    words = _WORDS.get(fault["type"])
    if words:
        return words(fault.get("ctx", {}), fault["input"])
    message: str = fault["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _number(bound: float) -> str:
    return f"{int(bound):,}" if bound == int(bound) else str(float(bound))


def _too_few(ctx: Mapping[str, Any], _: object) -> str:
    least, has = ctx["min_length"], ctx["actual_length"]
    if not has:
        return "it is empty: name one or more" if least == 1 else f"it is empty: name {least} or more"
    return f"it names {has}, and {least} or more are needed"


def _unknown_kind(ctx: Mapping[str, Any], _: object) -> str:
    key = ctx["discriminator"].strip("'")
    return f"`{key}: {ctx['tag']}` is not known; use {_or(ctx['expected_tags'].split(', '))}"


def _or(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


# What a pattern of ours asks for.
_PATTERNS = {
    r"^[a-z0-9][a-z0-9-]*$": "write small letters, figures and hyphens, such as my-fund",
    r"^[a-z][a-z0-9_]*$": "write small letters, figures and underscores, and begin with a letter",
    r"^[A-Za-z0-9][A-Za-z0-9-]*$": "write letters, figures and hyphens",
    r"^[a-z0-9][a-z0-9-]*\.[a-z0-9_]+$": "write a table and its column, such as imd-2025.imd_score",
}


def _pattern(ctx: Mapping[str, Any], said: object) -> str:
    how = _PATTERNS.get(ctx["pattern"], f"it has to match {ctx['pattern']}")
    return f"'{said}' will not do here: {how}"


def _same(words: str) -> Callable[[Mapping[str, Any], object], str]:
    return lambda ctx, said: words


_WORDS: dict[str, Callable[[Mapping[str, Any], Any], str]] = {
    "extra_forbidden": _same("it is not a known key"),
    "missing": _same("it is missing"),
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": lambda ctx, _: f"it does not say its `{ctx['discriminator'].strip(chr(39))}`",
    "literal_error": lambda ctx, said: f"'{said}' is not known; use {ctx['expected']}",
    "too_short": _too_few,
    "too_long": lambda ctx, _: f"it names {ctx['actual_length']}, and {ctx['max_length']} is the most",
    "string_too_short": _same("it is empty"),
    "string_type": lambda _, said: (
        "it is not text" if isinstance(said, list | dict) else "it is not text; put it in quotes"
    ),
    "string_pattern_mismatch": _pattern,
    "greater_than_equal": lambda ctx, _: f"it has to be {_number(ctx['ge'])} or more",
    "greater_than": lambda ctx, _: f"it has to be more than {_number(ctx['gt'])}",
    "less_than_equal": lambda ctx, _: f"it has to be {_number(ctx['le'])} or less",
    "less_than": lambda ctx, _: f"it has to be less than {_number(ctx['lt'])}",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), _same("it is not a whole number")),
    **dict.fromkeys(("float_type", "float_parsing"), _same("it is not a number")),
    **dict.fromkeys(("bool_type", "bool_parsing"), _same("say true or false")),
    **dict.fromkeys(("list_type", "tuple_type"), _same("it is not a list: write [this, that]")),
    **dict.fromkeys(
        ("dict_type", "mapping_type", "model_type", "model_attributes_type"),
        _same("write it as keys and values, such as {key: value}"),
    ),
}
