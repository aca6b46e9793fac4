"""What happens in the Codebook room: versions adopted, files taken in and given out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ipt_review.domain.problems import ReviewError
from ipt_review.study.codebook_change import TakeBook
from ipt_review.ui import wording
from ipt_review.ui.codebook.files import ask_file_to_read, ask_file_to_write
from ipt_review.workflow.codebooks.codebook_drafts import keep_draft, kept_draft
from ipt_review.workflow.codebooks.codebooks import (
    adopt,
    give_out,
    in_use,
    newer_shipped,
    take_in,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.codebook.screen import CodebookScreen
    from ipt_review.workflow.desk import Desk


KEEP_AFTER = 2_000
"""So many ms after the last change a draft is kept."""
BACK = "Your draft is back as you left it; adopt it, go on, or undo."


class CodebookEditing(QObject):
    """Brings the Codebook screen and the study together.

    Args:
        screen: Where the codebook is edited.
        home: Folder for proposed files.
    """

    def __init__(self, screen: CodebookScreen, home: Path) -> None:
        super().__init__(screen)
        self.screen = screen
        self._home = home
        self._desk: Desk | None = None
        self._keeping = QTimer(self, interval=KEEP_AFTER, singleShot=True)
        self._keeping.timeout.connect(self.keep)
        screen.drafted.connect(self._keeping.start)
        screen.adopt_wanted.connect(self.adopt)
        screen.take_in_wanted.connect(self._ask_take_in)
        screen.give_out_wanted.connect(self._ask_give_out)
        screen.newer_wanted.connect(self.look_at_newer)

    def enter(self, desk: Desk) -> None:
        """Show the codebook of this study; a draft of it stays, or is brought back."""
        other = desk is not self._desk
        if other:
            self.leave()
            self._desk = desk
            self.screen.forget()
        newer = newer_shipped(desk)
        self.screen.show_codebook(in_use(desk), newer.version if newer else "")
        if other:
            self._bring_back(desk)

    def leave(self) -> None:
        """Keep the draft and let go of the study."""
        if self._keeping.isActive():
            self.keep()
        self._desk = None

    def keep(self) -> None:
        """Keep the draft beside the study, as it is now."""
        self._keeping.stop()
        desk, draft = self._desk, self.screen.draft
        if desk is None or draft is None:
            return
        try:
            keep_draft(desk, draft.codebook)
        except ReviewError as problem:
            self.screen.tell(str(problem), good=False)

    def _bring_back(self, desk: Desk) -> None:
        try:
            kept = kept_draft(desk)
        except ReviewError as problem:
            self.screen.tell(str(problem), good=False)
            return
        if kept is not None and self.screen.take(TakeBook(kept)):
            self.screen.show_changes()
            self.screen.tell(BACK)
        self._keeping.stop()  # what was just read need not be written

    def do(self, name: str) -> bool:
        """Do the action with this id; say whether it is one of this room."""
        if name != "edit.undo":
            return False
        self.screen.undo()
        return True

    def adopt(self, codebook: Codebook) -> bool:
        """Keep the draft as a new version; say whether it is in use now."""
        desk = self._desk
        if desk is None:
            return False
        try:
            shown = adopt(desk, codebook)
        except ReviewError as problem:
            self.screen.tell(str(problem), good=False)
            return False
        self.enter(desk)
        self.keep()
        heads = [head for head in desk.database.heads() if head.codebook != shown.name]
        keep = wording.how_many(len(heads), "coding")
        verb = "keeps its" if len(heads) == 1 else "keep their"
        self.screen.tell(
            f"New codings use version {shown.version} now; {keep} {verb} own."
        )
        return True

    def take_in(self, path: Path, codebook: Codebook) -> bool:
        """Take a file into the draft; say whether it could be."""
        try:
            change = take_in(path, codebook)
        except ReviewError as problem:
            self.screen.tell(str(problem), good=False)
            return False
        if not self.screen.take(change):
            return False
        self.screen.show_changes()
        self.screen.tell(f"“{path.name}” is in the draft; adopt it or undo.")
        return True

    def give_out(self, path: Path, codebook: Codebook) -> bool:
        """Write the draft to a file; say whether it is there."""
        try:
            give_out(codebook, path)
        except ReviewError as problem:
            self.screen.tell(str(problem), good=False)
            return False
        self.screen.tell(f"Written to {path}.")
        return True

    def look_at_newer(self) -> None:
        """Take the program's newer codebook into the draft, and show what differs."""
        newer = newer_shipped(self._desk) if self._desk is not None else None
        if newer is None or not self.screen.take(TakeBook(newer.codebook)):
            return
        self.screen.show_changes()
        self.screen.tell(
            f"Version {newer.version} with your own changes is in the draft; "
            "look it through, then adopt it or undo."
        )

    def _ask_take_in(self, codebook: Codebook) -> None:
        path = ask_file_to_read(self.screen, self._home)
        if path is not None:
            self.take_in(path, codebook)

    def _ask_give_out(self, codebook: Codebook) -> None:
        path = ask_file_to_write(self.screen, self._home / f"{codebook.id}.yaml")
        if path is not None:
            self.give_out(path, codebook)
