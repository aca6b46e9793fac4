from __future__ import annotations

from ipt_review.exchange.sheets.read_me import SHEETS as EXPLAINED
from ipt_review.ui.export.contents import SHEETS


def test_the_export_screen_names_every_sheet_of_the_workbook() -> None:
    named = [title for titles, _ in SHEETS for title in titles.split(", ")]
    assert sorted(named) == sorted(["Read me", *EXPLAINED])
