"""The sheet Talk time: one row for each tape with a transcript and each speaker.

It holds numbers only; what was said is in no workbook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipt_review.domain.transcript import NOBODY
from ipt_review.exchange.sheets.identity import short
from ipt_review.exchange.sheets.table import Column, Form, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipt_review.exchange.report import Report
    from ipt_review.exchange.sheets.table import Row

COLUMNS = (
    Column("Case", Form.TEXT, "Handle of the case, never a name."),
    Column("Session", Form.WHOLE, "Number of the session within the case."),
    Column("Therapist", Form.TEXT, "Handle of the therapist on the tape."),
    Column("Tape", Form.TEXT, "First characters of the tape's id."),
    Column(
        "Speaker",
        Form.TEXT,
        "therapist, patient, other 1 and so on; not known where nobody said who it is.",
    ),
    Column("Talk time", Form.TIME, "Tape under the speaker's cues, each ms once."),
    Column("talk_ms", Form.WHOLE, "The same in milliseconds."),
    Column("% of talk", Form.PERCENT, "Share of the talk time of all speakers."),
    Column(
        "Turns",
        Form.WHOLE,
        "Runs of the speaker's cues, ended by another speaker or a silence over 10 s.",
    ),
    Column("Longest monologue", Form.TIME, "The longest turn, its pauses included."),
    Column("longest_ms", Form.WHOLE, "The same in milliseconds."),
    Column("Longest at", Form.MOMENT, "Where on the tape it begins."),
    Column("Silence % of tape", Form.PERCENT, "Share of the tape under no cue at all."),
    Column("Cues beyond tape", Form.WHOLE, "Cues after the tape's end, not counted."),
)
FROZEN = 2


def talk_time(report: Report) -> Sheet:
    """Make the sheet, the same at both privacy levels."""
    return Sheet("Talk time", COLUMNS, _rows(report), frozen=FROZEN)


def _rows(report: Report) -> Iterator[Row]:
    for tape in report.transcribed():
        silence = tape.talk.silence
        for each in tape.talk.speakers:
            longest = each.longest
            yield (
                tape.case.handle,
                tape.session.number,
                tape.therapist.handle,
                short(tape.tape.id),
                "not known" if each.speaker == NOBODY else each.speaker,
                each.time,
                each.time,
                None if each.share is None else 100 * each.share,
                each.turns,
                longest.length if longest else None,
                longest.length if longest else None,
                longest.start if longest else None,
                None if silence is None else 100 * silence,
                tape.talk.beyond,
            )
