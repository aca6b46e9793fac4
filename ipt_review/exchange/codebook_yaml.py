"""YAML as it is written: plain values, and the line that each of them stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from ruamel.yaml import YAML, nodes
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError
from typing_extensions import override
from yaml._yaml import CParser
from yaml.error import YAMLError
from yaml.nodes import MappingNode, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver

from ipt_review.exchange.codebook_problems import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.nodes import Node as QuickNode

    Node: TypeAlias = QuickNode | nodes.Node

Plain: TypeAlias = (
    "bool | int | float | str | list[Plain] | dict[str | int, Plain] | None"
)
"""What a file can hold."""

Place = tuple[str | int, ...]
"""The keys and positions that lead to a value."""

ARROW: Final = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "
_DEEPEST, _DEEPEST_READ = 30, 300
_TAG = "tag:yaml.org,2002:"
_BREAKS = re.compile("[\x85\u2028\u2029]")
"""What ends a line for libyaml, and is a character like others in YAML 1.2."""

_MAPPINGS = MappingNode, nodes.MappingNode
_SEQUENCES = SequenceNode, nodes.SequenceNode
_SCALARS = ScalarNode, nodes.ScalarNode
_NOTHING = {"", "~", "null", "Null", "NULL"}
_YES_AND_NO = {"true", "True", "TRUE", "false", "False", "FALSE"}
_WHOLE = re.compile(r"[-+]?\d{1,15}")
_DECIMAL = re.compile(r"[-+]?\d{1,15}\.\d{0,15}")


@dataclass(frozen=True, slots=True)
class Written:
    """A file's values and where they stand.

    Attributes:
        value: The whole of it.
        lines: Line numbers from 1, by place; of a mapping's entries, the key's.
        faults: What is wrong with the YAML itself.
    """

    value: Plain
    lines: Mapping[Place, int]
    faults: tuple[Fault, ...]

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def path(self, place: Place) -> str:
        """Write a place for a person, entries of a list by their id."""
        words: list[str] = []
        here = self.value
        for step in place:
            listed = isinstance(here, list)
            here = _within(here, step)
            words.append(_entry(here, step) if listed else str(step))
        return ARROW.join(words)

    def fault(self, place: Place, what: str) -> Fault:
        """Say what is wrong at a place."""
        return Fault(self.line(place), self.path(place), what)


def read_written(text: str) -> Written:
    """Take YAML apart, keeping line numbers.

    Keys that are written twice and aliases are faults; a file that is not YAML is
    one fault and no value.
    """
    node = _compose(text)
    if isinstance(node, Fault):
        return Written(None, {}, (node,))
    reading = _Reading()
    value = reading.value(node, ()) if node else None
    bare = Written(value, reading.lines, ())
    faults = [
        Fault(line, bare.path(place), what) for place, line, what in reading.wrong
    ]
    return Written(value, reading.lines, tuple(faults))


def _compose(text: str) -> Node | Fault | None:
    """Return the root of a file, or the one reason why it has none."""
    if not _BREAKS.search(text):
        try:
            return _Composer(text).get_single_node()
        except RecursionError:
            return Fault(1, "", "This is nested too deeply.")
        except YAMLError:
            pass  # told below, in better words
    return _compose_slowly(text)


def _compose_slowly(text: str) -> Node | Fault | None:
    """Do the same in Python, which says more exactly what is wrong with a file."""
    root: Node | None
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Fault(mark.line + 1 if mark else 1, "", _syntax(error))
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return Fault(line, "", "A character stands here that YAML does not allow.")
    return root


class _Composer(CParser, BaseResolver):
    """Makes nodes with libyaml, in a twelfth of the time that Python alone takes.

    What a bare word is follows YAML 1.2 (`no` is a word), which libyaml leaves open.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    @override
    def resolve(
        self,
        kind: type[QuickNode],
        value: str | None,
        implicit: tuple[bool, bool] | bool,
    ) -> str:
        """Return the tag of a node that has none of its own."""
        if kind is not ScalarNode:
            return _TAG + ("map" if kind is MappingNode else "seq")
        bare = isinstance(implicit, tuple) and implicit[0]
        return _TAG + (_kind(value or "") if bare else "str")

    @override
    def descend_resolver(self, parent: QuickNode | None, index: object) -> None:
        """Stop at a depth that nobody writes, before memory for calls runs out."""
        self._depth += 1
        if self._depth > _DEEPEST_READ:
            raise RecursionError

    @override
    def ascend_resolver(self) -> None:
        """Come back from a node."""
        self._depth -= 1


@dataclass(slots=True)
class _Reading:
    """One walk over the nodes of a file."""

    lines: dict[Place, int] = field(default_factory=dict)
    wrong: list[tuple[Place, int, str]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: Node, place: Place) -> Plain:
        """Return what a node holds, and remember its line."""
        self.lines.setdefault(place, _line(node))
        if id(node) in self.seen:
            self._refuse(
                place, self.lines[place], "write this out; an alias (*) is not allowed."
            )
            return None
        self.seen.add(id(node))
        if len(place) > _DEEPEST:
            self._refuse(place, self.lines[place], "this is nested too deeply.")
            return None
        return self._inside(node, place)

    def _inside(self, node: Node, place: Place) -> Plain:
        if isinstance(node, _MAPPINGS):
            return self._mapping(node, place)
        if isinstance(node, _SEQUENCES):
            return [
                self.value(each, (*place, at)) for at, each in enumerate(node.value)
            ]
        return _scalar(node)

    def _mapping(self, node: Node, place: Place) -> Plain:
        values: dict[str | int, Plain] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, _SCALARS):
                self._refuse(
                    place, _line(key_node), "a key must be a word or a number."
                )
                continue
            key = _key(key_node)
            if key in values:
                first = self.lines[(*place, key)]
                what = f"this is written twice, first on line {first}."
                self._refuse((*place, key), _line(key_node), what)
                continue
            self.lines[(*place, key)] = _line(key_node)
            values[key] = self.value(value_node, (*place, key))
        return values

    def _refuse(self, place: Place, line: int, what: str) -> None:
        self.wrong.append((place, line, what))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _key(node: Node) -> str | int:
    key = _scalar(node)
    return key if type(key) is int else str(node.value)


def _scalar(node: Node) -> Plain:
    text = str(node.value)
    kind = str(node.tag).removeprefix(_TAG)
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind == "int" and _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if kind == "float" and _DECIMAL.fullmatch(text) else text


def _kind(text: str) -> str:
    """Say what a bare word is, as the core schema of YAML 1.2 has it."""
    if text in _NOTHING:
        return "null"
    if text in _YES_AND_NO:
        return "bool"
    if _WHOLE.fullmatch(text):
        return "int"
    return "float" if _DECIMAL.fullmatch(text) else "str"


def _syntax(error: MarkedYAMLError) -> str:
    said = " ".join(filter(None, (error.context, error.problem)))
    return f"This is not YAML: {said}."


def _within(value: Plain, step: str | int) -> Plain:
    if isinstance(value, list):
        return value[step] if isinstance(step, int) and step < len(value) else None
    return value.get(step) if isinstance(value, dict) else None


def _entry(value: Plain, step: str | int) -> str:
    own = value.get("id") if isinstance(value, dict) else None
    return own if isinstance(own, str) else f"entry {int(step) + 1}"
