from __future__ import annotations

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import NOBODY, PATIENT, THERAPIST, Cue, other
from ipt_review.study.transcript_reading import (
    Named,
    Outside,
    Part,
    Reading,
    assigned,
    goes_on,
    known_part,
    names_of,
    outside,
    propose,
)


def said(*spoken: tuple[str, int, str]) -> Reading:
    """Return a reading of cues one after another: name, length in ms, words."""
    cues, start = [], 0
    for name, length, words in spoken:
        cues.append(Cue(Span(start, start + length), name, words))
        start += length
    return Reading("utf-8", "WebVTT", tuple(cues))


HOUR = said(
    ("Jane Doe", 5_000, "Hi."),
    ("Max Roe", 9_000, "It was a long week."),
    ("Well", 1_000, "I tried."),
    ("", 2_000, "And I did."),
    ("Jane Doe", 2_000, "Yes."),
)


def test_names_come_with_how_much_is_said_under_them() -> None:
    assert names_of(HOUR) == (
        Named("Max Roe", 1, 9_000),
        Named("Jane Doe", 2, 7_000),
        Named("Well", 1, 1_000),
    )


def test_who_talks_longer_of_the_two_who_talk_most_is_proposed_as_patient() -> None:
    assert propose(HOUR) == {
        "Max Roe": Part.PATIENT,
        "Jane Doe": Part.THERAPIST,
        "Well": Part.OTHER,
    }


def test_names_that_say_it_decide_before_talk_time() -> None:
    reading = said(("Client 7", 1_000, "a"), ("S2", 9_000, "b"), ("S3", 10, "c"))
    assert propose(reading) == {
        "Client 7": Part.PATIENT,
        "S2": Part.THERAPIST,
        "S3": Part.OTHER,
    }
    assert known_part("Dr. Bell") is Part.THERAPIST
    assert known_part("John P") is None
    assert known_part("P") is Part.PATIENT


def test_of_a_single_speaker_nothing_is_guessed() -> None:
    assert propose(said(("Speaker 1", 9_000, "a"))) == {"Speaker 1": Part.OTHER}


def test_no_name_is_left_in_a_transcript() -> None:
    made = assigned(HOUR, propose(HOUR), 0, goes_on=False)
    speakers = [cue.speaker for cue in made.cues]
    assert speakers == [THERAPIST, PATIENT, other(1), NOBODY, THERAPIST]


def test_what_is_no_name_goes_back_to_the_words() -> None:
    parts = propose(HOUR) | {"Well": Part.NO_NAME}
    made = assigned(HOUR, parts, 0, goes_on=True)
    assert [cue.text for cue in made.cues][2:4] == ["Well: I tried.", "And I did."]
    assert [cue.speaker for cue in made.cues][1:4] == [PATIENT] * 3


def test_two_names_can_be_one_speaker() -> None:
    parts = propose(HOUR) | {"Well": Part.PATIENT}
    made = assigned(HOUR, parts, 0, goes_on=False)
    assert [cue.speaker for cue in made.cues].count(PATIENT) == 2


def test_a_shift_moves_all_cues_and_none_before_the_tape() -> None:
    made = assigned(HOUR, {}, -6_000, goes_on=False)
    assert [cue.span for cue in made.cues][:3] == [
        Span(0, 0),
        Span(0, 8_000),
        Span(8_000, 9_000),
    ]
    assert len(made.cues) == len(HOUR.cues)
    assert outside(HOUR.cues, -6_000, 10_000) == Outside(before=2, beyond=2)


def test_cues_without_a_name_probably_go_on_where_names_stand_before_a_colon() -> None:
    assert goes_on(HOUR)
    assert not goes_on(said(("", 1, "a"), ("", 1, "b")))
    assert not goes_on(Reading("utf-8", "WebVTT", HOUR.cues, tagged=True))
