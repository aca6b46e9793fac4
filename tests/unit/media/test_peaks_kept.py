from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ipt_review.domain.timecode import Span
from ipt_review.media.fingerprint import Fingerprint, fingerprint
from ipt_review.media.peak_cache import PeakCache
from ipt_review.media.peaks import NO_SOUND, Peaks
from tests.media_files import Recipe, make

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_000_000_000


def a_print(number: int) -> Fingerprint:
    return Fingerprint(1_000 + number, f"{number:032x}")


def some_peaks(bins: int = 500) -> Peaks:
    drawn = np.random.default_rng(1).integers(0, 9_000, (2, 2, bins), np.int16)
    return Peaks.of(drawn, bins * 10 - 3, (Span(100, 300), Span(500, 800)))


def same(one: Peaks | None, other: Peaks | None) -> bool:
    return (
        one is not None
        and other is not None
        and np.array_equal(one.bins, other.bins)
        and (one.length_ms, one.missing) == (other.length_ms, other.missing)
    )


def aged(cache_folder: Path, seconds: int) -> None:
    """Make everything in the cache look as if it was last used long ago."""
    for path in cache_folder.iterdir():
        os.utime(path, (LONG_AGO + seconds, LONG_AGO + seconds))


@pytest.mark.parametrize("peaks", [some_peaks(), NO_SOUND])
def test_what_is_kept_comes_back(tmp_path: Path, peaks: Peaks) -> None:
    assert PeakCache(tmp_path / "new").keep(a_print(1), peaks)
    assert same(PeakCache(tmp_path / "new").get(a_print(1)), peaks)
    assert PeakCache(tmp_path / "new").get(a_print(2)) is None


def test_a_tape_is_listened_through_once(tmp_path: Path) -> None:
    path = make(tmp_path / "Anna M. session 4.mp4", Recipe(seconds=1, video=""))
    one = fingerprint(path)
    cache = PeakCache(tmp_path / "cache")
    first = cache.peaks(path, one, lambda _: None, lambda: False)
    path.unlink()
    assert same(cache.peaks(path, one, lambda _: None, lambda: False), first)


def test_nothing_in_the_cache_names_the_tape(tmp_path: Path) -> None:
    path = make(tmp_path / "Anna M. session 4.m4a", Recipe(seconds=1, video=""))
    cache = PeakCache(tmp_path / "cache")
    cache.peaks(path, fingerprint(path), lambda _: None, lambda: False)
    (kept,) = (tmp_path / "cache").iterdir()
    assert "Anna" not in kept.name
    assert b"Anna" not in kept.read_bytes()


def test_a_cancelled_measurement_leaves_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.m4a", Recipe(seconds=2, video=""))
    cache = PeakCache(tmp_path / "cache")
    assert cache.peaks(path, fingerprint(path), lambda _: None, lambda: True) is None
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("cut", [0, 10, 500, -30, -1])
def test_a_torn_file_is_not_believed(tmp_path: Path, cut: int) -> None:
    cache = PeakCache(tmp_path)
    cache.keep(a_print(1), some_peaks())
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:cut])
    assert cache.get(a_print(1)) is None
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("bit", [1, 64])
def test_a_flipped_bit_is_noticed_or_does_not_matter(tmp_path: Path, bit: int) -> None:
    cache, peaks = PeakCache(tmp_path), some_peaks(3)
    cache.keep(a_print(1), peaks)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for place in range(len(whole)):
        content = bytearray(whole)
        content[place] ^= bit
        kept.write_bytes(content)
        found = cache.get(a_print(1))
        assert found is None or same(found, peaks)


def test_a_file_of_another_version_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = PeakCache(tmp_path)
    cache.keep(a_print(1), some_peaks())
    monkeypatch.setattr("ipt_review.media.peak_cache.VERSION", 2)
    assert cache.get(a_print(1)) is None


def test_what_was_not_used_longest_is_removed_first(tmp_path: Path) -> None:
    cache = PeakCache(tmp_path, room=25_000)  # room for two
    cache.keep(a_print(1), some_peaks(1_000))
    cache.keep(a_print(2), some_peaks(1_000))
    aged(tmp_path, 0)
    cache.get(a_print(1))
    cache.keep(a_print(3), some_peaks(1_000))
    assert cache.get(a_print(1))
    assert cache.get(a_print(2)) is None
    assert cache.get(a_print(3))


def test_what_a_crash_left_behind_counts_and_goes(tmp_path: Path) -> None:
    (tmp_path / "0123.partial").write_bytes(bytes(30_000))
    aged(tmp_path, 0)
    cache = PeakCache(tmp_path, room=25_000)
    cache.keep(a_print(1), some_peaks(1_000))
    assert [path.suffix for path in tmp_path.iterdir()] == [".npz"]


def test_without_a_place_to_keep_them_peaks_are_still_there(tmp_path: Path) -> None:
    path = make(tmp_path / "a.m4a", Recipe(seconds=1, video=""))
    (tmp_path / "cache").write_text("a file where the folder should be")
    cache = PeakCache(tmp_path / "cache")
    assert cache.peaks(path, fingerprint(path), lambda _: None, lambda: False)
    assert not cache.keep(a_print(1), some_peaks())
