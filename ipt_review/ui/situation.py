"""What is possible in the window right now, and why the rest is not."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ipt_review.domain.coding import Status
from ipt_review.study.permissions import ANYBODYS
from ipt_review.ui.allowed import ON_THE_CODING, ON_THE_TAPE, act_of
from ipt_review.ui.needs import CODING, Need, needs_of, why_not
from ipt_review.workflow.access.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.permissions import About, Act
    from ipt_review.ui.main_window import KeepsHistory, MainWindow
    from ipt_review.ui.review.reviewing import Reviewing
    from ipt_review.workflow.agreement.deciding import Deciding
    from ipt_review.workflow.desk import Desk, Seat


class Situation:
    """Looks at the window and what is open in it; changes nothing.

    Args:
        desk: Returns the study that is open, if one is.
    """

    def __init__(
        self,
        window: MainWindow,
        reviewing: Reviewing,
        desk: Callable[[], Desk | None],
    ) -> None:
        self._window = window
        self._reviewing = reviewing
        self._desk = desk

    @property
    def desk(self) -> Desk | None:
        """The study that is open."""
        return self._desk()

    @property
    def codebook(self) -> Codebook | None:
        """The codebook of the tape that is open, or else that of the study."""
        seat, desk = self._reviewing.seat, self._desk()
        if seat is not None:
            return seat.codebook
        return desk.codebook if desk is not None else None

    def against(self, name: str) -> str:
        """Say why the action with this id is not possible now, or nothing."""
        return self.against_each((name,))[name]

    def against_each(self, names: Iterable[str]) -> dict[str, str]:
        """Say it of many actions, by their ids; the study is asked once."""
        met, forbids = self.met(), self._forbids()
        return {
            name: why_not(needs_of(name), met)
            or forbids(name)
            or self._window.rate.against(name)
            for name in names
        }

    def forbids(self, name: str) -> str:
        """Say why whoever is at the desk may not do the action, or nothing."""
        return self._forbids()(name)

    def _forbids(self) -> Callable[[str], str]:
        """Return what says it of any action as things are now."""
        desk = self._desk()
        if desk is None:
            return lambda _name: ""
        judge = cache(desk.rights.judge)
        about_tape = cache(desk.rights.about_tape)
        undoes_itself = self._window.room in self._window.histories

        def forbids(name: str) -> str:
            act = act_of(name)
            if act is None or (undoes_itself and act in ON_THE_CODING):
                return ""  # undo is about the room itself there, which asks by itself
            verdict = judge()(act, self._about(act, about_tape))
            return f"{verdict.reason} {verdict.remedy}".strip()

        return forbids

    def against_coding(self) -> str:
        """Say why no code can be put on a tape now, or nothing."""
        return why_not(CODING, self.met())

    def _about(self, act: Act, about_tape: Callable[[UUID], About]) -> About:
        """Return whose that is which lies open and the act is about."""
        seat = self._reviewing.seat
        if seat is not None and act in ON_THE_CODING:
            return Rights.about_coding(seat.review.coding.head)
        if seat is not None and act in ON_THE_TAPE:
            return about_tape(seat.review.tape.id)
        return ANYBODYS

    def met(self) -> frozenset[Need]:
        """Return what of all that actions need is so now."""
        seat, room = self._reviewing.seat, self._window.room
        compare = self._window.compare
        so = {
            Need.STUDY: self._desk() is not None,
            Need.REVIEW: room == "review",
            Need.RATE: room == "rate",
            Need.LIBRARY: room == "library",
            Need.OPENED: room in ("review", "rate"),
            Need.COMPARED: room == "compare" and compare.compares,
            Need.DECIDING: room == "compare" and compare.deciding is not None,
            Need.TAPE_IN_HAND: seat is not None or self._window.tape_waits,
        }
        so |= self._edits(seat)
        so |= self._window.also_met()
        if seat is not None:
            so |= self._of_tape(seat)
        return frozenset(need for need, holds in so.items() if holds)

    def _of_tape(self, seat: Seat) -> dict[Need, bool]:
        coding, tracks = seat.session.coding, self._reviewing.player.tracks
        return {
            Need.TAPE: True,
            Need.SOME_MARK: bool(coding.marks),
            Need.MARK: self._reviewing.marking.picked in coding.marks,
            Need.COMMENT: self._window.review.comments.list.number() is not None,
            Need.SOUNDS: len(tracks.sound) > 1,
            Need.SUBTITLES: bool(tracks.subtitles),
            Need.CAPTIONS: bool(seat.cues),
            Need.TRANSCRIPT: bool(seat.cues),
            Need.SOUND_ONLY: self._window.review.video.sound.shown,
        }

    def _edits(self, seat: Seat | None) -> dict[Need, bool]:
        if self._window.room == "codebook":
            draft = self._window.codebook.draft
            return {Need.DRAFT: True, Need.DONE: draft is not None and draft.can_undo}
        part = self._own_history()
        if part is not None:
            made = {Need.DONE: part.can_undo, Need.UNDONE: part.can_redo}
            return {Need.DRAFT: True, **made}
        if seat is None or self._window.room not in ("review", "rate"):
            return {Need.DRAFT: True}
        history, words = seat.session.history, seat.transcribing
        return {
            Need.DRAFT: seat.session.coding.head.status is Status.DRAFT,
            Need.DONE: bool(history.done) or words.can_undo,
            Need.UNDONE: bool(history.undone) or words.can_redo,
        }

    def _own_history(self) -> KeepsHistory | Deciding | None:
        """Return what keeps a history of its own in the room that is shown."""
        window = self._window
        if window.room == "compare":
            return window.compare.deciding
        return window.histories.get(window.room)
