"""Names of recordings are read by a pattern, which can be guessed from them."""

from __future__ import annotations

from pathlib import PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipt_review.study.naming import BadPattern, Named, NamePattern, guess_pattern

IDS = st.from_regex(r"[A-Z]{1,3}-?[0-9]{2,4}", fullmatch=True)


@pytest.mark.parametrize(
    ("pattern", "path", "told"),
    [
        (
            "{therapist}-{case}-s{session}",
            "T-04-C-017-S05.mp4",
            Named("T-04", "C-017", 5),
        ),
        ("{therapist}-{case}-s{session}", "anna-c17-s5.mp4", Named("anna", "c17", 5)),
        ("{case}_{session}{part}", "C17_5b.wav", Named("", "C17", 5, "b")),
        (
            "{therapist}/{case}/session {session}",
            "tapes/T-04/C-017/Session 12.mkv",
            Named("T-04", "C-017", 12),
        ),
        ("{case}_{session}-part{part}", "C17_5.wav", Named("", "C17", 5)),
        ("{any}_{case}_s{session}", "2nd camera_C17_s3.mp4", Named("", "C17", 3)),
        ("{therapist}-{case}-s{session}", "C-017 session 5.mp4", None),
        ("{case}-s{session}", "C-017-s5-again.mp4", None),
    ],
)
def test_a_name_tells_what_its_pattern_says(
    pattern: str, path: str, told: Named | None
) -> None:
    assert NamePattern(pattern).read(PurePath(path)) == told


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{case}", "“{session}” is missing"),
        ("{case}{case}{session}", "twice"),
        ("{case}{session}{date}", "“{date}” is unknown"),
    ],
)
def test_a_pattern_that_reads_nothing_says_why(pattern: str, said: str) -> None:
    with pytest.raises(BadPattern) as refused:
        NamePattern(pattern)

    assert said in str(refused.value)


@settings(max_examples=30)
@given(
    st.lists(st.tuples(IDS, IDS, st.integers(1, 20)), min_size=3, unique=True),
    st.sampled_from(["-", "_", " "]),
    st.sampled_from(["s", "session", ""]),
)
def test_the_guessed_pattern_reads_back_what_was_written(
    told: list[tuple[str, str, int]], apart: str, before: str
) -> None:
    names = [
        PurePath(f"{therapist}{apart}{case}{apart}{before}{session:02}.mp4")
        for therapist, case, session in told
    ]

    pattern = guess_pattern(
        names, {case for _, case, _ in told}, {who for who, _, _ in told}
    )

    read = [pattern.read(name) for name in names]
    assert read == [Named(who, case, session) for who, case, session in told]


def test_parts_of_some_sessions_are_guessed_as_such() -> None:
    names = ["T-09-C-101-s1", "T-09-C-101-s2a", "T-09-C-101-s2b", "Mrs. X"]

    pattern = guess_pattern([PurePath(f"{name}.mp4") for name in names], (), ())

    assert pattern.text == "{therapist}-{case}-s{session}{part}"
    assert guess_pattern([PurePath("T-09-C-101-s1.mp4")], (), ()).text == (
        "{therapist}-{case}-s{session}"
    )
