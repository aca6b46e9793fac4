from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

from build_spec.wheel import is_workbook

if TYPE_CHECKING:
    from pathlib import Path


def test_a_real_workbook_is_one(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "real.xlsx")
    assert is_workbook(tmp_path / "real.xlsx")


def test_a_name_alone_makes_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("readme.txt", "not a workbook")
    assert not is_workbook(tmp_path / "empty.xlsx")
    assert not is_workbook(tmp_path / "other.xlsx")
