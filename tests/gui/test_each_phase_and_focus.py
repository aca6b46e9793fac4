"""A tape of each phase and each focus: the palette and the form that a coder meets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from ipt_review.domain.codebook import Valence
from ipt_review.domain.item import Part
from ipt_review.domain.people import Person, Role
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import AgreedFocus
from ipt_review.workflow.course.course_keeping import CourseKeeper

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.ui.rating.item_state import Row
    from tests.gui.rater import Rater

pytestmark = pytest.mark.gui
NEWCOMER = "SV-9"
OFF_MODEL = 7
AREA_ITEMS = {
    "grief": {"adh_grief_mourning", "adh_grief_reengage"},
    "role_dispute": {"adh_dispute_expectations", "adh_dispute_renegotiate"},
    "role_transition": {"adh_transition_mourning", "adh_transition_new_role"},
    "interpersonal_deficits": {"adh_deficits_isolation", "adh_deficits_new_ties"},
}
EXPLORE = {
    "grief": "Mourning",
    "role_dispute": "Expectations, impasse",
    "role_transition": "Mourn old role",
    "interpersonal_deficits": "Isolation, patterns",
}


@dataclass(frozen=True)
class Tape:
    """A session of the demo study, and what a coder meets there.

    Attributes:
        codes: How many codes of IPT work are on the panel.
        only_here: An item that is asked in this phase alone.
        behind: A code behind “More”, with its key.
    """

    phase: Phase
    session: int
    codes: int
    only_here: str
    behind: tuple[str, str]


TAPES = (
    Tape(Phase.OPENING, 2, 13, "adh_sick_role", ("role_play", "R")),
    Tape(Phase.MIDDLE, 5, 13, "adh_focus_kept", ("hope", "O")),
    Tape(Phase.TERMINATION, 12, 9, "adh_ending", ("hope", "O")),
)
OTHERS = {"adh_sick_role", "adh_ending"}


@pytest.mark.parametrize("area", AREA_ITEMS)
@pytest.mark.parametrize("tape", TAPES, ids=lambda tape: tape.phase.value)
def test_a_tape_has_the_palette_and_the_form_of_its_phase_and_focus(
    visitor: Rater, tape: Tape, area: str
) -> None:
    sit_before(visitor, tape, area)
    book = visitor.seat.codebook
    assert visitor.seat.review.session.phase is tape.phase
    label = next(each.label for each in book.areas if each.id == area)
    assert f"Agreed focus: {label}" in visitor.top()

    assert len(ipt_work(visitor, book)) == tape.codes
    code, key = tape.behind
    assert code not in shown(visitor)
    visitor.press(key)
    assert visitor.newest().code == code

    talk_about(visitor, book, area)
    explore = visitor.window.review.panel.shelf.button_of("area_explore")
    assert explore.accessibleName().startswith(f"{EXPLORE[area]}, key G")

    rows = form(visitor)
    assert tape.only_here in rows
    assert not (OTHERS - {tape.only_here}) & set(rows)
    off = [row for row in rows.values() if row.item.part is Part.OFF_MODEL]
    assert len(off) == OFF_MODEL
    asked = {item for each in AREA_ITEMS.values() for item in each & set(rows)}
    assert asked == (set() if tape.phase is Phase.OPENING else AREA_ITEMS[area])
    expected = {item for item in asked if rows[item].is_expected}
    assert expected == (asked if tape.phase is Phase.MIDDLE else set())


def sit_before(visitor: Rater, tape: Tape, area: str) -> None:
    """Have the case work on an area, and somebody new before one of its tapes."""
    database = visitor.desk.database
    newcomer = Person(uuid4(), NEWCOMER, frozenset({Role.SUPERVISOR}))
    database.add_person(newcomer)
    keeper = CourseKeeper(visitor.desk, database.cases()[0].id, newcomer)
    (old,) = keeper.case.foci
    keeper.correct_focus(old, AgreedFocus(area, 2))
    sessions = database.sessions()
    session = next(each for each in sessions if each.number == tape.session)
    keeper.set_phase(session.id, tape.phase, "As recorded.")
    visitor.sit_down(NEWCOMER, tape.session)


def shown(visitor: Rater) -> set[str]:
    """Return the codes that are on the panel at once."""
    buttons = visitor.window.review.panel.shelf._buttons
    return {code for code, button in buttons.items() if button.isVisible()}


def ipt_work(visitor: Rater, book: Codebook) -> set[str]:
    """Return those that are IPT work, and no flag or safety code."""
    found = (book.code(each) for each in shown(visitor))
    return {code.id for code in found if code.valence is Valence.IPT}


def talk_about(visitor: Rater, book: Codebook, area: str) -> None:
    """Set the focus track by its key."""
    state = book.focus.state(area)
    visitor.press(state.key)
    assert visitor.newest().code == area


def form(visitor: Rater) -> dict[str, Row]:
    """Return what can be rated, by item."""
    visitor.press("Alt+3")
    laid_out = visitor.window.rate._form
    assert laid_out is not None
    return {row.item.id: row for row in laid_out.rows()}
