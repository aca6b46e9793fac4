from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipt_review.domain.link import BadLink, MomentLink, is_link, link_of


@given(st.uuids(), st.integers(0, 24 * 3_600_000))
def test_a_link_leads_back_to_its_moment(tape: UUID, at: int) -> None:
    link = MomentLink(tape, at)
    assert is_link(str(link))
    assert link_of(str(link)) == link


def test_a_link_is_read_as_a_browser_hands_it_on() -> None:
    tape = UUID(int=7)
    assert link_of(f" ipt-review://tape/{tape}/?at=1500\n") == MomentLink(tape, 1_500)
    assert link_of(f"ipt-review:tape/{tape}?at=0") == MomentLink(tape, 0)


@pytest.mark.parametrize(
    "text",
    ["", "ipt-review://", "https://example.org/tape", "ipt-review://tape/x?at=1"],
)
def test_what_is_no_link_says_what_to_do(text: str) -> None:
    with pytest.raises(BadLink, match="workbook"):
        link_of(text)
