"""Freezing a study: its manifest is kept, and nothing can be changed any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.reason import reason_given
from ipt_review.domain.sampling import EventKind, StudyEvent
from ipt_review.domain.version import Freeze
from ipt_review.exchange.whole_file import write_whole
from ipt_review.study.freezing import Manifest, NoManifest, differences, manifest_of
from ipt_review.study.permissions import Act

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.study.freezing import Difference
    from ipt_review.workflow.desk import Desk


def manifest_now(desk: Desk) -> Manifest:
    """Return the manifest of the study as it stands, practice left out."""
    database = desk.database
    texts = {
        version: database.codebook_text(version)
        for version in database.codebook_versions()
    }
    return manifest_of(database.codings(), texts, database.study_settings())


def current_freeze(desk: Desk) -> Freeze | None:
    """Return the freeze under which the study stands, if it is frozen."""
    last = desk.database.closings.freezes()[-1:]
    return last[0] if last and last[0].frozen else None


def freeze(desk: Desk, by: Person, reason: str) -> Manifest:
    """Freeze the study and return its manifest.

    Raises:
        ReasonMissing: When no reason is given.
        NotSaved: When something that was entered is not on disk.
    """
    desk.must_be_saved()
    manifest = manifest_now(desk)
    _set(desk, by, reason, manifest)
    return manifest


def thaw(desk: Desk, by: Person, reason: str) -> None:
    """Let the study be changed again; that it was frozen stays on record.

    Raises:
        ReasonMissing: When no reason is given.
    """
    _set(desk, by, reason, None)


def _set(desk: Desk, by: Person, reason: str, manifest: Manifest | None) -> None:
    desk.rights.must(Act.FREEZE, person=by)
    why, at = reason_given(reason), desk.now()
    text = manifest.text() if manifest else ""
    kind = EventKind.FROZEN if manifest else EventKind.THAWED
    detail = f"manifest SHA-256 {manifest.checksum}" if manifest else ""
    desk.database.closings.set_frozen(
        Freeze(at, by.id, why, manifest is not None, text),
        StudyEvent(at, by.id, kind, reason=why, detail=detail),
    )


def save_manifest(manifest: Manifest, path: Path) -> None:
    """Write a manifest to a file of its own."""
    write_whole(path, f"{manifest.text()}\n".encode())


def verify_file(desk: Desk, path: Path) -> list[Difference]:
    """Return what differs between a manifest that was saved and the study as it is.

    Raises:
        NoManifest: When the file is none, or cannot be read.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise NoManifest from None
    return differences(Manifest.read(text), manifest_now(desk))
