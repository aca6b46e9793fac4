from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import (
    NOBODY,
    PATIENT,
    THERAPIST,
    Cue,
    Transcript,
    other,
    transcript_of,
)
from ipt_review.scoring.talk_time import (
    LONGEST_PAUSE,
    SpeakerTime,
    talk_time,
)


def talk(*cues: tuple[str, int, int]) -> Transcript:
    return transcript_of(Cue(Span(a, b), who, "words") for who, a, b in cues)


def test_talk_time_shares_turns_and_the_longest_monologue() -> None:
    made = talk_time(
        talk(
            (THERAPIST, 0, 2_000),
            (PATIENT, 2_000, 5_000),
            (PATIENT, 6_000, 9_000),
            (THERAPIST, 9_000, 10_000),
        ),
        20_000,
    )
    assert made.speakers == (
        SpeakerTime(THERAPIST, 3_000, 3 / 9, 2, Span(0, 2_000)),
        SpeakerTime(PATIENT, 6_000, 6 / 9, 1, Span(2_000, 9_000)),
    )
    assert made.silence == 0.55
    assert made.longest == made.speakers[1]


def test_where_two_talk_at_once_each_is_counted() -> None:
    made = talk_time(talk((THERAPIST, 0, 6_000), (PATIENT, 4_000, 9_000)), 10_000)
    assert [each.time for each in made.speakers] == [6_000, 5_000]
    assert made.silence is not None
    assert round(made.silence, 9) == 0.1


def test_cues_of_one_speaker_that_overlap_count_once() -> None:
    made = talk_time(talk((PATIENT, 0, 6_000), (PATIENT, 2_000, 7_000)), 7_000)
    assert made.speakers[0].time == 7_000
    assert made.silence == 0


def test_a_word_in_between_does_not_end_a_monologue_and_is_a_turn_of_its_own() -> None:
    made = talk_time(
        talk(
            (PATIENT, 0, 9_000),
            (THERAPIST, 3_000, 3_500),
            (PATIENT, 9_500, 12_000),
        ),
        12_000,
    )
    therapist, patient = made.speakers
    assert (patient.turns, patient.longest) == (1, Span(0, 12_000))
    assert (therapist.turns, therapist.longest) == (1, Span(3_000, 3_500))


def test_a_long_silence_ends_a_turn() -> None:
    for pause, turns in ((LONGEST_PAUSE, 1), (LONGEST_PAUSE + 1, 2)):
        made = talk_time(
            talk((PATIENT, 0, 1_000), (PATIENT, 1_000 + pause, 2_000 + pause)), 60_000
        )
        assert made.speakers[0].turns == turns


def test_what_lies_beyond_the_tape_is_not_counted() -> None:
    made = talk_time(
        talk(
            (PATIENT, 0, 1_000), (PATIENT, 9_000, 12_000), (THERAPIST, 10_000, 11_000)
        ),
        10_000,
    )
    therapist, patient = made.speakers
    assert patient.time == 2_000
    assert therapist == SpeakerTime(THERAPIST, 0, 0.0, 0, None)
    assert made.beyond == 1


def test_without_words_there_is_silence_and_without_tape_nothing() -> None:
    assert talk_time(Transcript(), 1_000).silence == 1.0
    assert talk_time(Transcript(), 1_000).longest is None
    assert talk_time(talk((NOBODY, 0, 9)), 0).silence is None
    assert talk_time(talk((NOBODY, 0, 9)), 0).speakers[0].share is None


CUES = st.builds(
    lambda who, start, length: Cue(Span(start, start + length), who, "w"),
    st.sampled_from([THERAPIST, PATIENT, other(1), NOBODY]),
    st.integers(0, 120_000),
    st.integers(0, 30_000),
)


@given(st.lists(CUES, max_size=40), st.integers(1, 130_000))
def test_what_is_counted_holds_together(cues: list[Cue], length: int) -> None:
    made = talk_time(transcript_of(cues), length)
    spoken = {
        ms // 100
        for cue in cues
        for ms in range(cue.span.start, min(cue.span.end, length), 100)
    }
    assert made.silence is not None
    assert 0 <= made.silence <= 1
    assert bool(spoken) <= (made.silence < 1)
    shares = [each.share for each in made.speakers if each.share is not None]
    assert not shares or abs(sum(shares) - 1) < 1e-9
    for each in made.speakers:
        own = [cue for cue in cues if cue.speaker == each.speaker]
        assert 0 <= each.time <= length
        assert each.turns <= len(own)
        assert (each.longest is None) == (each.turns == 0)
        if each.longest is not None:
            assert each.longest.end <= length
            assert any(cue.span.start == each.longest.start for cue in own)


@given(st.lists(CUES, max_size=20, unique_by=lambda cue: cue.span.start))
def test_the_order_in_which_cues_come_changes_nothing(cues: list[Cue]) -> None:
    assert talk_time(transcript_of(cues), 99_000) == talk_time(
        transcript_of(reversed(cues)), 99_000
    )
