"""Draws the two people of the demo picture as sprites on clear ground.

All shapes are given for a person who looks to the right, in picture points
around an origin; a person who looks to the left is drawn and then mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Point = tuple[float, float]
Color = tuple[int, int, int]

SCALE = 4
MOUTHS = 5
LIGHTS = 7
HEAD_SIZE = (150, 170)
HEAD_PIVOT = (75, 112)
BODY_SIZE = (250, 230)
BODY_NECK = (125, 36)
ARM_SIZE = (190, 130)
ARM_ELBOW = (40, 66)


@dataclass(frozen=True)
class Look:
    """One person's colors, each as (listening, speaking), and features."""

    cloth: tuple[Color, Color]
    shirt: tuple[Color, Color]
    skin: tuple[Color, Color]
    hair: tuple[Color, Color]
    long_hair: bool
    glasses: bool
    faces_right: bool


LOOKS = {
    "therapist": Look(
        cloth=((45, 62, 80), (66, 94, 121)),
        shirt=((96, 112, 129), (150, 168, 186)),
        skin=((116, 128, 141), (182, 189, 196)),
        hair=((27, 36, 46), (37, 49, 62)),
        long_hair=False,
        glasses=True,
        faces_right=True,
    ),
    "patient": Look(
        cloth=((66, 68, 84), (101, 104, 126)),
        shirt=((58, 78, 92), (86, 116, 135)),
        skin=((124, 130, 140), (196, 196, 198)),
        hair=((45, 41, 50), (68, 60, 70)),
        long_hair=True,
        glasses=False,
        faces_right=False,
    ),
}


