from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipt_review.domain.problems import BadSpeaker, ReviewError
from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import (
    NOBODY,
    PATIENT,
    THERAPIST,
    Cue,
    Transcript,
    TranscriptChange,
    What,
    other,
)
from ipt_review.store.database import Database
from ipt_review.workflow.coding.transcribing import NoWords, Transcribing, read_file
from ipt_review.workflow.desk import Desk
from tests.builders import SmallStudy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TALK = Transcript(
    (
        Cue(Span(0, 900), THERAPIST, "How was it?"),
        Cue(Span(900, 4_000), PATIENT, "Long."),
        Cue(Span(4_000, 5_000), PATIENT, "Mhm."),
    )
)
SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\nJane Doe: Hi.\n\n"
    "2\n00:00:02,000 --> 00:00:09,000\nMax Roe: A long week it was.\n\nx --> y\nNo.\n"
)


class Disk:
    """Remembers what was kept, and can be full."""

    def __init__(self) -> None:
        self.kept: list[TranscriptChange] = []
        self.full = False

    def save(self, change: TranscriptChange) -> None:
        if self.full:
            raise ReviewError("The disk is full.")
        self.kept.append(change)


class Depth:
    """Stands for the steps of a coding that can be undone."""

    steps = 0

    def __call__(self) -> int:
        return self.steps


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def depth() -> Depth:
    return Depth()


@pytest.fixture
def work(disk: Disk, depth: Depth) -> Transcribing:
    return Transcribing(TALK, disk.save, depth)


def test_the_speaker_of_some_cues_is_changed_and_told(
    work: Transcribing, disk: Disk
) -> None:
    told: list[str] = []
    work.listen(lambda: told.append(work.transcript.cues[2].speaker))
    work.assign([2], THERAPIST)
    assert told == [THERAPIST]
    assert disk.kept == [TranscriptChange(TALK, work.transcript, What.SPEAKERS)]


def test_two_speakers_change_places_at_once(work: Transcribing) -> None:
    work.rename({THERAPIST: PATIENT, PATIENT: other(1)})
    speakers = [cue.speaker for cue in work.transcript.cues]
    assert speakers == [PATIENT, other(1), other(1)]
    with pytest.raises(BadSpeaker):
        work.rename({PATIENT: "Jane"})


def test_words_are_corrected_and_never_emptied(work: Transcribing) -> None:
    work.correct(1, " Very \n long. ")
    assert work.transcript.cues[1].text == "Very long."
    with pytest.raises(NoWords):
        work.correct(1, "  \n")


def test_what_changes_nothing_is_not_kept(work: Transcribing, disk: Disk) -> None:
    work.assign([0], THERAPIST)
    work.correct(1, "Long.")
    work.rename({})
    assert disk.kept == []


def test_what_cannot_be_kept_did_not_happen(work: Transcribing, disk: Disk) -> None:
    disk.full = True
    with pytest.raises(ReviewError, match="full"):
        work.remove()
    assert work.transcript == TALK
    assert not work.undo()


def test_changes_are_undone_and_made_again_one_by_one(
    work: Transcribing, disk: Disk
) -> None:
    work.assign([0], NOBODY)
    work.remove()
    assert work.undo()
    assert work.undo()
    assert work.transcript == TALK
    assert not work.undo()
    assert work.redo()
    assert work.redo()
    assert work.transcript == Transcript()
    assert not work.redo()
    assert [change.what for change in disk.kept][2:] == [
        What.TAKEN_BACK,
        What.TAKEN_BACK,
        What.MADE_AGAIN,
        What.MADE_AGAIN,
    ]


def test_undo_goes_on_after_the_tape_was_left_unless_somebody_else_was_there(
    work: Transcribing, disk: Disk, depth: Depth
) -> None:
    before = work.transcript
    work.correct(0, "Put right.")

    again = Transcribing(work.transcript, disk.save, depth)
    again.go_on_from(work)
    assert again.undo()
    assert again.transcript == before
    assert again.redo()

    other = Transcribing(before, disk.save, depth)
    other.go_on_from(work)
    assert not other.can_undo


def test_undo_goes_back_through_coding_and_transcript_in_their_order(
    work: Transcribing, depth: Depth
) -> None:
    depth.steps = 4
    work.correct(0, "How are you?")
    depth.steps = 5
    assert not work.undo()
    depth.steps = 4
    assert work.undo()
    depth.steps = 3
    assert not work.redo()
    depth.steps = 4
    assert work.redo()


# From captions beside a recording -------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Yield a study whose tape has captions of the right name beside it."""
    captions = tmp_path / "tape.srt"
    captions.write_text(SRT)
    small = SmallStudy()
    database = Database.create(tmp_path / "a.iptstudy", small.study)
    small.put_into(database)
    tape = database.tapes()[0]
    database.change_tape(type(tape)(tape.id, tape.session, tape.length, (), captions))
    yield Desk(database, {small.codebook.name: small.codebook}, lambda: 1)
    database.close()


def sit(desk: Desk) -> Transcribing:
    return desk.sit_down(desk.database.heads()[0].id).transcribing


def test_captions_beside_a_recording_are_taken_in_when_the_tape_is_first_opened(
    desk: Desk,
) -> None:
    work = sit(desk)
    assert [(cue.speaker, cue.text) for cue in work.transcript.cues] == [
        (THERAPIST, "Hi."),
        (PATIENT, "A long week it was."),
    ]
    assert "line 9" in work.notice
    assert desk.database.transcripts.of(desk.database.tapes()[0].id) == work.transcript


def test_captions_are_not_needed_again_and_not_taken_in_again(desk: Desk) -> None:
    captions = desk.database.tapes()[0].captions
    assert captions is not None
    first = sit(desk).transcript
    captions.unlink()
    work = sit(desk)
    assert (work.transcript, work.notice) == (first, "")
    captions.write_text(SRT)
    work.remove()
    assert sit(desk).transcript == Transcript()


def test_a_study_that_can_only_be_read_shows_captions_all_the_same(desk: Desk) -> None:
    desk.database.read_only = True
    assert len(sit(desk).transcript.cues) == 2
    assert not desk.database.transcripts.ever_had(desk.database.tapes()[0].id)


def test_captions_that_cannot_be_read_do_not_keep_a_tape_closed(desk: Desk) -> None:
    captions = desk.database.tapes()[0].captions
    assert captions is not None
    captions.write_text("Dear colleague")
    work = sit(desk)
    assert work.transcript == Transcript()
    assert "cannot be read" in work.notice


def test_a_file_is_read_without_touching_the_study(desk: Desk) -> None:
    captions = desk.database.tapes()[0].captions
    assert captions is not None
    assert {cue.speaker for cue in read_file(captions).cues} == {"Jane Doe", "Max Roe"}
    assert desk.database.transcripts.all() == {}
