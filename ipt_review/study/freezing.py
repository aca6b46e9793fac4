"""The manifest of a frozen study: a checksum for each thing, and what differs later."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ipt_review.domain.problems import ReviewError
from ipt_review.study.canonical import checksum, text_of, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ipt_review.domain.coding import CodebookVersion, Coding

CODING, CODEBOOK, SETTING = "coding", "codebook", "setting"
FORMAT = "IPT Review manifest 1"


class NoManifest(ReviewError):
    """A text that is no manifest, or not of a version known here."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a manifest of a study.",
            "Choose the file that was saved when the study was frozen.",
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a study consisted of.

    Attributes:
        sums: SHA-256 checksums by name, for example "coding 9f…" or "setting arm".
    """

    sums: Mapping[str, str]

    @property
    def checksum(self) -> str:
        """The checksum of all of it, to be written down elsewhere."""
        return checksum(self.text())

    def text(self) -> str:
        """Write it, one entry a line, so that it can be read and compared."""
        return json.dumps(
            {"format": FORMAT, "sha256": dict(sorted(self.sums.items()))},
            ensure_ascii=False,
            indent=1,
        )

    @classmethod
    def read(cls, text: str) -> Manifest:
        """Read one that was written.

        Raises:
            NoManifest: When it is none.
        """
        try:
            found = json.loads(text)
            sums = {str(name): str(each) for name, each in found["sha256"].items()}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise NoManifest from None
        if found.get("format") != FORMAT:
            raise NoManifest
        return cls(sums)


class Difference(NamedTuple):
    """An entry that two manifests do not have alike.

    Attributes:
        what: Whether it was changed, is missing, or was added.
    """

    name: str
    what: str


CHANGED, MISSING, ADDED = "changed", "missing", "added"


def manifest_of(
    codings: Iterable[Coding],
    codebooks: Mapping[CodebookVersion, str],
    settings: Mapping[str, str],
) -> Manifest:
    """Return the manifest of a study.

    Args:
        codings: All of it, submitted or not.
        codebooks: The texts of the codebooks that it holds.
        settings: What is set for it, by name.
    """
    sums = {f"{CODING} {each.head.id}": sum_of(each) for each in codings}
    for version, text in codebooks.items():
        sums[f"{CODEBOOK} {version.id} {version.version}"] = checksum(text)
    for name, value in settings.items():
        sums[f"{SETTING} {name}"] = checksum(value)
    return Manifest(sums)


def sum_of(coding: Coding) -> str:
    """Return the checksum of a coding and of how far its rater is."""
    status = coding.head.status.value
    return checksum(written({"status": status, "content": text_of(coding)}))


def differences(then: Manifest, now: Manifest) -> list[Difference]:
    """Return what differs between two manifests, by name."""
    found = []
    for name in sorted({*then.sums, *now.sums}):
        before, after = then.sums.get(name), now.sums.get(name)
        if before != after:
            what = CHANGED if before and after else ADDED if after else MISSING
            found.append(Difference(name, what))
    return found
