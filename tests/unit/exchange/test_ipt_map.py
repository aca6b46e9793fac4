"""The table that says where each rule of the treatment lives names what there is."""

from __future__ import annotations

import re
from pathlib import Path

from ipt_review.exchange.codebook_file import parse_codebook
from ipt_review.shipped import resource

MAP = Path("docs/ipt-map.md").read_text("utf-8")
BOOK = parse_codebook(
    resource("codebooks/ipt_core.yaml").read_text("utf-8"), "ipt_core.yaml"
)
ROWS = {"F": 16, "O": 19, "E": 14, "S": 6, "M": 15, "T": 7, "P": 6, "X": 12}
NAMED = set(re.findall(r"`([a-z][a-z0-9_]*)`", MAP))
PREFIXES = {"adh_", "off_", "cmp_", "own_"}


def test_every_row_of_the_analysis_is_there_once_and_in_order() -> None:
    found = re.findall(r"^\| ([A-Z]\d+) \|", MAP, re.MULTILINE)
    assert found == [
        f"{part}{number}"
        for part, last in ROWS.items()
        for number in range(1, last + 1)
    ]


def test_every_code_and_item_that_it_names_is_in_the_codebook() -> None:
    codes = {code.id for code in BOOK.codes}
    items = {item.id for item in BOOK.items}
    areas = {area.id for area in BOOK.areas}
    assert not NAMED - codes - items - areas - PREFIXES


def test_every_code_and_item_of_the_codebook_has_its_row() -> None:
    beyond = {code.id for code in BOOK.codes if code.beyond_article}
    beyond |= {item.id for item in BOOK.items if item.beyond_article}
    wanted = {code.id for code in BOOK.codes} | {item.id for item in BOOK.items}
    assert not wanted - beyond - NAMED
