from __future__ import annotations

from hashlib import shake_256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.media.fingerprint import (
    BLOCKS,
    BadFingerprint,
    Fingerprint,
    _blocks,
    difference,
    fingerprint,
    search,
)
from ipt_review.media.recording import NotARecording

LONG = 8_000_000


def a_file(path: Path, seed: int, size: int = 1_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(shake_256(bytes([seed])).digest(size))
    return path


def found_in(folder: Path, *wanted: Path) -> dict[Path, Path]:
    """Search for recordings that were seen before; last place to present place."""
    prints = {fingerprint(path): path for path in wanted}
    for path in wanted:
        path.unlink()
    found = search(folder, prints, lambda _: None, lambda: False)
    return {prints[one]: path for one, path in found.items()}


def test_a_recording_keeps_its_fingerprint_under_another_name(tmp_path: Path) -> None:
    here = a_file(tmp_path / "tape.mp4", 1)
    there = a_file(tmp_path / "elsewhere" / "Sitzung 4 – übung.mp4", 1)
    assert fingerprint(here) == fingerprint(there)


@pytest.mark.parametrize("size", [1_000, LONG])
@pytest.mark.parametrize("place", ["first", "last"])
def test_one_other_byte_at_either_end_is_another_recording(
    tmp_path: Path, size: int, place: str
) -> None:
    path = a_file(tmp_path / "tape.mp4", 1, size)
    before = fingerprint(path)
    content = bytearray(path.read_bytes())
    content[0 if place == "first" else -1] ^= 1
    path.write_bytes(content)
    assert fingerprint(path) != before
    assert before.size == fingerprint(path).size == size


def test_the_middle_of_a_long_recording_counts_too(tmp_path: Path) -> None:
    path = a_file(tmp_path / "tape.mp4", 1, LONG)
    before = fingerprint(path)
    with path.open("r+b") as file:
        file.seek(LONG // 3)
        file.write(bytes(LONG // BLOCKS))
    assert fingerprint(path) != before


@given(st.integers(1, 10**13))
def test_at_most_two_megabytes_are_read_all_inside_the_file(size: int) -> None:
    blocks = _blocks(size)
    assert sum(length for _, length in blocks) <= min(size, 2_097_152)
    ends = [start + length for start, length in blocks]
    assert blocks[0][0] == 0
    assert ends[-1] == size
    assert all(end <= start for end, (start, _) in zip(ends, blocks[1:], strict=False))


def test_a_tape_of_five_gigabytes_has_a_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "tape.mp4"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)  # a hole: takes no room on the disk
    assert fingerprint(path).size == 5_000_000_000


@given(st.integers(0, 10**18 - 1), st.binary(min_size=16, max_size=16))
def test_the_text_form_leads_back(size: int, digest: bytes) -> None:
    one = Fingerprint(size, digest.hex())
    assert Fingerprint.parse(str(one)) == one


@pytest.mark.parametrize("text", ["", "12", "x:" + "0" * 32, "1:" + "0" * 31, "-1:00"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadFingerprint):
        Fingerprint.parse(text)


def test_a_missing_or_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(NotARecording, match="0 bytes"):
        fingerprint(tmp_path / "empty.mp4")
    with pytest.raises(NotARecording, match="not in"):
        fingerprint(tmp_path / "gone.mp4")


def test_a_file_that_fails_while_it_is_read_is_told() -> None:
    memory = Path("/proc/self/mem")
    if not memory.exists():
        pytest.skip("no file here that opens and cannot be read")
    with pytest.raises(NotARecording, match="could not be read"):
        fingerprint(memory)


def test_another_length_is_told(tmp_path: Path) -> None:
    wanted = fingerprint(a_file(tmp_path / "tape.mp4", 1, 2_000))
    other = a_file(tmp_path / "other" / "tape.mp4", 1, 1_000)
    assert difference(other, wanted) == (
        "“tape.mp4” is another recording: it holds 1,000 bytes,"
        " and this tape has 2,000."
    )


def test_other_content_is_told(tmp_path: Path) -> None:
    wanted = fingerprint(a_file(tmp_path / "tape.mp4", 1))
    other = a_file(tmp_path / "other" / "tape.mp4", 2)
    assert "what it holds differs" in difference(other, wanted)


def test_the_same_recording_differs_in_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path / "tape.mp4", 1)
    assert not difference(path, fingerprint(path))


def test_moved_and_renamed_recordings_are_found(tmp_path: Path) -> None:
    first = a_file(tmp_path / "tapes" / "a.mp4", 1)
    second = a_file(tmp_path / "tapes" / "b.mp4", 2, 2_000)
    a_file(tmp_path / "archive" / "2026" / "session 4.mp4", 1)
    a_file(tmp_path / "archive" / "b.mp4", 2, 2_000)
    a_file(tmp_path / "archive" / "same length.mp4", 3)
    assert found_in(tmp_path / "archive", first, second) == {
        first: tmp_path / "archive" / "2026" / "session 4.mp4",
        second: tmp_path / "archive" / "b.mp4",
    }


def test_of_two_copies_the_one_that_kept_its_name_is_taken(tmp_path: Path) -> None:
    last = a_file(tmp_path / "tapes" / "z.mp4", 1)
    a_file(tmp_path / "archive" / "a copy.mp4", 1)
    kept = a_file(tmp_path / "archive" / "z.mp4", 1)
    assert found_in(tmp_path / "archive", last) == {last: kept}


def test_another_recording_of_the_same_name_is_not_taken(tmp_path: Path) -> None:
    last = a_file(tmp_path / "tapes" / "tape.mp4", 1)
    a_file(tmp_path / "archive" / "tape.mp4", 2)
    assert found_in(tmp_path / "archive", last) == {}


def test_what_cannot_be_read_does_not_stop_a_search(tmp_path: Path) -> None:
    last = a_file(tmp_path / "tapes" / "tape.mp4", 1)
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "a.mp4").symlink_to(tmp_path / "nowhere")
    (tmp_path / "archive" / "ring").symlink_to(tmp_path / "archive")
    there = a_file(tmp_path / "archive" / "tape.mp4", 1)
    assert found_in(tmp_path / "archive", last) == {last: there}


def test_a_cancelled_search_keeps_what_it_has_found(tmp_path: Path) -> None:
    wanted = {
        fingerprint(path): path
        for path in (a_file(tmp_path / f"{n}.mp4", n) for n in range(5))
    }
    heard: list[float] = []
    found = search(tmp_path, wanted, heard.append, lambda: len(heard) >= 2)
    assert len(found) == 2
    assert heard == sorted(heard)
