"""Puts the room, the two people and the timecode together, frame by frame."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from build_spec.demo import figures
from build_spec.demo.figures import LOOKS, Sheet, path, smooth, tone

if TYPE_CHECKING:
    from build_spec.demo.figures import Color
    from build_spec.demo.motion import Pose

SIZE = (640, 360)
NECKS = {"therapist": (196, 196), "patient": (446, 202)}
ELBOW_FROM_NECK = (-64, 142)
_WALL: Color = (38, 48, 60)
_CHAIR: Color = (33, 43, 54)
_CLOCK_BOX = (10, 330, 132, 350)


def timecode(ms: int) -> str:
    """Write a time as the picture shows it, for example 0:00:12.480."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}.{rest:03}"


@lru_cache(maxsize=1)
def room() -> Image.Image:
    """Draw what never moves: wall, window, lamp light, table and chairs."""
    width, height = SIZE
    wall = Image.linear_gradient("L").resize(SIZE)
    image = Image.composite(
        Image.new("RGB", SIZE, tone(_WALL, 0.62)), Image.new("RGB", SIZE, _WALL), wall
    )
    _window(image)
    glow = Image.new("L", SIZE, 0)
    ImageDraw.Draw(glow).ellipse((190, 40, 450, 300), fill=80)
    glow = glow.filter(ImageFilter.GaussianBlur(60))
    image.paste((96, 110, 122), mask=glow)
    for sheet, at in (
        (_table(), (270, 190)),
        (_chair("therapist"), (76, 130)),
        (_chair("patient"), (354, 136)),
    ):
        image.paste(sheet, at, sheet)
    edge = Image.new("L", SIZE, 90)
    ImageDraw.Draw(edge).ellipse((-90, -110, width + 90, height + 150), fill=0)
    image.paste((10, 14, 20), mask=edge.filter(ImageFilter.GaussianBlur(70)))
    ImageDraw.Draw(image).rounded_rectangle(_CLOCK_BOX, 5, fill=(12, 16, 21))
    return image


def _window(image: Image.Image) -> None:
    """Draw a window with the blind half down, in the middle of the wall."""
    draw = ImageDraw.Draw(image)
    draw.rectangle((262, 28, 378, 150), fill=(28, 36, 46))
    for y in range(33, 94, 7):
        draw.rectangle((267, y, 373, y + 4), fill=(46, 58, 71))
    draw.rectangle((267, 96, 318, 145), fill=(40, 53, 68))
    draw.rectangle((322, 96, 373, 145), fill=(40, 53, 68))
    draw.rectangle((258, 150, 382, 154), fill=(44, 55, 67))


def _table() -> Image.Image:
    """Draw the low table with a plant and a box of tissues."""
    sheet = Sheet((110, 170), _WALL)
    leaf, pot = (46, 72, 74), (74, 84, 96)
    for tip, side in (((24, 18), 30), ((40, 4), 36), ((56, 14), 48), ((14, 40), 26)):
        sheet.shape(
            smooth([(38, 62), (side, 34), tip, (side + 12, 38)]), leaf, depth=0.4
        )
    sheet.shape(path("26,58 52,58 48,86 30,86"), pot, depth=0.5)
    sheet.shape(path("62,70 94,70 94,86 62,86"), (92, 106, 120), depth=0.4)
    sheet.shape(smooth(path("72,71 74,58 80,64 86,57 86,71")), (176, 186, 194))
    sheet.shape(path("6,86 104,86 104,93 6,93"), (62, 70, 80))
    sheet.shape(path("18,93 24,93 20,170 14,170"), (42, 49, 58))
    sheet.shape(path("86,93 92,93 96,170 90,170"), (42, 49, 58))
    return sheet.finish(LOOKS["therapist"])


def _chair(who: str) -> Image.Image:
    """Draw an armchair; people sit before its back."""
    sheet = Sheet((210, 232), _CHAIR)
    back = path("52,8 110,2 166,10 184,34 188,120 190,240 24,240 28,120 32,32")
    sheet.shape(smooth(back), _CHAIR, depth=0.5)
    rest = path("8,136 30,126 44,138 48,190 48,240 2,240 0,180")
    sheet.shape(smooth(rest), tone(_CHAIR, 1.16), depth=0.5)
    return sheet.finish(LOOKS[who])


