"""The file of a package: cover, seal, and what is inside (see docs/packages.md).

A line with the format, a line with the cover as JSON, then the sealed rest: a zip file
with a manifest, its signature, and the files that the manifest names by checksum.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from ipt_review import __version__
from ipt_review.domain.package import PackageLabel, Way
from ipt_review.domain.package_problems import (
    DamagedPackage,
    NewerPackage,
    NotAPackage,
    UnreadablePackage,
)
from ipt_review.exchange.sealing import Seal, is_signed, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from ipt_review.domain.package import OwnKeys, PublicKeys

SUFFIX: Final = ".iptpackage"
FORMAT: Final = 1
MAGIC: Final = b"IPT-REVIEW-PACKAGE "
MOST_BYTES: Final = 512 * 1024 * 1024
"""What a package may hold, unpacked; far more than thousands of codings."""

_MANIFEST, _SIGNATURE = "manifest.json", "manifest.sig"
_CONTEXT: Final = b"IPT Review package manifest\n"


@dataclass(frozen=True, slots=True)
class Cover:
    """What of a package everybody can read.

    Attributes:
        way: Which way it goes.
        study: Of which study it is.
        seal: How the rest is closed.
        lines: The two lines themselves.
    """

    way: Way
    study: UUID
    seal: Seal
    lines: bytes


@dataclass(frozen=True, slots=True)
class Package:
    """What is in a package.

    Attributes:
        label: What it is.
        files: By name; each is as the manifest says.
        manifest: As it was signed.
        signature: Whose it is, `is_from` tells.
    """

    label: PackageLabel
    files: Mapping[str, bytes]
    manifest: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def is_from(self, senders: Iterable[PublicKeys]) -> bool:
        """Say whether one of these signed it."""
        said = _CONTEXT + self.manifest
        return any(is_signed(each, said, self.signature) for each in senders)


def packed(
    label: PackageLabel,
    files: Mapping[str, bytes],
    sender: OwnKeys,
    seal: Seal,
    close: Callable[[bytes, bytes], bytes],
) -> bytes:
    """Return a package as a file.

    Args:
        label: What it is.
        files: What it holds, by name.
        sender: Who signs it.
        seal: How it is closed.
        close: Closes; takes the cover and the inside.
    """
    manifest = _manifest(label, files)
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, manifest)
        archive.writestr(_SIGNATURE, signed(sender, _CONTEXT + manifest))
        for name, content in files.items():
            archive.writestr(name, content)
    cover = _cover(label, seal)
    return cover + close(cover, inner.getvalue())


def read_file(path: Path) -> tuple[Cover, bytes]:
    """Read the cover of a package, and what is sealed, as it is.

    Raises:
        UnreadablePackage: When the file cannot be read.
        NotAPackage: When it is none.
        NewerPackage: When a newer version made it.
        DamagedPackage: When it ends too early.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise NotAPackage(path.name)
            content = MAGIC + file.read(MOST_BYTES)
    except OSError as error:
        raise UnreadablePackage(path.name, error.strerror or "no reason") from error
    first, _, rest = content.partition(b"\n")
    number = first.removeprefix(MAGIC)
    if not number.isdigit():
        raise NotAPackage(path.name)
    if int(number) > FORMAT:
        raise NewerPackage
    second, _, sealed = rest.partition(b"\n")
    lines = b"%b\n%b\n" % (first, second)
    return _cover_of(second, lines), sealed


def unpacked(inner: bytes) -> Package:
    """Read what was sealed, and check it against its manifest.

    Raises:
        DamagedPackage: When something is missing, is too much, or is not as it was.
        NewerPackage: When a newer version made it.
    """
    try:
        with zipfile.ZipFile(BytesIO(inner)) as archive:
            infos = archive.infolist()
            if sum(each.file_size for each in infos) > MOST_BYTES:
                raise DamagedPackage
            files = {each.filename: archive.read(each) for each in infos}
        manifest, signature = files.pop(_MANIFEST), files.pop(_SIGNATURE)
        said = json.loads(manifest)
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError) as error:
        raise DamagedPackage from error
    if said.get("format", FORMAT) > FORMAT:
        raise NewerPackage
    if {name: _sum(content) for name, content in files.items()} != said.get("files"):
        raise DamagedPackage
    return Package(_label_of(said), files, manifest, signature)


def _manifest(label: PackageLabel, files: Mapping[str, bytes]) -> bytes:
    said = {
        "format": FORMAT,
        "program": __version__,
        "package": label.id.hex,
        "way": label.way.value,
        "study": label.study.hex,
        "rater": label.rater.hex,
        "made": label.made,
        "trail_head": label.head,
        "trail_entries": label.entries,
        "files": {name: _sum(content) for name, content in files.items()},
    }
    return json.dumps(said, indent=1, sort_keys=True).encode()


def _label_of(said: Mapping[str, Any]) -> PackageLabel:
    try:
        return PackageLabel(
            UUID(hex=said["package"]),
            Way(said["way"]),
            UUID(hex=said["study"]),
            UUID(hex=said["rater"]),
            int(said["made"]),
            str(said["trail_head"]),
            int(said["trail_entries"]),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise DamagedPackage from error


def _cover(label: PackageLabel, seal: Seal) -> bytes:
    said = {
        "way": label.way.value,
        "study": label.study.hex,
        "seal": seal.kind,
        "known": seal.known.hex(),
        "salt": seal.salt.hex(),
        "nonce": seal.nonce.hex(),
    }
    return b"%b%d\n%b\n" % (MAGIC, FORMAT, json.dumps(said, sort_keys=True).encode())


def _cover_of(line: bytes, lines: bytes) -> Cover:
    try:
        said = json.loads(line)
        known, salt, nonce = (
            bytes.fromhex(said[name]) for name in ("known", "salt", "nonce")
        )
        seal = Seal(str(said["seal"]), known, salt, nonce)
        return Cover(Way(said["way"]), UUID(hex=said["study"]), seal, lines)
    except (LookupError, TypeError, ValueError) as error:
        raise DamagedPackage from error


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()
