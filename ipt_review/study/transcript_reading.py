"""What was read of a caption file, and how it becomes the transcript of a tape."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from ipt_review.domain.timecode import Span
from ipt_review.domain.transcript import (
    NOBODY,
    PATIENT,
    THERAPIST,
    Cue,
    other,
    transcript_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipt_review.domain.transcript import (
        Transcript,
    )


class Part(Enum):
    """Whose words a name in a caption file stands before."""

    THERAPIST = "therapist"
    PATIENT = "patient"
    OTHER = "other"
    NO_NAME = "no name"
    """It is no name but belongs to the words, as in "Well: I tried."."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of a file, counted from 1, and what became of it."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A caption file as it was read; nothing of it is in the study yet.

    Attributes:
        encoding: Name of the encoding, one of those that can be asked for.
        form: "WebVTT" or "SubRip".
        cues: With the names of speakers as the file has them.
        faults: By line.
        tagged: Whether names come from voice tags, which name every cue; before a
            colon, a name often stands only where the speaker changes.
    """

    encoding: str
    form: str
    cues: tuple[Cue, ...]
    faults: tuple[Fault, ...] = ()
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a file has before words, and how much is said under it."""

    name: str
    cues: int
    time: int


@dataclass(frozen=True, slots=True)
class Outside:
    """How many cues do not lie on the tape.

    Attributes:
        before: Begin before the tape does; they are moved to its start.
        beyond: End after the tape does; they stay where they are.
    """

    before: int
    beyond: int


_THERAPISTS: Final = frozenset(
    {
        "therapist",
        "ther",
        "clinician",
        "interviewer",
        "doctor",
        "dr",
        "counselor",
        "counsellor",
        "psychologist",
        "psychiatrist",
        "provider",
        "therapeut",
        "therapeutin",
        "thérapeute",
        "terapeuta",
        "терапевт",
        "治疗师",
        "治療師",
        "咨询师",
        "מטפל",
        "מטפלת",
        "المعالج",
        "المعالجة",
    }
)
_PATIENTS: Final = frozenset(
    {
        "patient",
        "client",
        "participant",
        "patientin",
        "klient",
        "klientin",
        "patiente",
        "paciente",
        "paziente",
        "пациент",
        "пациентка",
        "клиент",
        "病人",
        "来访者",
        "患者",
        "מטופל",
        "מטופלת",
        "المريض",
        "المريضة",
    }
)
_LETTERS: Final = {
    "t": Part.THERAPIST,
    "th": Part.THERAPIST,
    "p": Part.PATIENT,
    "pt": Part.PATIENT,
    "cl": Part.PATIENT,
}


def known_part(name: str) -> Part | None:
    """Return whose words a name announces by itself, as "Therapist" and "P" do."""
    whole = name.casefold().replace("_", " ").strip(" .")
    words = {word.strip(".,") for word in whole.split()}
    if words & _PATIENTS:
        return Part.PATIENT
    return Part.THERAPIST if words & _THERAPISTS else _LETTERS.get(whole)


def names_of(reading: Reading) -> tuple[Named, ...]:
    """Return the names in a file, of whoever talks longest first."""
    count: dict[str, int] = defaultdict(int)
    time: dict[str, int] = defaultdict(int)
    for cue in reading.cues:
        if cue.speaker:
            count[cue.speaker] += 1
            time[cue.speaker] += cue.span.length
    found = [Named(name, count[name], time[name]) for name in count]
    return tuple(sorted(found, key=lambda each: (-each.time, each.name)))


def propose(reading: Reading) -> dict[str, Part]:
    """Propose whose words stand behind each name, for a person to confirm.

    Names that say it decide. Otherwise, of the two who talk longest, the patient is
    whoever talks longer: on most tapes of therapy that is so, and it is no more than
    a first guess.
    """
    names = [each.name for each in names_of(reading)]
    parts = {name: part for name in names if (part := known_part(name))}
    missing = [
        part for part in (Part.PATIENT, Part.THERAPIST) if part not in parts.values()
    ]
    unknown = [name for name in names if name not in parts]
    if len(names) > 1:
        parts |= dict(zip(unknown, missing, strict=False))
    return {name: parts.get(name, Part.OTHER) for name in names}


def goes_on(reading: Reading) -> bool:
    """Say whether cues without a name probably go on with the speaker before."""
    named = sum(bool(cue.speaker) for cue in reading.cues)
    return not reading.tagged and 0 < named < len(reading.cues)


def shifted(cues: Iterable[Cue], offset: int) -> list[Cue]:
    """Return the cues `offset` ms later; none begins before the tape does."""
    return [
        Cue(
            Span(max(0, cue.span.start + offset), max(0, cue.span.end + offset)),
            cue.speaker,
            cue.text,
        )
        for cue in cues
    ]


def outside(cues: Iterable[Cue], offset: int, length: int) -> Outside:
    """Count the cues that, `offset` ms later, do not lie on a tape of `length` ms."""
    spans = [cue.span for cue in cues]
    return Outside(
        sum(span.start + offset < 0 for span in spans),
        sum(span.end + offset > length for span in spans),
    )


def assigned(
    reading: Reading, parts: Mapping[str, Part], offset: int, *, goes_on: bool
) -> Transcript:
    """Return the transcript that comes of a file; no name is left in it as a speaker.

    Args:
        reading: What was read.
        parts: Whose words each name stands before.
        offset: How much later everything is on the tape, in ms.
        goes_on: Whether a cue without a name goes on with the speaker before.
    """
    ids = _ids(reading, parts)
    cues, before = [], NOBODY
    for cue in reading.cues:
        speaker, text = ids.get(cue.speaker, NOBODY), cue.text
        if cue.speaker and not speaker:
            text = f"{cue.speaker}: {text}"
        if not speaker and goes_on:
            speaker = before
        before = speaker
        cues.append(Cue(cue.span, speaker, text))
    return transcript_of(shifted(cues, offset))


def _ids(reading: Reading, parts: Mapping[str, Part]) -> dict[str, str]:
    """Return the id that stands for each name, others numbered as they appear."""
    names = dict.fromkeys(cue.speaker for cue in reading.cues if cue.speaker)
    ids: dict[str, str] = {}
    others = 0
    for name in names:
        part = parts.get(name, Part.OTHER)
        if part is Part.OTHER:
            others += 1
            ids[name] = other(others)
        elif part is not Part.NO_NAME:
            ids[name] = THERAPIST if part is Part.THERAPIST else PATIENT
    return ids
