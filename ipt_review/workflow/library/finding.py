"""Recordings that were moved or renamed are known again, wherever they lie now.

What takes long (looking at files) is apart from what is noted in the study, so that
the first can run beside the window.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ipt_review.media.fingerprint import Fingerprint, difference, fingerprint, search
from ipt_review.media.probe import glance
from ipt_review.media.recording import NotARecording
from ipt_review.workflow.library.organising import (
    AnotherRecording,
    captions_beside,
    is_there,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from ipt_review.domain.tape import MediaFile, Tape
    from ipt_review.media.probe import Probed
    from ipt_review.workflow.desk import Desk

BELOW, ASIDE = 4, 2
"""How many levels are looked into below folders of tapes, and below their parents."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was learnt about the recordings of a study by looking at files.

    Attributes:
        found: Where missing recordings lie now.
        missing: Names of the recordings that are still missing.
        taken: Fingerprints taken of recordings that had none, by where they lie.
        lost: Where the recordings that are still missing were last seen.
    """

    found: Mapping[Fingerprint, Path] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    taken: Mapping[Path, str] = field(default_factory=dict)
    lost: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recording that is the right one, and what it is made of."""

    fingerprint: Fingerprint
    probed: Probed


def recognise(file: MediaFile) -> Recognised:
    """Look whether a tape's file is still the recording that it was.

    Raises:
        NotARecording: When it is missing or cannot be played.
        AnotherRecording: When it is a different one of the same name.
    """
    if file.fingerprint:
        differs = difference(file.path, Fingerprint.parse(file.fingerprint))
        if differs:
            raise AnotherRecording(differs)
    taken = fingerprint(file.path)
    if taken.size != (file.size or taken.size):
        raise AnotherRecording(
            f"“{file.path.name}” is another recording: it holds {taken.size:,} bytes,"
            f" and this tape has {file.size:,}."
        )
    return Recognised(taken, glance(file.path))


def look_around(
    tapes: Sequence[Tape],
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Sighting:
    """Look for missing recordings where they probably are.

    That is in the folders in which recordings of the study were last seen, and beside
    those folders. Recordings that are in their place and have no fingerprint yet get
    one on the way.
    """
    lost, taken = _taken_stock(tapes, cancelled)
    folders = [(each, BELOW) for each in _folders(tapes)]
    folders += [(each, ASIDE) for each in _parents(folder for folder, _ in folders)]
    found: dict[Fingerprint, Path] = {}
    for done, (folder, deep) in enumerate(folders):
        left = {one: path for one, path in _wanted(lost).items() if one not in found}
        if not left or cancelled():
            break
        progress(done / len(folders))
        found |= search(folder, left, lambda _share: None, cancelled, deep)
    return _sighting(lost, found, taken)


def look_in(
    folder: Path,
    tapes: Sequence[Tape],
    progress: Callable[[float], None],
    cancelled: Callable[[], bool],
) -> Sighting:
    """Look for all missing recordings anywhere below a folder."""
    lost, taken = _taken_stock(tapes, cancelled)
    found = search(folder, _wanted(lost), progress, cancelled)
    return _sighting(lost, found, taken)


def note_sighting(desk: Desk, sighting: Sighting) -> tuple[Tape, ...]:
    """Note in the study what was seen; return the tapes whose files were found.

    Captions that are missing too are looked for beside a recording that was found.
    """
    found_again = []
    for tape in desk.database.tapes():
        files = tuple(_as_seen(file, sighting) for file in tape.files)
        if files == tape.files:
            continue
        moved = next(
            (
                new
                for new, old in zip(files, tape.files, strict=True)
                if new.path != old.path
            ),
            None,
        )
        captions = tape.captions
        if moved is not None and not is_there(captions):
            captions = captions_beside(moved.path) or captions
        changed = replace(tape, files=files, captions=captions)
        desk.database.change_tape(changed)
        if moved is not None:
            found_again.append(changed)
    return tuple(found_again)


def _as_seen(file: MediaFile, sighting: Sighting) -> MediaFile:
    """Return a file with what was learnt about it; one in its place stays there."""
    if not file.fingerprint:
        return replace(file, fingerprint=sighting.taken.get(file.path, ""))
    now = sighting.found.get(Fingerprint.parse(file.fingerprint))
    return file if now is None or file.path.is_file() else replace(file, path=now)


def _taken_stock(
    tapes: Iterable[Tape], cancelled: Callable[[], bool]
) -> tuple[list[MediaFile], dict[Path, str]]:
    """Return what is missing, and fingerprints of what is there and had none."""
    lost, taken = [], {}
    for file in (file for tape in tapes for file in tape.files):
        if cancelled():
            break
        if not file.path.is_file():
            lost.append(file)
        elif not file.fingerprint:
            try:
                seen = fingerprint(file.path)
            except NotARecording:
                continue
            if seen.size == (file.size or seen.size):
                taken[file.path] = str(seen)
    return lost, taken


def _wanted(lost: Iterable[MediaFile]) -> dict[Fingerprint, Path]:
    return {Fingerprint.parse(f.fingerprint): f.path for f in lost if f.fingerprint}


def _sighting(
    lost: Iterable[MediaFile],
    found: Mapping[Fingerprint, Path],
    taken: Mapping[Path, str],
) -> Sighting:
    known = {str(one) for one in found}
    left = [file.path for file in lost if file.fingerprint not in known]
    return Sighting(found, tuple(path.name for path in left), taken, frozenset(left))


def _folders(tapes: Iterable[Tape]) -> list[Path]:
    """Return each folder of a recording once, none that lies in another one."""
    folders = dict.fromkeys(file.path.parent for tape in tapes for file in tape.files)
    return [each for each in folders if not any(up in folders for up in each.parents)]


def _parents(folders: Iterable[Path]) -> list[Path]:
    """Return the folders around these, but never a whole disk."""
    around = dict.fromkeys(each.parent for each in folders)
    return [each for each in around if each != each.parent]
