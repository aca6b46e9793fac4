"""The codebook of a study: changed, adopted as a new version, taken in and given out.

A study holds every version that one of its codings was made with. Adopting a changed
codebook adds a version that new codings use; codings that exist keep theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ipt_review.domain.coding import CodebookVersion
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.codebook_file import (
    parse_as_written,
    parse_codebook,
    read_text,
)
from ipt_review.exchange.codebook_writing import save_codebook, write_codebook
from ipt_review.exchange.form_sheet import read_form, save_form
from ipt_review.shipped import resource
from ipt_review.study.codebook_carrying import carry_over
from ipt_review.study.codebook_change import TakeBook, TakeForm, apply
from ipt_review.study.codebook_difference import differences
from ipt_review.study.permissions import Act
from ipt_review.workflow.files.opening import CODEBOOK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.workflow.desk import Desk

OWN: Final = "+study."
"""What stands between the version a study began with and its own count."""

_SHEET = ".xlsx"


class NothingToAdopt(ReviewError):
    """A codebook that is the one in use already."""

    def __init__(self, name: CodebookVersion) -> None:
        super().__init__(
            f"Nothing differs from version {name.version}, which is in use.",
            "Change something first.",
        )


@dataclass(frozen=True, slots=True)
class Newer:
    """A newer codebook that came with the program.

    Attributes:
        codebook: It, with the study's own changes carried over, as written.
        version: Which version it is without them.
    """

    codebook: Codebook
    version: str


def in_use(desk: Desk) -> Codebook:
    """Return the codebook that new codings use, as written, to be edited."""
    return as_written(desk, desk.codebook.name)


def adopt(desk: Desk, codebook: Codebook) -> Codebook:
    """Keep a codebook in the study as a new version, for new codings to use.

    Args:
        desk: The study.
        codebook: As written; its version is given here.

    Returns:
        The codebook as raters meet it, under its new version.

    Raises:
        NothingToAdopt: When nothing differs from the version in use.
        CodebookFaulty: When it does not fit together, with every reason.
        NotAllowed: When whoever is at the desk may not change the codebook.
    """
    desk.rights.must(Act.CHANGE_CODEBOOK)
    if not differences(in_use(desk), codebook):
        raise NothingToAdopt(desk.codebook.name)
    kept = desk.database.codebook_versions()
    text = _text(codebook, kept)
    shown = parse_codebook(text, codebook.title)
    desk.database.keep_codebook(shown, text)
    desk.codebooks[shown.name] = shown
    return shown


def next_version(codebook: Codebook, kept: Iterable[CodebookVersion]) -> str:
    """Return the version under which a study would keep a changed codebook.

    It is the version that the study began with, and the study's own count behind it:
    1.0.0, 1.0.0+study.1, 1.0.0+study.2.
    """
    base = codebook.version.partition(OWN)[0]
    counts = [
        int(each.version.removeprefix(base + OWN))
        for each in kept
        if each.id == codebook.id and each.version.startswith(base + OWN)
    ]
    return f"{base}{OWN}{max(counts, default=0) + 1}"


def newer_shipped(desk: Desk, shipped: Codebook | None = None) -> Newer | None:
    """Return the program's codebook, where it is newer than what the study began with.

    What the study changed itself is carried over into it; where both changed the same
    field, the study's value stays.

    Args:
        desk: The study.
        shipped: As written; None for the one that came with the program.
    """
    shipped = shipped or _shipped()
    ours = in_use(desk)
    base = ours.version.partition(OWN)[0]
    if shipped.id != ours.id or _order(shipped.version) <= _order(base):
        return None
    begun = CodebookVersion(ours.id, base)
    if begun not in desk.codebooks:
        return Newer(shipped, shipped.version)
    carried = carry_over(as_written(desk, begun), ours, shipped)
    return Newer(carried, shipped.version)


def take_in(path: Path, codebook: Codebook) -> TakeBook | TakeForm:
    """Read a codebook (.yaml) or a form (.xlsx) as a change to `codebook`.

    Nothing is changed when it fails.

    Raises:
        ReviewError: When the file cannot be read, or does not fit, with every reason.
    """
    if path.suffix.lower() == _SHEET:
        form = read_form(path, codebook)
        change = TakeForm(form.subscales, form.items)
        apply(codebook, change)
        return change
    return TakeBook(parse_as_written(read_text(path), path.name))


def give_out(codebook: Codebook, path: Path) -> None:
    """Write a codebook (.yaml), or its rating form alone (.xlsx).

    Raises:
        FileNotWritten: When it cannot be written there.
    """
    if path.suffix.lower() == _SHEET:
        save_form(codebook, path)
    else:
        save_codebook(codebook, path)


def as_written(desk: Desk, name: CodebookVersion) -> Codebook:
    """Return a version that the study holds, as written."""
    text = desk.database.codebook_text(name)
    return parse_as_written(text, f"{name.id} {name.version}")


def _shipped() -> Codebook:
    file = resource(CODEBOOK)
    return parse_as_written(file.read_text("utf-8"), file.name)


def _text(codebook: Codebook, kept: list[CodebookVersion]) -> str:
    """Return the text to keep: the shipped file untouched, or a version of its own."""
    if codebook.name not in kept and codebook == _shipped():
        return resource(CODEBOOK).read_text("utf-8")
    version = next_version(codebook, kept)
    return write_codebook(replace(codebook, version=version))


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))