def mix(pair: tuple[Color, Color], share: float) -> Color:
    """Give the color that lies `share` (0-1) of the way from first to second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(*pair, strict=True))
    return red, green, blue


def tone(color: Color, factor: float) -> Color:
    """Give the color darker (factor under 1) or lighter."""
    red, green, blue = (min(255, round(part * factor)) for part in color)
    return red, green, blue


def path(text: str) -> list[Point]:
    """Read a shape that is written as "x,y x,y ...", in picture points."""
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in text.split())]


def smooth(points: list[Point], steps: int = 10) -> list[Point]:
    """Draw a closed soft curve through the points (Catmull-Rom)."""
    curve: list[Point] = []
    count = len(points)
    for at in range(count):
        p0, p1, p2, p3 = (points[(at + k - 1) % count] for k in range(4))
        for step in range(steps):
            t = step / steps
            curve.append(
                (_between(p0, p1, p2, p3, t, 0), _between(p0, p1, p2, p3, t, 1))
            )
    return curve


def _between(p0: Point, p1: Point, p2: Point, p3: Point, t: float, axis: int) -> float:
    a, b, c, d = p0[axis], p1[axis], p2[axis], p3[axis]
    linear, square, cube = c - a, 2 * a - 5 * b + 4 * c - d, 3 * b - a - 3 * c + d
    return 0.5 * (2 * b + linear * t + square * t * t + cube * t**3)


class Sheet:
    """A clear sheet, drawn four times too large and then made small."""

    def __init__(self, size: tuple[int, int], ground: Color) -> None:
        self._size = size
        big = (size[0] * SCALE, size[1] * SCALE)
        self._image = Image.new("RGBA", big, (*ground, 0))

    def _mask(self, points: list[Point]) -> Image.Image:
        mask = Image.new("L", self._image.size, 0)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in points], 255)
        return mask

    def shape(self, points: list[Point], color: Color, *, depth: float = 0.0) -> None:
        """Fill a shape; `depth` (0-1) darkens the side that is turned away."""
        mask = self._mask(points)
        self._image.paste((*color, 255), mask=mask)
        if depth:
            lit = ImageChops.offset(mask, 9 * SCALE, -3 * SCALE)
            lit = lit.filter(ImageFilter.GaussianBlur(9 * SCALE))
            shade = ImageChops.multiply(mask, ImageChops.invert(lit))
            shade = shade.point([round(value * depth) for value in range(256)])
            shadow = Image.new("RGBA", self._image.size, (*tone(color, 0.35), 255))
            self._image.paste(Image.composite(shadow, self._image, shade), mask=mask)

    def oval(self, center: Point, radii: Point, color: Color) -> None:
        """Fill an oval."""
        (x, y), (rx, ry) = center, radii
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        ImageDraw.Draw(self._image).ellipse(box, fill=(*color, 255))

    def stroke(self, points: list[Point], color: Color, width: float) -> None:
        """Draw an open line with round ends."""
        draw = ImageDraw.Draw(self._image)
        big = [(x * SCALE, y * SCALE) for x, y in points]
        draw.line(big, (*color, 255), round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval((x, y), (width / 2, width / 2), color)

    def finish(self, look: Look) -> Image.Image:
        """Make the sheet small, and mirror it for one who looks left."""
        small = self._image.resize(self._size, Image.Resampling.LANCZOS)
        return small if look.faces_right else ImageOps.mirror(small)


def _arc(start: Point, middle: Point, end: Point) -> list[Point]:
    """Give a bent line through three points."""
    bend = (
        2 * middle[0] - (start[0] + end[0]) / 2,
        2 * middle[1] - (start[1] + end[1]) / 2,
    )
    line: list[Point] = []
    for step in range(13):
        t = step / 12
        u, v, w = (1 - t) ** 2, 2 * t * (1 - t), t * t
        line.append(
            (
                u * start[0] + v * bend[0] + w * end[0],
                u * start[1] + v * bend[1] + w * end[1],
            )
        )
    return line


@cache
def back_hair(who: str, light: int) -> Image.Image:
    """Draw long hair where it falls behind the neck; it moves with the head."""
    look = LOOKS[who]
    hair = mix(look.hair, light / (LIGHTS - 1))
    sheet = Sheet(HEAD_SIZE, hair)
    back = path(
        "74,24 50,30 38,52 35,84 31,112 35,134 52,142 74,138 92,132 "
        "100,118 102,96 103,60 98,34"
    )
    sheet.shape(smooth(back), tone(hair, 0.84), depth=0.35)
    return sheet.finish(look)


@cache
def head(who: str, light: int, mouth: int, lids: int) -> Image.Image:
    """Draw a head.

    Args:
        who: Key into `LOOKS`.
        light: 0 (listening) to `LIGHTS` - 1 (speaking).
        mouth: 0 (closed) to `MOUTHS` - 1 (wide open).
        lids: 0 eyes open, 1 looking down, 2 closed.
    """
    look = LOOKS[who]
    share = light / (LIGHTS - 1)
    skin, hair = mix(look.skin, share), mix(look.hair, share)
    sheet = Sheet(HEAD_SIZE, hair)
    face = path(
        "76,34 56,42 49,62 51,82 58,98 72,111 84,114 97,107 104,92 106,72 104,52 95,38"
    )
    sheet.shape(smooth(face), skin, depth=0.5)
    if not look.long_hair:
        sheet.oval((51, 77), (6.5, 10), tone(skin, 0.84))
        sheet.oval((51.5, 78), (3, 6), tone(skin, 0.66))
    _face(sheet, look, skin, hair, mouth, lids)
    _hair(sheet, look, hair)
    return sheet.finish(look)


def _face(
    sheet: Sheet, look: Look, skin: Color, hair: Color, mouth: int, lids: int
) -> None:
    """Draw brows, eyes, nose and mouth."""
    dark = tone(hair, 0.8)
    for x, wide in ((78.0, 6.0), (98.0, 4.6)):
        brow = 62 - (1.2 if mouth > 2 else 0)  # noqa: PLR2004 - half open
        sheet.stroke(
            _arc((x - wide, brow + 1), (x, brow - 1.8), (x + wide, brow)), hair, 2.2
        )
        if lids:
            low = 72 if lids == 1 else 72.5
            sheet.stroke(
                _arc(
                    (x - wide + 1, low - 0.5), (x, low + 1.6), (x + wide - 1, low - 0.5)
                ),
                dark,
                1.7,
            )
        else:
            sheet.oval((x, 71.5), (wide * 0.7, 2.5), tone(skin, 1.16))
            sheet.oval((x + 0.9, 71.6), (2.4, 2.5), dark)
            sheet.stroke(
                _arc((x - wide + 1, 70.9), (x, 68.9), (x + wide - 1, 70.4)), dark, 1.5
            )
    nose = tone(skin, 0.72)
    sheet.stroke(_arc((91, 70), (95.5, 80), (96.5, 86)), nose, 1.6)
    sheet.stroke(_arc((90, 88), (93.5, 89.4), (96.5, 86.2)), nose, 1.6)
    if look.glasses:
        rim = tone(hair, 0.9)
        for x, wide in ((78.0, 9.6), (98.5, 7.8)):
            ring = [(x + wide * c, 72 + 8.2 * s) for c, s in _CIRCLE]
            sheet.stroke(ring, rim, 1.5)
        sheet.stroke([(87.6, 71), (90.7, 71)], rim, 1.5)
        sheet.stroke([(68.4, 71), (54, 72)], rim, 1.5)
    lips = tone(skin, 0.6)
    if mouth == 0:
        sheet.stroke(_arc((80, 99), (88, 100.2), (97, 98.4)), lips, 1.9)
    else:
        open_ = 0.5 + mouth * 0.75
        wide = 8.0 - mouth * 0.45
        sheet.oval((88.5, 99.4 + open_ * 0.4), (wide, open_ + 1.1), lips)
        sheet.oval((88.5, 99.4 + open_ * 0.4), (wide - 1.4, open_), tone(skin, 0.3))


_CIRCLE = path(
    "1,0 0.924,0.383 0.707,0.707 0.383,0.924 0,1 -0.383,0.924 "
    "-0.707,0.707 -0.924,0.383 -1,0 -0.924,-0.383 -0.707,-0.707 "
    "-0.383,-0.924 0,-1 0.383,-0.924 0.707,-0.707 0.924,-0.383 "
    "1,0"
)


def _hair(sheet: Sheet, look: Look, hair: Color) -> None:
    if look.long_hair:
        front = path(
            "82,21 58,26 43,44 38,76 37,108 44,124 53,112 56,92 56,76 "
            "62,62 74,54 88,43 98,50 104,64 106,80 109,62 107,40 98,26"
        )
    else:
        front = path(
            "80,24 58,28 45,44 44,66 50,70 56,62 60,52 74,49 92,46 101,50 "
            "104,58 108,48 102,33 92,26"
        )
    sheet.shape(smooth(front), hair, depth=0.35)


@cache
def body(who: str, light: int) -> Image.Image:
    """Draw the trunk, from the neck down to below the edge of the picture."""
    look = LOOKS[who]
    share = light / (LIGHTS - 1)
    cloth, shirt = mix(look.cloth, share), mix(look.shirt, share)
    sheet = Sheet(BODY_SIZE, cloth)
    skin = tone(mix(look.skin, share), 0.7)
    trunk = path(
        "106,36 88,44 68,54 55,76 50,120 50,170 48,240 200,240 "
        "198,170 194,120 186,76 174,55 158,44 142,36"
    )
    sheet.shape(smooth(trunk), cloth, depth=0.55)
    if look.long_hair:
        _blouse(sheet, shirt, skin, cloth)
    else:
        _collar(sheet, shirt, skin)
    sheet.stroke(_arc((176, 98), (181, 140), (180, 200)), tone(cloth, 0.74), 1.5)
    sleeve = path("70,56 54,74 44,112 36,160 34,190 60,198 78,180 84,140 88,100 84,68")
    sheet.shape(smooth(sleeve), tone(cloth, 0.95), depth=0.5)
    return sheet.finish(look)


def _collar(sheet: Sheet, shirt: Color, skin: Color) -> None:
    """Draw the neck in an open shirt collar under a sweater."""
    sheet.shape(path("100,34 148,34 138,54 127,66 112,52"), shirt)
    sheet.shape(path("108,0 141,0 140,34 128,50 112,38"), skin, depth=0.5)
    sheet.shape(path("104,26 112,33 128,50 119,58 99,38"), tone(shirt, 1.1))
    sheet.shape(path("145,26 140,33 128,50 134,57 150,38"), tone(shirt, 1.1))


def _blouse(sheet: Sheet, shirt: Color, skin: Color, cloth: Color) -> None:
    """Draw the neck, a round blouse, and the open front of a cardigan."""
    inset = path("104,36 146,36 156,70 154,140 148,236 124,236 116,140 100,70")
    sheet.shape(inset, shirt, depth=0.3)
    sheet.shape(path("109,0 140,0 141,38 127,52 108,38"), skin, depth=0.5)
    for edge in (
        _arc((103, 38), (104, 84), (120, 160)),
        _arc((147, 38), (159, 84), (152, 160)),
    ):
        sheet.stroke(edge, tone(cloth, 1.14), 3.2)


@cache
def arm(who: str, light: int) -> Image.Image:
    """Draw the near forearm and hand; it turns about `ARM_ELBOW`."""
    look = LOOKS[who]
    share = light / (LIGHTS - 1)
    cloth, skin = mix(look.cloth, share), mix(look.skin, share)
    sheet = Sheet(ARM_SIZE, cloth)
    hand = path("112,53 124,46 138,47 150,53 153,59 146,63 138,68 126,73 112,72")
    sheet.shape(smooth(hand), tone(skin, 0.92), depth=0.45)
    sheet.stroke(_arc((134, 57), (143, 58), (150, 58)), tone(skin, 0.66), 1.1)
    sheet.stroke(_arc((132, 63), (139, 63.5), (146, 62)), tone(skin, 0.66), 1.1)
    sleeve = path("16,44 40,40 74,47 116,48 119,60 116,75 76,84 40,96 14,94")
    sheet.shape(smooth(sleeve), tone(cloth, 1.06), depth=0.55)
    sheet.stroke([(113, 50), (115.5, 61), (113, 73)], tone(cloth, 0.7), 1.6)
    return sheet.finish(look)
