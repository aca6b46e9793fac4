"""What kind of drive a file lies on, as far as the system tells.

SQLite's write-ahead log needs memory that all who have the file open share, so it is
for one computer only. On a drive that others reach as well, or in a folder that a
program copies to others, a study is therefore kept in the one file after each step.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Final


class Drive(Enum):
    """How others may reach what lies on a drive."""

    LOCAL = "local"
    NETWORK = "network"
    SYNCED = "synced"


_NETWORK: Final = re.compile(
    r"^(?:nfs\d*|cifs|smb\w*|smbfs|afpfs|webdav|davfs2?|ncpfs|afs|9p|ceph|glusterfs|"
    r"lustre|beegfs|gpfs|fuse\.(?:sshfs|rclone|s3fs|gvfsd-fuse|glusterfs|davfs2?|"
    r"cephfs|gcsfuse|smbnetfs))$"
)
"""File systems whose files are on another computer, or, as 9p, in another system."""

_SYNCED: Final = re.compile(
    r"^(?:Dropbox.*|OneDrive.*|Google ?Drive|GoogleDrive-.*|My Drive|iCloud ?Drive|"
    r"Mobile Documents|CloudStorage|Nextcloud|ownCloud|Box|Box Sync|pCloud.*|"
    r"Seafile|Syncthing)$",
    re.IGNORECASE,
)
_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_MAC_LINE: Final = re.compile(r"^.*? on (/.*) \((\w+)[,)]")
_REMOTE: Final = 4
"""What Windows calls a drive of another computer (`DRIVE_REMOTE`)."""


def drive_of(path: Path) -> Drive:
    """Return what a file lies on; local where the system does not tell."""
    place = path.absolute()
    if _is_remote(Path(os.path.realpath(place))):
        return Drive.NETWORK
    if any(_SYNCED.match(part) for part in place.parent.parts):
        return Drive.SYNCED
    return Drive.LOCAL


def is_network_mount(mounts: dict[str, str], place: PurePosixPath) -> bool:
    """Say whether a place lies on a network file system.

    Args:
        mounts: Kind of file system by where it is mounted.
        place: An absolute path.
    """
    kinds = [
        mounts[str(folder)]
        for folder in (place, *place.parents)
        if str(folder) in mounts
    ]
    return bool(kinds) and _NETWORK.match(kinds[0]) is not None


def linux_mounts(listed: str) -> dict[str, str]:
    """Read /proc/self/mountinfo; of several mounts at one place the last one counts."""
    found = {}
    for line in listed.splitlines():
        before, _, after = line.partition(" - ")
        place = before.split(" ")[4]
        found[_OCTAL.sub(lambda code: chr(int(code[1], 8)), place)] = after.split()[0]
    return found


def mac_mounts(listed: str) -> dict[str, str]:
    """Read what `mount` writes on macOS."""
    lines = map(_MAC_LINE.match, listed.splitlines())
    return {line[1]: line[2] for line in lines if line is not None}


def _is_remote(place: Path) -> bool:
    if sys.platform == "win32":
        anchor = place.anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return anchor.startswith("\\\\") or kind == _REMOTE
    if sys.platform == "darwin":
        listed = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, check=False
        )
        return is_network_mount(mac_mounts(listed.stdout), PurePosixPath(place))
    mounts = Path("/proc/self/mountinfo")
    if not mounts.is_file():
        return False
    listed_here = mounts.read_text("utf-8", "surrogateescape")
    return is_network_mount(linux_mounts(listed_here), PurePosixPath(place))
