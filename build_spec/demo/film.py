"""Encodes the frames and the sound into the demo's MP4 file."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from build_spec.demo.motion import poses
from build_spec.demo.picture import SIZE, draw_frame
from build_spec.demo.voice import VOICES, loudness

if TYPE_CHECKING:
    from pathlib import Path

    from build_spec.demo.voice import Tape

FRAME_MS = 40
KEYFRAME_EVERY = 50
VIDEO_ARGS = (
    "-c:v libx264 -profile:v main -level 3.0 -pix_fmt yuv420p -preset veryslow "
    f"-tune animation -crf 30 -bf 0 -g {KEYFRAME_EVERY} -keyint_min {KEYFRAME_EVERY} "
    "-sc_threshold 0 -threads 1 -color_range tv"
).split()
ROOM = "aecho=0.9:0.9:19|33|47:0.09|0.06|0.04,highpass=f=80,lowpass=f=8500"
AUDIO_ARGS = f"-af {ROOM} -ar 22050 -c:a aac -b:a 32k -ac 2".split()
PLAIN_ARGS = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]


def film(program: str, tape: Tape, sound: Path, path: Path) -> None:
    """Draw every frame and write the film.

    Args:
        program: Path of ffmpeg.
        tape: The voiced session.
        sound: The stereo WAV file of the session.
        path: Where the MP4 file goes.
    """
    frames = tape.length_ms // FRAME_MS
    people = {
        who: poses(tape, who, loudness(tape.tracks[who], FRAME_MS, frames), FRAME_MS)
        for who in VOICES
    }
    size = f"{SIZE[0]}x{SIZE[1]}"
    command = [program, "-hide_banner", "-loglevel", "error", "-y"]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", size]
    command += ["-r", str(1000 // FRAME_MS), "-i", "-", "-i", str(sound)]
    command += [*VIDEO_ARGS, *AUDIO_ARGS, *PLAIN_ARGS, "-movflags", "+faststart"]
    with subprocess.Popen([*command, str(path)], stdin=subprocess.PIPE) as encoder:
        if encoder.stdin is None:
            raise RuntimeError("ffmpeg takes no input")
        for frame in range(frames):
            now = {who: course[frame] for who, course in people.items()}
            image = draw_frame(frame * FRAME_MS, now)
            encoder.stdin.write(image.tobytes())
    if encoder.returncode:
        raise RuntimeError(f"ffmpeg ended with {encoder.returncode}")
