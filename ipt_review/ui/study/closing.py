"""What is done on the pages for codings and for the freeze."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from ipt_review.ui.study.asking import ask_reason
from ipt_review.ui.study.versions_dialog import VersionsDialog
from ipt_review.workflow.library.tape_names import TapeNames
from ipt_review.workflow.rating.submitting import as_it_was, lock, reopen
from ipt_review.workflow.studies.freezing import (
    current_freeze,
    freeze,
    manifest_now,
    save_manifest,
    thaw,
    verify_file,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipt_review.domain.coding import CodingHead
    from ipt_review.domain.people import Person
    from ipt_review.ui.study.screen import StudyScreen
    from ipt_review.workflow.desk import Desk

    Do = Callable[[Callable[[Desk, Person], object]], bool]

MANIFEST = "Manifests (*.json)"
REOPEN = "It is kept as it is now; its rater can change it and submits it anew."
FREEZE = "Nothing in the study can be changed until somebody lifts the freeze."
THAW = "The study can be changed again. That it was frozen stays in its log."


class Closing(QObject):
    """Opens, locks and shows codings; freezes the study and verifies manifests.

    Args:
        screen: The Study room.
        do: Does something with the study and the person at the desk, tells what went
            wrong, and shows the room anew.
    """

    def __init__(self, screen: StudyScreen, do: Do) -> None:
        super().__init__(screen)
        self._screen = screen
        self._do = do
        self._desk: Desk | None = None
        page = screen.codings
        page.reopen_wanted.connect(self._reopen)
        page.lock_wanted.connect(
            lambda head: do(lambda desk, by: lock(desk, by, head.id))
        )
        page.versions_wanted.connect(self._show_versions)
        screen.freeze.freeze_wanted.connect(self._freeze)
        screen.freeze.thaw_wanted.connect(self._thaw)
        screen.freeze.save_wanted.connect(self._save)
        screen.freeze.verify_wanted.connect(self._verify)

    def show(self, desk: Desk, person: Person | None) -> None:
        """Show whether the study is frozen."""
        self._desk = desk
        now = current_freeze(desk)
        by = TapeNames(desk.holdings()).person(now.by) if now else ""
        writable = not desk.database.read_only and person is not None
        self._screen.freeze.show_state(now, by, writable=writable)

    def leave(self) -> None:
        """Let go of the study."""
        self._desk = None

    def _reopen(self, head: CodingHead) -> None:
        reason = ask_reason(self._screen, "Open again…", REOPEN)
        if reason is not None:
            self._do(lambda desk, by: reopen(desk, by, head.id, reason))

    def _show_versions(self, head: CodingHead) -> None:
        desk = self._desk
        if desk is None:
            return
        dialog = VersionsDialog(
            as_it_was(desk, head.id),
            desk.codebooks[head.codebook],
            TapeNames(desk.holdings()).person,
            self._screen,
        )
        dialog.exec()
        dialog.deleteLater()

    def _freeze(self) -> None:
        reason = ask_reason(self._screen, "Freeze the study…", FREEZE)
        if reason is not None:
            self._do(lambda desk, by: freeze(desk, by, reason))

    def _thaw(self) -> None:
        reason = ask_reason(self._screen, "Lift the freeze…", THAW)
        if reason is not None:
            self._do(lambda desk, by: thaw(desk, by, reason))

    def _save(self) -> None:
        desk = self._desk
        if desk is None:
            return
        code = desk.database.study().code
        proposed = desk.database.folder / f"{code} manifest.json"
        chosen, _ = QFileDialog.getSaveFileName(
            self._screen, "Save the manifest", str(proposed), MANIFEST
        )
        if not chosen:
            return

        def save(desk: Desk, _by: Person) -> None:
            manifest = manifest_now(desk)
            save_manifest(manifest, Path(chosen))
            sentence = f"● Written: {chosen}\nSHA-256 of the whole: {manifest.checksum}"
            self._screen.freeze.tell_saved(sentence)

        self._do(save)

    def _verify(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self._screen, "Verify a manifest", "", MANIFEST
        )
        if chosen:
            self._do(
                lambda desk, _by: self._screen.freeze.tell_differences(
                    verify_file(desk, Path(chosen))
                )
            )
