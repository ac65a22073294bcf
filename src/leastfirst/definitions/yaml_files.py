"""Read definition files: YAML that was shipped with leastfirst or written by a user.

Every fault becomes one sentence that names the file and the line. A key that stands there twice, an anchor that
contains itself and a document that is no mapping are refused, because YAML readers otherwise guess in silence.
"""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from leastfirst.definitions.yaml_faults import explained
from leastfirst.ground.errors import DefinitionError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import yaml
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")

ENDINGS = (".yaml", ".yml")
# Aliases are kept, but a small file must not unfold into a huge one.
_MOST_NODES = 200_000
# The folders of shipped definitions, and what one of each is called.
_FOLDERS = {
    "indices": "an index",
    "designations": "a designation",
    "comparisons": "a comparison",
    "uncertainties": "a specification of what is uncertain",
    "similarities": "a likeness",
    "formulas": "a formula",
    "funds": "a fund",
    "rule-sheets": "a rule sheet",
    "profiles": "a profile",
    "packs": "a data pack",
    "vocabularies": "a list of words",
    "editions": "an edition",
}


class YamlFile(NamedTuple):
    """The content of a definition file, the sha256 of its bytes, and the file's name for messages."""

    content: dict[str, Any]
    sha256: str
    where: str


def shipped(folder: str) -> list[str]:
    """The ids of the definitions that leastfirst ships in `definitions/<folder>`, in order."""
    here = files("leastfirst.definitions") / folder
    if not here.is_dir():
        return []
    return sorted(each.name.removesuffix(".yaml") for each in here.iterdir() if each.name.endswith(".yaml"))


def read_yaml(path_or_shipped: str | Path, *, folder: str) -> YamlFile:
    """Read a user's YAML file, or the shipped definition of that id in `definitions/<folder>`.

    What ends in .yaml or .yml or holds a path separator is a path; anything else is an id. Raises DefinitionError.
    """
    node, sha256, where = _compose(path_or_shipped, folder)
    return YamlFile(_construct(node, where), sha256, where)


def text_of(path_or_shipped: str | Path, *, folder: str) -> str:
    """The text of a definition file as it stands, for people to read. Raises DefinitionError where there is none."""
    source, where = _find(path_or_shipped, folder)
    try:
        return source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise DefinitionError("it cannot be read", where=where, do=_or_shipped(folder)) from None


def read_model(path_or_shipped: str | Path, *, folder: str, model: type[Model]) -> tuple[Model, str, str]:
    """Read a definition file as `read_yaml` does and check it against a pydantic model.

    Returns the model, the sha256 of the file and its name for messages. Raises DefinitionError with the line of the
    first fault.
    """
    from pydantic import ValidationError

    node, sha256, where = _compose(path_or_shipped, folder)
    try:
        return model.model_validate(_construct(node, where)), sha256, where
    except ValidationError as error:
        raise explained(error, node, where) from None


def beside(named: str, definition: str | Path) -> str | Path:
    """Where a definition that another one names is: an id, or a path that starts from where the other lies."""
    return Path(definition).parent / named if named.endswith(ENDINGS) else named


def _compose(path_or_shipped: str | Path, folder: str) -> tuple[yaml.Node, str, str]:
    import yaml

    source, where = _find(path_or_shipped, folder)
    try:
        raw = source.read_bytes()
    except FileNotFoundError:
        raise DefinitionError("there is no such file", where=where, do=_or_shipped(folder)) from None
    except OSError as error:
        raise DefinitionError(f"it cannot be read ({error.strerror})", where=where) from None
    try:
        text = raw.decode("utf-8-sig")
        # The C reader is ten times faster; it is missing from a few builds of PyYAML.
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise DefinitionError(f"line {line} is not UTF-8 text", where=where, do="save the file as UTF-8") from None
    except yaml.YAMLError as error:
        raise _not_yaml(error, where) from None
    except RecursionError:
        raise DefinitionError("it is nested too deeply", where=where) from None
    if not isinstance(node, yaml.MappingNode):
        line = node.start_mark.line + 1 if node else 1
        raise DefinitionError(
            f"line {line} does not begin a mapping", where=where, do="write 'key: value' lines, beginning with 'id:'"
        )
    _check_nodes(node, where)
    return node, hashlib.sha256(raw).hexdigest(), where


