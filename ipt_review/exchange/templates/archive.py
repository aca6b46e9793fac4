"""A template as a file: its parts, its sheets, and what stands in their cells."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile, ZipFile

from lxml import etree
from openpyxl.formula.translate import Translator

from ipt_review.exchange.templates.problems import BadTemplate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Element = Any
"""An element of lxml, whose types nobody tells."""

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATION: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
)
BOOK: Final = "xl/workbook.xml"
STYLES: Final = "xl/styles.xml"
TYPES: Final = "[Content_Types].xml"
CHAIN: Final = "xl/calcChain.xml"
LARGEST: Final = 100 * 1024 * 1024
"""How large (bytes) a template may be when it is unpacked."""

OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)


def tag(name: str) -> str:
    """Return the name of an element as lxml writes it."""
    return f"{{{MAIN}}}{name}"


def row_of(cell: str) -> int:
    """Return the row of a cell: 7 of “B7”."""
    return int(re.sub(r"\D", "", cell))


@dataclass
class TemplateSheet:
    """One sheet of a template.

    Attributes:
        part: Where its XML lies in the file.
        root: That XML.
        texts: What stands in its cells as text, by cell.
    """

    title: str
    part: str
    root: Element
    texts: dict[str, str]

    @property
    def data(self) -> Element:
        """The element with the rows."""
        return self.root.find(tag("sheetData"))

    def rows(self) -> Iterator[Element]:
        """Yield the rows that the file has."""
        yield from self.data.iter(tag("row"))


@dataclass
class Template:
    """A template that was read.

    Attributes:
        parts: All files in it, by name and in order.
    """

    path: Path
    parts: dict[str, bytes]
    sheets: tuple[TemplateSheet, ...]


def read_template(path: Path) -> Template:
    """Read a template whole; it is small.

    Raises:
        BadTemplate: When it is none, is encrypted, has macros, or is missing.
    """
    try:
        parts = _parts(path)
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise BadTemplate.unreadable(path, why) from error
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadTemplate.unreadable(path, _why_no_zip(path)) from error
    if BOOK not in parts or TYPES not in parts:
        raise BadTemplate.unreadable(path, "it is no Excel workbook")
    if b"macroEnabled" in parts[TYPES]:
        raise BadTemplate.unreadable(path, "it is a workbook with macros")
    if STRICT in parts[BOOK]:
        raise BadTemplate.unreadable(path, "it is a “Strict Open XML” workbook")
    try:
        return Template(path, parts, tuple(_sheets(parts)))
    except (etree.XMLSyntaxError, KeyError, IndexError, ValueError) as error:
        raise BadTemplate.unreadable(path, "the file is damaged") from error


def parsed(part: bytes) -> Element:
    """Return the XML of a part."""
    return etree.fromstring(part, _PARSER)


def written(root: Element) -> bytes:
    """Return XML as a part."""
    made: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return made


def _parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        if sum(each.file_size for each in archive.infolist()) > LARGEST:
            raise BadTemplate.unreadable(path, "it is larger than 100 MB")
        return {
            each.filename: archive.read(each)
            for each in archive.infolist()
            if not each.is_dir()
        }


def _why_no_zip(path: Path) -> str:
    found = path.read_bytes()
    if not found.startswith(OLE):
        return "it is no Excel workbook"
    if ENCRYPTED in found:
        return "it is protected by a password"
    return "it is a workbook of an old kind (.xls)"


def _sheets(parts: dict[str, bytes]) -> Iterator[TemplateSheet]:
    targets = {
        each.get("Id"): posixpath.normpath(
            posixpath.join("xl", each.get("Target")).replace("xl//", "")
        ).lstrip("/")
        for each in parsed(parts["xl/_rels/workbook.xml.rels"])
    }
    shared = _shared(parts)
    for each in parsed(parts[BOOK]).iter(tag("sheet")):
        part = targets[each.get(RELATION)]
        root = parsed(parts[part])
        if root.tag == tag("worksheet"):  # and no sheet that is a chart
            _unshare(root)
            yield TemplateSheet(each.get("name"), part, root, _texts(root, shared))


def _shared(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    root = parsed(parts["xl/sharedStrings.xml"])
    return [_text(each) for each in root.iter(tag("si"))]


def _text(element: Element) -> str:
    """Return a text without the signs above it that say how it is read aloud."""
    return "".join(
        each.text or ""
        for each in element.iter(tag("t"))
        if each.getparent().tag != tag("rPh")
    )


def _texts(root: Element, shared: list[str]) -> dict[str, str]:
    found = {}
    for cell in root.iter(tag("c")):
        kind, value = cell.get("t"), cell.find(tag("v"))
        if cell.find(tag("f")) is not None:
            continue
        if kind == "s" and value is not None:
            found[cell.get("r")] = shared[int(value.text)]
        elif kind == "inlineStr":
            found[cell.get("r")] = _text(cell)
    return found


def _unshare(root: Element) -> None:
    """Give each cell its own formula, where several share one."""
    masters: dict[str, tuple[str, str]] = {}
    for cell in root.iter(tag("c")):
        formula = cell.find(tag("f"))
        if formula is None or formula.get("t") != "shared":
            continue
        if formula.text:
            masters[formula.get("si")] = f"={formula.text}", cell.get("r")
        else:
            text, origin = masters[formula.get("si")]
            moved = Translator(text, origin=origin).translate_formula(cell.get("r"))
            formula.text = moved[1:]
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)