@lru_cache(maxsize=20)
def _digit(sign: str) -> Image.Image:
    """Draw one sign of the timecode in a cell of fixed width."""
    cell = Image.new("L", (10, 20), 0)
    font = ImageFont.load_default(15)
    ImageDraw.Draw(cell).text((5, 10), sign, fill=255, font=font, anchor="mm")
    return cell


@lru_cache(maxsize=4000)
def _part(
    kind: str, who: str, shape: tuple[int, ...], turn: int, shift: int
) -> Image.Image:
    """Draw a part of a person, turned and lowered; both in quarter units.

    Args:
        kind: `head`, `back` (hair behind the neck), `body` or `arm`.
        who: Key into `LOOKS`.
        shape: Light; for a head also mouth and lids.
        turn: Quarter degrees, positive when leaning toward the other person.
        shift: Quarter points that the part lies lower, from 0 to 3.
    """
    mirrored = not LOOKS[who].faces_right
    if kind == "head":
        sprite, pivot = figures.head(who, *shape), figures.HEAD_PIVOT
    elif kind == "back":
        sprite, pivot = figures.back_hair(who, *shape), figures.HEAD_PIVOT
    elif kind == "arm":
        sprite, pivot = figures.arm(who, *shape), figures.ARM_ELBOW
    else:
        sprite, pivot = figures.body(who, *shape), figures.BODY_NECK
    center = (sprite.width - pivot[0] if mirrored else pivot[0], pivot[1])
    if not turn and not shift:
        return sprite
    return _turned(sprite, center, (turn if mirrored else -turn) / 4, shift / 4)


def _turned(
    sprite: Image.Image, center: tuple[int, int], degrees: float, lower: float
) -> Image.Image:
    """Turn a sprite counter-clockwise about a point and lower it a little."""
    (x, y), angle = center, -math.radians(degrees)
    a, b = math.cos(angle), math.sin(angle)
    back = (a, b, x - a * x - b * (y + lower), -b, a, y + b * x - a * (y + lower))
    smooth_edges = Image.Resampling.BICUBIC
    return sprite.transform(sprite.size, Image.Transform.AFFINE, back, smooth_edges)


def _put(frame: Image.Image, who: str, pose: Pose) -> None:
    """Draw one person into the frame."""
    mirrored = not LOOKS[who].faces_right
    x, y = NECKS[who]
    side = -1 if mirrored else 1
    elbow = (x + side * ELBOW_FROM_NECK[0], y + ELBOW_FROM_NECK[1])
    head = (pose.tilt, pose.breath + pose.nod, (x, y - 10), figures.HEAD_PIVOT)
    behind = (("back", (pose.light,), *head),) if LOOKS[who].long_hair else ()
    parts = (
        *behind,
        ("body", (pose.light,), 0, pose.breath, (x, y), figures.BODY_NECK),
        ("head", (pose.light, pose.mouth, pose.lids), *head),
        (
            "arm",
            (pose.light,),
            pose.gesture,
            pose.breath // 2,
            elbow,
            figures.ARM_ELBOW,
        ),
    )
    for kind, shape, turn, low, at, pivot in parts:
        sprite = _part(kind, who, shape, turn, low % 4)
        left = sprite.width - pivot[0] if mirrored else pivot[0]
        frame.paste(sprite, (at[0] - left, at[1] - pivot[1] + low // 4), sprite)


def draw_frame(ms: int, poses: dict[str, Pose]) -> Image.Image:
    """Draw the frame that is shown at a time (ms) of the tape."""
    frame = room().copy()
    for who, pose in poses.items():
        _put(frame, who, pose)
    box = Image.new("RGB", (122, 20), (12, 16, 21))
    for at, sign in enumerate(timecode(ms)):
        box.paste((226, 232, 238), (6 + at * 10, 0), _digit(sign))
    ground = ImageDraw.Draw(frame)
    ground.rounded_rectangle(_CLOCK_BOX, 5, fill=(12, 16, 21))
    frame.paste(box.crop((4, 1, 118, 19)), (_CLOCK_BOX[0] + 4, _CLOCK_BOX[1] + 1))
    return frame
