"""Which right each action of the window takes, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.study.permissions import Act
from ipt_review.ui.actions import action
from ipt_review.ui.meeting_actions import KEEPING

if TYPE_CHECKING:
    from collections.abc import Mapping

FREE = frozenset({"Help"})
"""Menus of which everything is open to everybody."""

_USUAL: Mapping[str, Act] = {
    "Edit": Act.SUBMIT,
    "Mark": Act.SUBMIT,
    "Comment": Act.SUBMIT,
    "Rate": Act.SUBMIT,
    "Find": Act.PLAY,
    "Tape": Act.PLAY,
    "View": Act.PLAY,
    "Transcript": Act.PLAY,
    "Compare": Act.SEE_AFTER_OWN,
    "Meeting": Act.SEE_MEETINGS,
}
"""What the actions of a menu take that have no line of their own below."""

_OWN: Mapping[str, Act | None] = {
    "study.new": None,
    "study.open": None,
    "study.demo": None,
    "study.team": None,
    "study.team_take": None,  # the login of the owner is asked for
    "study.team_kept": None,
    "study.team_put": Act.KEEP_STUDY,
    "study.package_open": None,
    "study.audit": Act.SEE_CODING,
    "study.package_return": Act.SUBMIT,
    "study.review_now": None,
    "study.settings": None,
    "study.keys": None,
    "program.quit": None,
    "study.practice": None,  # asked once the demo is open
    "study.add": Act.ADD_TAPE,
    "study.find": Act.FIND_TAPE,
    **dict.fromkeys(
        (
            "library.import_folder",
            "library.import_roster",
            "library.roster_template",
            "library.add_therapist",
            "library.add_case",
            "library.add_session",
            "library.change",
            "library.remove",
        ),
        Act.ADD_TAPE,
    ),
    "library.consent": Act.KEEP_CONSENT,
    "library.destroyed": Act.KEEP_CONSENT,
    "library.progress": Act.SEE_PROGRESS,
    "study.files": Act.FIND_TAPE,
    "study.export": Act.EXPORT_RESEARCH,
    "study.rules": Act.CHANGE_SETTINGS,
    "study.people": Act.CHANGE_ROSTER,
    "study.who": None,
    "study.pin": None,
    "study.passphrase": Act.KEEP_STUDY,
    "study.recovery": Act.KEEP_STUDY,
    "study.backups": None,  # going back to one is asked for in the dialog
    "study.lock": None,
    "edit.history": Act.PLAY,
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
        Act.PLAY,
    ),
    "library.open": Act.PLAY,
    "comment.play": Act.PLAY,
    "table.copy": Act.PLAY,
    "table.all": Act.PLAY,
    "table.play": Act.PLAY,
    "mark.edge": Act.PLAY,
    "mark.previous": Act.PLAY,
    "mark.next": Act.PLAY,
    "mark.unpick": Act.PLAY,
    "code.meaning": Act.PLAY,
    "comment.previous_bookmark": Act.PLAY,
    "comment.next_bookmark": Act.PLAY,
    "comment.list": Act.PLAY,
    "tape.transcript": Act.TRANSCRIBE,
    "transcript.correct": Act.TRANSCRIBE,
    "transcript.speakers": Act.TRANSCRIBE,
    "transcript.remove": Act.TRANSCRIBE,
    "go.command": None,
    "go.library": None,
    "go.codebook": None,
    "go.review": Act.PLAY,
    "go.rate": Act.PLAY,
    "go.compare": Act.SEE_AFTER_OWN,
    **dict.fromkeys(
        (
            "compare.consensus",
            "compare.keep_1",
            "compare.keep_2",
            "compare.keep_3",
            "compare.keep_4",
            "compare.other",
            "compare.leave_out",
            "compare.next_open",
            "compare.submit",
        ),
        Act.ADJUDICATE,
    ),
    "agenda.put": Act.BRING_CLIP,
    **dict.fromkeys(KEEPING, Act.KEEP_MEETINGS),
    "go.meetings": Act.SEE_MEETINGS,
    "go.progress": Act.SEE_PROGRESS,
    "go.ledger": Act.SEE_PORTFOLIO,
    "go.feedback": Act.READ_FEEDBACK,
    "go.case": Act.SEE_CASE,
    "go.export": Act.EXPORT_RESEARCH,
    "go.study": Act.SEE_RELIABILITY,
}

ON_THE_CODING = frozenset({Act.SUBMIT})
"""Rights that depend on who made the coding that is open."""
ON_THE_TAPE = frozenset(
    {Act.PLAY, Act.TRANSCRIBE, Act.FIND_TAPE, Act.READ_FEEDBACK, Act.BRING_CLIP}
)
"""Rights that depend on whose tape is open."""


def act_of(name: str) -> Act | None:
    """Return what right the action with this id takes; None for one free to all.

    Raises:
        KeyError: When neither it nor its menu says so.
    """
    if name in _OWN:
        return _OWN[name]
    menu = action(name).menu
    return None if menu in FREE else _USUAL[menu]
