"""What must be so for an action to be possible, as data, and why one is not."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from ipt_review.ui.actions import action

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


class Need(Enum):
    """Something that must be so; the value says that it is not."""

    STUDY = "No study is open."
    TAPE = "No tape is open."
    TAPE_IN_HAND = "Open a tape in the library first."
    REVIEW = "It is done in the Review room."
    RATE = "It is done in the Rate room."
    OPENED = "It is done in the Review room or the Rate room."
    DRAFT = "This coding is closed."
    LIBRARY = "It is done in the Library."
    COMMENT = "No comment is picked."
    SOME_MARK = "There is no mark yet."
    MARK = "No mark is picked."
    DONE = "There is nothing to undo here."
    UNDONE = "There is nothing to redo here."
    SOUNDS = "The recording has no second sound track."
    SUBTITLES = "The recording has no subtitles of its own."
    CAPTIONS = "This tape has no captions."
    TRANSCRIPT = "This tape has no transcript."
    SOUND_ONLY = "This tape has a picture."
    COMPARED = "It is done in the Compare room, with two codings."
    MOMENT = "Open a tape first, or go to a disagreement in the Compare room."
    MEETING = "It is done in the Meetings room, with a meeting that is picked."
    MEETINGS = "It is done in the Meetings room."
    CLIP = "No clip is picked in the Meetings room."
    DECIDING = "It is done in the Compare room, while a consensus is decided."


_ON_A_TAPE = (Need.STUDY, Need.TAPE, Need.REVIEW)
_ON_A_MARK = (*_ON_A_TAPE, Need.DRAFT, Need.MARK)
_ON_WORDS = (*_ON_A_TAPE, Need.TRANSCRIPT)
_USUAL: dict[str, tuple[Need, ...]] = {
    **dict.fromkeys(
        ("Mark", "Comment", "Tape", "View", "Transcript", "Find"), _ON_A_TAPE
    ),
    "Library": (Need.STUDY,),
    "Rate": (Need.STUDY, Need.TAPE, Need.RATE, Need.DRAFT),
    "Compare": (Need.STUDY, Need.COMPARED),
    "Meeting": (Need.STUDY, Need.MEETING),
}
"""What the actions of a menu need that have no line of their own below."""

_OWN: dict[str, tuple[Need, ...]] = {
    "study.add": (Need.STUDY,),
    "study.find": (Need.STUDY,),
    "study.team_put": (Need.STUDY,),
    "study.package_return": (Need.STUDY,),
    "study.audit": (Need.STUDY,),
    "study.team_kept": (Need.STUDY,),
    "study.files": (Need.STUDY,),
    "study.rules": (Need.STUDY,),
    "study.people": (Need.STUDY,),
    "study.who": (Need.STUDY,),
    "study.pin": (Need.STUDY,),
    "study.passphrase": (Need.STUDY,),
    "study.recovery": (Need.STUDY,),
    "study.lock": (Need.STUDY,),
    "study.export": (Need.STUDY,),
    "edit.undo": (Need.STUDY, Need.DRAFT, Need.DONE),
    "edit.redo": (Need.STUDY, Need.DRAFT, Need.UNDONE),
    "edit.history": (Need.STUDY, Need.TAPE, Need.OPENED),
    **dict.fromkeys(
        (
            "rate.previous",
            "rate.next",
            "rate.first",
            "rate.last",
            "rate.next_open",
            "rate.play",
            "rate.evidence",
        ),
        (Need.STUDY, Need.TAPE, Need.RATE),
    ),
    "mark.note": (*_ON_A_TAPE, Need.DRAFT, Need.SOME_MARK),
    "mark.delete": _ON_A_MARK,
    "mark.earlier": _ON_A_MARK,
    "mark.later": _ON_A_MARK,
    **dict.fromkeys(
        (
            "mark.edge",
            "mark.earlier_frame",
            "mark.later_frame",
            "mark.earlier_second",
            "mark.later_second",
            "mark.start_here",
            "mark.end_here",
        ),
        _ON_A_MARK,
    ),
    "mark.unpick": (*_ON_A_TAPE, Need.MARK),
    "mark.previous": (*_ON_A_TAPE, Need.SOME_MARK),
    "mark.next": (*_ON_A_TAPE, Need.SOME_MARK),
    "mark.say": (*_ON_A_TAPE, Need.DRAFT, Need.SOME_MARK),
    "code.again": (*_ON_A_TAPE, Need.DRAFT),
    **dict.fromkeys(
        (
            "comment.here",
            "comment.strength",
            "comment.to_try",
            "comment.missed",
            "comment.private",
            "comment.bookmark",
            "comment.from_here",
            "comment.to_here",
        ),
        (*_ON_A_TAPE, Need.DRAFT),
    ),
    "library.open": (Need.STUDY, Need.LIBRARY),
    "comment.play": (*_ON_A_TAPE, Need.COMMENT),
    "comment.change": (*_ON_A_TAPE, Need.DRAFT, Need.COMMENT),
    "comment.remove": (*_ON_A_TAPE, Need.DRAFT, Need.COMMENT),
    "table.edit": _ON_A_MARK,
    "table.play": (*_ON_A_TAPE, Need.MARK),
    "table.code": _ON_A_MARK,
    "table.shift": _ON_A_MARK,
    "table.delete": _ON_A_MARK,
    "table.copy": (*_ON_A_TAPE, Need.MARK),
    "table.paste": (*_ON_A_TAPE, Need.DRAFT),
    "table.all": (*_ON_A_TAPE, Need.SOME_MARK),
    "filter.next": (*_ON_A_TAPE, Need.SOME_MARK),
    "filter.previous": (*_ON_A_TAPE, Need.SOME_MARK),
    "filter.play": (*_ON_A_TAPE, Need.SOME_MARK),
    "coding.submit": (Need.STUDY, Need.TAPE, Need.DRAFT),
    "tape.sound_track": (*_ON_A_TAPE, Need.SOUNDS),
    "tape.subtitles": (*_ON_A_TAPE, Need.SUBTITLES),
    "tape.captions": (*_ON_A_TAPE, Need.CAPTIONS),
    "transcript.follow": _ON_WORDS,
    "transcript.large": (*_ON_WORDS, Need.SOUND_ONLY),
    "transcript.find": _ON_WORDS,
    "transcript.next": _ON_WORDS,
    "transcript.previous": _ON_WORDS,
    "transcript.correct": _ON_WORDS,
    "transcript.speakers": _ON_WORDS,
    "transcript.remove": _ON_WORDS,
    **dict.fromkeys(
        (
            "compare.keep_1",
            "compare.keep_2",
            "compare.keep_3",
            "compare.keep_4",
            "compare.other",
            "compare.leave_out",
            "compare.next_open",
            "compare.submit",
        ),
        (Need.STUDY, Need.DECIDING),
    ),
    "agenda.put": (Need.STUDY, Need.MOMENT),
    "meeting.new": (Need.STUDY, Need.MEETINGS),
    **dict.fromkeys(
        (
            "agenda.play",
            "agenda.again",
            "agenda.talk",
            "agenda.earlier",
            "agenda.later",
            "agenda.change",
            "agenda.remove",
            "agenda.open",
        ),
        (Need.STUDY, Need.CLIP),
    ),
    "go.meetings": (Need.STUDY,),
    "go.review": (Need.STUDY, Need.TAPE_IN_HAND),
    "go.rate": (Need.STUDY, Need.TAPE_IN_HAND),
    "go.progress": (Need.STUDY,),
    "go.ledger": (Need.STUDY,),
    "go.feedback": (Need.STUDY, Need.TAPE_IN_HAND),
    "go.library": (Need.STUDY,),
    "go.compare": (Need.STUDY,),
    "go.case": (Need.STUDY,),
    "go.codebook": (Need.STUDY,),
    "go.export": (Need.STUDY,),
    "go.study": (Need.STUDY,),
}
CODING = (*_ON_A_TAPE, Need.DRAFT)
"""What it needs to put a code or a state on the tape."""


def needs_of(name: str) -> tuple[Need, ...]:
    """Return what the action with this id needs, in the order in which it is told."""
    return _OWN.get(name, _USUAL.get(action(name).menu, ()))


def why_not(needs: tuple[Need, ...], met: AbstractSet[Need]) -> str:
    """Say why something that needs this is not possible, or nothing when it is."""
    return next((need.value for need in needs if need not in met), "")