def _find(path_or_shipped: str | Path, folder: str) -> tuple[Traversable, str]:
    text = str(path_or_shipped)
    if isinstance(path_or_shipped, Path) or text.endswith(ENDINGS) or "/" in text or "\\" in text:
        return Path(path_or_shipped), text
    source = files("leastfirst.definitions") / folder / f"{text}.yaml"
    if source.is_file():
        return source, f"{folder}/{text}.yaml"
    elsewhere = [other for other in _FOLDERS if other != folder and text in shipped(other)]
    if elsewhere:
        kind, wanted = _FOLDERS[elsewhere[0]], _FOLDERS[folder]
        raise DefinitionError(f"'{text}' is {kind}, and {wanted} is asked for", do=_or_shipped(folder))
    raise DefinitionError(f"'{text}' is not a definition that leastfirst ships", do=_or_shipped(folder))


def _or_shipped(folder: str) -> str:
    names = ", ".join(shipped(folder))
    return "give the path of a YAML file" + (f" or one of {names}" if names else "")


def _not_yaml(error: yaml.YAMLError, where: str) -> DefinitionError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    line = f"line {mark.line + 1} is" if mark else "it is"
    return DefinitionError(f"{line} not valid YAML ({problem})", where=where, do="mend the line")


def _check_nodes(root: yaml.Node, where: str) -> None:
    """Refuse duplicate keys, anchors that contain themselves, and aliases that unfold without end."""
    import yaml

    sizes: dict[int, int] = {}
    open_nodes: set[int] = set()

    def size(node: yaml.Node) -> int:
        if id(node) in open_nodes:
            line = node.start_mark.line + 1
            raise DefinitionError(f"line {line} begins what contains itself", where=where, do="undo the alias")
        if id(node) in sizes:
            return sizes[id(node)]
        open_nodes.add(id(node))
        total = 1
        if isinstance(node, yaml.MappingNode):
            _check_keys(node, where)
            total += sum(size(key) + size(value) for key, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            total += sum(size(each) for each in node.value)
        open_nodes.discard(id(node))
        sizes[id(node)] = total
        return total

    if size(root) > _MOST_NODES:
        raise DefinitionError("its aliases unfold into more than it may hold", where=where, do="write it out plainly")


def _check_keys(node: yaml.MappingNode, where: str) -> None:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key.value, str):
            raise DefinitionError(f"line {line} has a key that is not a word", where=where, do="write 'key: value'")
        if re.fullmatch(r"[0-9]{3}(\.[0-9]*)?", key.value) and value.value == "":
            raise DefinitionError(
                f"line {line} has a number that is cut in two by its comma",
                where=where,
                do='inside { }, put it in quotes, such as "£1,000"',
            )
        if key.value in seen:
            raise DefinitionError(
                f"line {line} says '{key.value}' a second time (first on line {seen[key.value]})",
                where=where,
                do="keep one of them",
            )
        seen[key.value] = line


def _construct(node: yaml.Node, where: str) -> dict[str, Any]:
    import yaml

    loader = yaml.SafeLoader("")
    try:
        content: dict[str, Any] = loader.construct_document(node)
    except yaml.YAMLError as error:
        raise _not_yaml(error, where) from None
    except (ValueError, OverflowError) as error:  # a date such as 2021-13-45, a number too large
        raise DefinitionError(f"a value is not valid YAML ({error})", where=where, do="put it in quotes") from None
    finally:
        loader.dispose()
    return content
