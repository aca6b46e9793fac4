"""Files of a tape while somebody arranges them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.splice import gaps
from ipt_review.domain.tape import MediaFile
from ipt_review.ui.tape_files.draft import Draft
from ipt_review.workflow.library.piecing import session_length


def _file(name: str, offset: int = 0, length: int = 10_000) -> MediaFile:
    return MediaFile(Path(f"/tapes/{name}"), offset, length, 1, f"{name}-print")


FILES = st.lists(
    st.builds(_file, st.text("abc", min_size=1), st.integers(0, 99_999)),
    min_size=1,
    max_size=5,
    unique_by=lambda file: file.path,
)
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("nudged"), st.integers(-200_000, 200_000)),
        st.tuples(st.just("exchanged"), st.sampled_from([-1, 1])),
        st.tuples(st.just("picking"), st.integers(-2, 9)),
        st.tuples(st.just("end_to_end")),
    ),
    max_size=12,
)


@given(FILES, CHANGES)
def test_whatever_is_done_no_file_is_lost_changed_or_begins_before_the_session(
    files: list[MediaFile], changes: list[tuple[str, int]]
) -> None:
    draft = Draft(tuple(files))
    for name, *how in changes:
        draft = getattr(draft, name)(*how)
        assert draft.file in draft.files
    assert all(file.offset >= 0 for file in draft.files)
    known = {(file.path, file.length, file.fingerprint) for file in files}
    assert {(f.path, f.length, f.fingerprint) for f in draft.files} == known


@given(FILES)
def test_end_to_end_leaves_no_gap_and_added_files_follow_the_last(
    files: list[MediaFile],
) -> None:
    draft = Draft(tuple(files)).end_to_end()
    assert gaps(draft.files, session_length(draft.files)) == ()
    more = draft.with_more((_file("x"), _file("y")))
    assert more.files[-2].offset == session_length(draft.files)
    assert more.files[-1].offset == more.files[-2].offset + 10_000
    assert more.picked == len(files)


def test_what_is_left_out_leaves_the_others_where_they_are() -> None:
    draft = Draft((_file("a"), _file("b", 20_000), _file("c", 40_000)), 1)
    left = draft.without_picked()
    assert [file.offset for file in left.files] == [0, 40_000]
    assert left.picked == 1
    assert Draft((_file("a"),)).without_picked().file is None


def test_two_files_meet_where_both_run_or_the_picked_one_begins() -> None:
    draft = Draft((_file("a"), _file("b", 6_000), _file("c", 40_000)), 1)
    assert draft.meeting_place(0) == 6_000
    assert draft.meeting_place(2) == 6_000
    assert draft.picking(2).meeting_place(0) == 40_000
