"""The transcript of one tape in one sitting: the only way in which it changes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.transcript import (
    Transcript,
    TranscriptChange,
    What,
    check_speaker,
)
from ipt_review.exchange.caption_encoding import ENCODINGS
from ipt_review.exchange.captions import read_captions
from ipt_review.study.permissions import NotAllowed
from ipt_review.study.transcript_reading import assigned, goes_on, propose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from ipt_review.domain.review import Review
    from ipt_review.domain.tape import Tape
    from ipt_review.store.database import Database
    from ipt_review.study.transcript_reading import Reading

__all__ = ["ENCODINGS", "SUFFIXES", "Transcribing", "read_file", "transcribing_of"]

SUFFIXES = (".vtt", ".srt")


@dataclass(frozen=True, slots=True)
class _Done:
    """A change, and how many steps of the coding had been done when it was made."""

    change: TranscriptChange
    depth: int


class Transcribing:
    """Makes changes, keeps each before it counts as made, and tells who listens.

    Changes of a transcript and steps of a coding are undone in the order in which
    they were made; the former only until the study is closed, since it keeps no words
    that were taken out of it.

    Args:
        transcript: As it is stored.
        save: Puts a change on disk, and raises when it cannot; then nothing changes.
        depth: Returns how many steps of the coding can be undone now.
        notice: What there is to say about where the transcript comes from.
    """

    def __init__(
        self,
        transcript: Transcript,
        save: Callable[[TranscriptChange], None],
        depth: Callable[[], int],
        notice: str = "",
    ) -> None:
        self.transcript = transcript
        self.notice = notice
        self._save = save
        self._depth = depth
        self._done: list[_Done] = []
        self._undone: list[_Done] = []
        self._listeners: list[Callable[[], None]] = []

    def go_on_from(self, earlier: Transcribing) -> None:
        """Take up what can be undone from an earlier sitting at the same tape.

        If somebody else changed the transcript since then, nothing of it fits.
        """
        if earlier.transcript == self.transcript:
            self._done, self._undone = [*earlier._done], [*earlier._undone]

    def listen(self, listener: Callable[[], None]) -> None:
        """Have `listener` called after every change, once it is saved."""
        self._listeners.append(listener)

    def take_in(self, transcript: Transcript) -> None:
        """Have this transcript in place of the one that was there."""
        self._make(transcript, What.IMPORTED)

    def remove(self) -> None:
        """Take the transcript out of the study."""
        self._make(Transcript(), What.REMOVED)

    def assign(self, rows: Iterable[int], speaker: str) -> None:
        """Say who speaks in these cues.

        Raises:
            BadSpeaker: When the speaker is told by a name.
        """
        cues, said_by = self.transcript.cues, check_speaker(speaker)
        changed = {row: replace(cues[row], speaker=said_by) for row in rows}
        self._make(self.transcript.with_cues(changed), What.SPEAKERS)

    def rename(self, speakers: Mapping[str, str]) -> None:
        """Say of all cues of a speaker that they are another's, of several at once.

        Raises:
            BadSpeaker: When a speaker is told by a name.
        """
        changed = {
            row: replace(cue, speaker=check_speaker(speakers[cue.speaker]))
            for row, cue in enumerate(self.transcript.cues)
            if cue.speaker in speakers
        }
        self._make(self.transcript.with_cues(changed), What.SPEAKERS)

    def correct(self, row: int, text: str) -> None:
        """Write the words of a cue anew.

        Raises:
            NoWords: When there are none.
        """
        said = " ".join(text.split())
        if not said:
            raise NoWords
        cue = replace(self.transcript.cues[row], text=said)
        self._make(self.transcript.with_cues({row: cue}), What.WORDS)

    @property
    def can_undo(self) -> bool:
        """Whether the last thing done was a change of the transcript."""
        return bool(self._done) and self._done[-1].depth == self._depth()

    @property
    def can_redo(self) -> bool:
        """Whether the next thing to make again is a change of the transcript."""
        return bool(self._undone) and self._undone[-1].depth == self._depth()

    def undo(self) -> bool:
        """Take the last change back, unless a step of the coding came after it."""
        return self.can_undo and self._go(
            self._done, self._undone, TranscriptChange.reversed
        )

    def redo(self) -> bool:
        """Make the last undone change again, unless a step of the coding is due."""
        return self.can_redo and self._go(
            self._undone, self._done, TranscriptChange.again
        )

    def _go(
        self,
        source: list[_Done],
        target: list[_Done],
        how: Callable[[TranscriptChange], TranscriptChange],
    ) -> bool:
        self._keep(how(source[-1].change))
        target.append(source.pop())
        self._tell()
        return True

    def _make(self, after: Transcript, what: What) -> None:
        if after == self.transcript:
            return
        change = TranscriptChange(self.transcript, after, what)
        self._keep(change)
        self._done.append(_Done(change, self._depth()))
        self._undone.clear()
        self.notice = ""
        self._tell()

    def _keep(self, change: TranscriptChange) -> None:
        self._save(change)
        self.transcript = change.after

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


class NoWords(ReviewError):
    """A cue was to be left without words."""

    def __init__(self) -> None:
        super().__init__("A cue needs words.", "Write what is said in it.")


def read_file(path: Path, encoding: str | None = None) -> Reading:
    """Read a caption file; nothing of it is in the study yet.

    Args:
        path: A WebVTT or SubRip file.
        encoding: One of `ENCODINGS`, or None to find it out.

    Raises:
        CaptionsUnreadable: When it is no caption file or cannot be read.
    """
    return read_captions(path, encoding)


def transcribing_of(
    database: Database,
    review: Review,
    now: Callable[[], int],
    depth: Callable[[], int],
    allow: Callable[[], None] = lambda: None,
) -> Transcribing:
    """Return what changes the transcript of a tape, as whoever reviews it does.

    Captions beside the recording of a tape that never had a transcript are taken into
    the study now, with speakers as proposed; where nothing may be written they are
    shown all the same. `allow` is asked before each change that a person makes, and
    raises where they may not.
    """
    kept, tape = database.transcripts, review.tape

    def save(change: TranscriptChange) -> None:
        allow()
        kept.change(tape.id, change, review.rater.id, now())

    if review.withheld:
        return Transcribing(Transcript(), partial(_refuse, review), depth)
    made = Transcribing(kept.of(tape.id), save, depth)
    if tape.captions is None or not tape.captions.is_file() or kept.ever_had(tape.id):
        return made
    try:
        found, notice = _taken_from(tape.captions)
    except ReviewError as problem:
        made.notice = str(problem)
        return made
    if database.is_writable:
        change = TranscriptChange(made.transcript, found, What.IMPORTED)
        with suppress(NotAllowed):
            kept.change(tape.id, change, None, now())
    return Transcribing(found, save, depth, notice)


def words_of(database: Database, tape: Tape) -> Transcript:
    """Return what is said on a tape for somebody who only reads it; keeps nothing."""
    kept, captions = database.transcripts, tape.captions
    stored = kept.of(tape.id)
    if captions is None or not captions.is_file() or kept.ever_had(tape.id):
        return stored
    try:
        return _taken_from(captions)[0]
    except ReviewError:
        return stored


def _refuse(review: Review, _change: TranscriptChange) -> None:
    """Keep nothing of a tape whose words are withheld with it."""
    raise NotAllowed(review.withheld)


def _taken_from(captions: Path) -> tuple[Transcript, str]:
    """Read captions beside a recording; return what is to be said about that."""
    reading = read_captions(captions)
    transcript = assigned(reading, propose(reading), 0, goes_on=goes_on(reading))
    notice = "Taken from the captions beside the recording; who speaks is proposed."
    if reading.faults:
        lines = ", ".join(str(fault.line) for fault in reading.faults[:3])
        more = " …" if len(reading.faults) > 3 else ""  # noqa: PLR2004
        notice += f" Not everything in the file fits (line {lines}{more})."
    return transcript, notice
