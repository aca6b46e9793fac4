"""Where the backups of a study lie, and what is known of each without opening it.

Beside each backup lies a small text file (`.checked`) that says when and why it was
made, how large it is, its SHA-256, and the head of its audit trail. It is written
once the backup stood all checks, before the backup gets its name: so a backup with
such a file was checked, and what was cut short has none.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from ipt_review.domain.backup import Backup, Why
from ipt_review.domain.trail import TrailHead
from ipt_review.store.problems import told_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKED: Final = ".checked"
ELSEWHERE: Final = "other folder.txt"
"""Holds the path of another folder, chosen by somebody, in its first line."""


def own_folder(study: Path) -> Path:
    """Return where the backups of a study lie unless somebody chose another place."""
    return study.with_name(f"{study.stem} backups")


def chosen_folder(study: Path) -> Path | None:
    """Return the folder that somebody chose for the backups, whether it is there."""
    try:
        line = (own_folder(study) / ELSEWHERE).read_text("utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError):
        return None
    return Path(line)


def choose_folder(study: Path, folder: Path | None) -> None:
    """Have further backups lie in another folder; None for the one beside the study.

    What is there already stays where it is, and is found.

    Raises:
        ReviewError: When that cannot be written down.
    """
    own = own_folder(study)
    with told_plainly(own):
        if folder is None:
            (own / ELSEWHERE).unlink(missing_ok=True)
        else:
            own.mkdir(exist_ok=True)
            (own / ELSEWHERE).write_text(f"{folder.absolute()}\n", "utf-8")


def folder_now(study: Path) -> Path:
    """Return where the next backup goes: the chosen folder while it is there."""
    chosen = chosen_folder(study)
    own = own_folder(study)
    return chosen / own.name if chosen is not None and chosen.is_dir() else own


def backups_of(study: Path, only: UUID | None = None) -> list[Backup]:
    """Return the backups of a study that were checked, newest first.

    Args:
        study: Where the study lies, or lay.
        only: Leaves out those of other studies that had the same name.
    """
    own, chosen = own_folder(study), chosen_folder(study)
    folders = [own] if chosen is None else [own, chosen / own.name]
    found = [each for folder in folders for each in _in(folder)]
    if only is not None:
        found = [each for each in found if each.study in (None, only)]
    return sorted(found, key=lambda each: each.taken, reverse=True)


def free_name(folder: Path, study: Path, taken: int) -> Path:
    """Return a name for a backup that no other one has; it tells when it was made."""
    clock = datetime.fromtimestamp(taken / 1000).astimezone()
    name = f"{study.stem} {clock:%Y-%m-%d %H-%M-%S}"
    names = (f"{name}{more}" for more in _numbered())
    paths = (folder / f"{each}{study.suffix}" for each in names)
    return next(path for path in paths if not path.exists())


def write_down(backup: Backup) -> None:
    """Write what is known of a backup beside it.

    Raises:
        OSError: When it cannot be written.
    """
    head = backup.head
    said = {
        "taken": backup.taken,
        "size": backup.size,
        "why": backup.why.name,
        "pinned": backup.pinned,
        "study": None if backup.study is None else str(backup.study),
        "version": backup.version,
        "entries": None if head is None else head.entries,
        "head": None if head is None else head.hash,
        "breaks": backup.breaks,
        "sha256": backup.digest,
        "whole": backup.whole,
    }
    path = _note_of(backup.path)
    draft = path.with_name(f"{path.name}.partial")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(said, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def pin(backup: Backup, *, pinned: bool) -> Backup:
    """Have a backup stay until somebody removes it, or no longer.

    Raises:
        ReviewError: When that cannot be written down.
    """
    changed = replace(backup, pinned=pinned)
    with told_plainly(backup.path):
        write_down(changed)
    return changed


def throw_away(backup: Backup) -> None:
    """Remove a backup for good.

    Raises:
        ReviewError: When it cannot be removed.
    """
    with told_plainly(backup.path):
        backup.path.unlink(missing_ok=True)
        _note_of(backup.path).unlink(missing_ok=True)


def is_unchanged(backup: Backup) -> bool:
    """Say whether the file of a backup is byte for byte what was checked."""
    try:
        return digest_of(backup.path) == backup.digest
    except OSError:
        return False


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file in hex digits.

    Raises:
        OSError: When it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in(folder: Path) -> Iterator[Backup]:
    notes = list[Path]()
    with suppress(OSError):
        notes += folder.glob(f"*{CHECKED}")
    for note in notes:
        path = note.with_name(note.name.removesuffix(CHECKED))
        found = _read(note, path)
        if found is not None:
            yield found


def _read(note: Path, path: Path) -> Backup | None:
    """Return what is known of a backup; None where it is not what was checked."""
    try:
        said: dict[str, Any] = json.loads(note.read_text("utf-8"))
        found = Backup(
            path,
            int(said["taken"]),
            int(said["size"]),
            Why[said["why"]],
            bool(said["pinned"]),
            None if said["study"] is None else UUID(said["study"]),
            int(said["version"]),
            None
            if said["head"] is None
            else TrailHead(int(said["entries"]), str(said["head"])),
            int(said["breaks"]),
            str(said["sha256"]),
            bool(said["whole"]),
        )
        return found if path.stat().st_size == found.size else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _note_of(backup: Path) -> Path:
    return backup.with_name(backup.name + CHECKED)


def _numbered() -> Iterator[str]:
    yield ""
    for number in count(2):
        yield f" ({number})"
