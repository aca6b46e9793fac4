"""Turns the loudness of two voices into the movements of two people."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_spec.demo.figures import LIGHTS, MOUTHS

if TYPE_CHECKING:
    from build_spec.demo.voice import SpokenLine, Tape

_BREATH_MS = {"therapist": 4300, "patient": 3700}
_LOUD = 0.16
_NOD_MS = 720
_NOD_AFTER_MS = 2600


@dataclass(frozen=True)
class Pose:
    """One person in one frame; lengths and angles in quarter points and degrees.

    Attributes:
        light: 0 (listening) to 6 (speaking).
        mouth: 0 (closed) to 4 (wide open).
        lids: 0 open, 1 looking down, 2 closed.
        breath: How much lower the trunk lies.
        tilt: How far the head leans toward the other person.
        nod: How much lower the head lies.
        gesture: How far the forearm is raised (negative) or lowered.
    """

    light: int
    mouth: int
    lids: int
    breath: int
    tilt: int
    nod: int
    gesture: int


def _follow(values: list[float], rise: float, fall: float) -> list[float]:
    """Smooth a course of values; the shares say how fast it follows each frame."""
    now, course = 0.0, list[float]()
    for value in values:
        now += (value - now) * (rise if value > now else fall)
        course.append(now)
    return course


def _spans(lines: list[SpokenLine], frames: int, frame_ms: int) -> list[float]:
    """Give 1.0 for each frame inside one of the lines, else 0.0."""
    found = [0.0] * frames
    for line in lines:
        for frame in range(
            line.start // frame_ms, min(frames, line.end // frame_ms + 1)
        ):
            found[frame] = 1.0
    return found


def _blinks(who: str, frames: int) -> set[int]:
    """Choose the frames with closed eyes: three every few seconds."""
    dice = random.Random(f"blink {who}")
    found: set[int] = set()
    frame = dice.randint(30, 90)
    while frame < frames:
        found.update(range(frame, frame + 3))
        frame += dice.randint(60, 150)
    return found


def _nods(heard: list[SpokenLine], frames: int, frame_ms: int) -> list[float]:
    """Let a listener nod once near the end of each longer line of the other."""
    course = [0.0] * frames
    length = _NOD_MS // frame_ms
    for line in heard:
        if line.end - line.start < _NOD_AFTER_MS:
            continue
        first = (line.end - 500) // frame_ms
        for step in range(min(length, frames - first)):
            course[first + step] = math.sin(math.pi * step / length) ** 2
    return course


def poses(tape: Tape, who: str, levels: list[float], frame_ms: int) -> list[Pose]:
    """Work out one person's pose in every frame.

    Args:
        tape: The voiced session.
        who: The person.
        levels: Loudness of this person's voice in each frame (0-1).
        frame_ms: Length of a frame.
    """
    frames = len(levels)
    own = [line for line in tape.lines if line.line.who == who]
    low = [line for line in own if line.line.manner in {"soft", "flat"}]
    active = _follow(_spans(own, frames, frame_ms), 0.16, 0.06)
    mouth = _follow([min(1.0, level / _LOUD) for level in levels], 0.75, 0.5)
    energy = _follow([min(1.0, level / _LOUD) for level in levels], 0.12, 0.05)
    down = _follow(_spans(low, frames, frame_ms), 0.08, 0.03)
    heard = [line for line in tape.lines if line.line.who != who]
    nods = _nods(heard, frames, frame_ms)
    blinks = _blinks(who, frames)
    found: list[Pose] = []
    for frame in range(frames):
        time = frame * frame_ms / 1000
        lids = 2 if frame in blinks else int(down[frame] > 0.45)  # noqa: PLR2004
        sway = math.sin(time * 1.9) * 0.6 + math.sin(time * 3.1 + 1) * 0.4
        tilt = (
            energy[frame] * (2.0 + 3.2 * sway) + 5.0 * down[frame] + nods[frame] * 3.0
        )
        lift = math.sin(time * 2.3 + len(who)) * 0.5 + 0.8
        breath = math.sin(time * 2000 * math.pi / _BREATH_MS[who])
        found.append(
            Pose(
                light=round(active[frame] * (LIGHTS - 1)),
                mouth=round(mouth[frame] ** 0.8 * (MOUTHS - 1)),
                lids=lids,
                breath=round(2.4 * (breath + 1)),
                tilt=round(tilt * 2) * 2,
                nod=round(nods[frame] * 9 + down[frame] * 6 - energy[frame] * 3),
                gesture=-round(energy[frame] * 11 * lift * (1 - down[frame])) * 4,
            )
        )
    return found
