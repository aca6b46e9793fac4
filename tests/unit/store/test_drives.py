from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from ipt_review.store.drives import (
    Drive,
    drive_of,
    is_network_mount,
    linux_mounts,
    mac_mounts,
)

if TYPE_CHECKING:
    from pathlib import Path

LINUX = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:26 / /mnt/ward\\040files rw shared:2 - cifs //server/ward rw,vers=3.1.1
31 22 0:27 / /mnt/lab rw shared:3 - nfs4 server:/lab rw
32 31 254:2 / /mnt/lab/scratch rw - xfs /dev/vdb rw
33 22 0:30 / /mnt/c rw - 9p C: rw
34 22 0:31 / /home/somebody/far rw - fuse.sshfs somebody@server: rw
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ann@server/ward on /Volumes/ward files (smbfs, nodev, nosuid, mounted by ann)
"""


@pytest.mark.parametrize(
    ("place", "network"),
    [
        ("/home/somebody/pilot.iptstudy", False),
        ("/mnt/ward files/pilot.iptstudy", True),
        ("/mnt/ward/pilot.iptstudy", False),
        ("/mnt/lab/deep/down/pilot.iptstudy", True),
        ("/mnt/lab/scratch/pilot.iptstudy", False),
        ("/mnt/c/Users/somebody/pilot.iptstudy", True),
        ("/home/somebody/far/pilot.iptstudy", True),
    ],
)
def test_a_network_drive_is_known_by_its_file_system(
    place: str, *, network: bool
) -> None:
    assert is_network_mount(linux_mounts(LINUX), PurePosixPath(place)) == network


def test_a_network_drive_is_known_on_a_mac() -> None:
    mounts = mac_mounts(MAC)

    assert is_network_mount(mounts, PurePosixPath("/Volumes/ward files/a.iptstudy"))
    assert not is_network_mount(mounts, PurePosixPath("/Users/somebody/a.iptstudy"))


@pytest.mark.parametrize(
    ("folder", "drive"),
    [
        ("Documents", Drive.LOCAL),
        ("OneDrive - Clinic", Drive.SYNCED),
        ("Dropbox", Drive.SYNCED),
        ("My dropbox notes", Drive.LOCAL),
    ],
)
def test_a_folder_that_is_copied_to_others_is_known_by_its_name(
    tmp_path: Path, folder: str, drive: Drive
) -> None:
    assert drive_of(tmp_path / folder / "study" / "pilot.iptstudy") is drive
