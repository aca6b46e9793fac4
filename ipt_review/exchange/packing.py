"""Putting the sheets of a workbook into its file, which can be watched and stopped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from typing_extensions import override

if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

    from ipt_review.exchange.watch import Watch

PIECE: Final = 1 << 20
"""How many bytes are packed at once."""


class Packing(ZipFile):
    """An archive that tells how much of some files it has taken in.

    Args:
        file: What it is written to.
        whole: How many bytes will come, about.
        watch: Told after each piece.
    """

    def __init__(self, file: BinaryIO, whole: int, watch: Watch) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._whole = max(1, whole)
        self._taken = 0
        self._watch = watch

    @override
    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Take a file in, piece by piece.

        Raises:
            CalledOff: When the archive is not wanted any more.
        """
        entry = ZipInfo.from_file(filename, arcname)
        entry.compress_type = self.compression
        with Path(filename).open("rb") as source, self.open(entry, "w") as target:
            while piece := source.read(PIECE):
                target.write(piece)
                self._taken += len(piece)
                self._watch.tell(min(1.0, self._taken / self._whole))
