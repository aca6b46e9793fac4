"""Pictures as decoders hand them out, and as they are painted."""

from __future__ import annotations

import pytest

from ipt_review.media.pixels import Decoded, Painter

LIGHT, DARK, GRAY = 235, 16, 128


def halves(width: int, height: int, pitch: int) -> Decoded:
    """Return a picture, light at the left and dark at the right, padded with noise."""
    left = bytes([LIGHT]) * (width // 2)
    row = (left + bytes([DARK]) * (width - width // 2)).ljust(pitch, b"\x55")
    chroma = (bytes([GRAY]) * ((width + 1) // 2)).ljust(pitch // 2, b"\x55")
    chroma_rows = (height + 1) // 2
    planes = (row * height, chroma * chroma_rows, chroma * chroma_rows)
    pitches = (pitch, pitch // 2, pitch // 2)
    return Decoded(
        width,
        height,
        "yuv420p",
        tuple((memoryview(p), at) for p, at in zip(planes, pitches, strict=True)),
    )


@pytest.mark.parametrize(
    ("shape", "pitch", "size"),
    [
        ((320, 180), 320, (320, 180)),
        ((320, 180), 384, (320, 180)),
        ((322, 182), 352, (322, 182)),
        ((321, 181), 350, (320, 180)),
        ((640, 360), 640, (90, 50)),
        ((100, 50), 128, (200, 100)),
    ],
)
def test_a_picture_is_painted_in_the_size_that_is_wanted_without_its_padding(
    shape: tuple[int, int], pitch: int, size: tuple[int, int]
) -> None:
    pixels = Painter().pixels(halves(*shape, pitch), size)
    assert len(pixels) == size[0] * size[1] * 4
    for row in (0, size[1] // 2, size[1] - 1):
        left = (row * size[0] + size[0] // 4) * 4
        right = (row * size[0] + size[0] * 3 // 4) * 4
        assert min(pixels[left : left + 3]) > 250
        assert max(pixels[right : right + 3]) < 5


def test_levels_of_the_full_range_are_left_as_they_are() -> None:
    gray = bytes([200]) * 64
    picture = Decoded(8, 8, "gray", ((memoryview(gray), 8),), full_range=True)
    assert abs(Painter().pixels(picture, (8, 8))[0] - 200) <= 1


def test_red_is_painted_by_the_rules_of_its_definition() -> None:
    def red(*, high: bool) -> bytes:
        luma, blue, ruby = (63, 102, 240) if high else (81, 90, 240)
        planes = tuple(
            (memoryview(bytes([level]) * size), pitch)
            for level, size, pitch in ((luma, 64, 8), (blue, 16, 4), (ruby, 16, 4))
        )
        return Painter().pixels(Decoded(8, 8, "yuv420p", planes, high), (8, 8))

    for high in (False, True):
        blue, green, ruby = red(high=high)[:3]
        assert (blue < 6, green < 6, ruby > 248) == (True, True, True)


def test_an_unknown_layout_is_refused() -> None:
    with pytest.raises(ValueError, match="magenta"):
        Painter().pixels(Decoded(8, 8, "magenta", ()), (8, 8))
