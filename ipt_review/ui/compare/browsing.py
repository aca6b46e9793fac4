"""Going through places: the list, its filter, next and previous, playing in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipt_review.domain.timecode import MS_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ipt_review.ui.compare.hearing import HearingPlaces
    from ipt_review.ui.compare.screen import CompareScreen
    from ipt_review.workflow.agreement.comparing import Comparison, RatedBeside
    from ipt_review.workflow.agreement.laying_together import Meeting
    from ipt_review.workflow.agreement.tape_pairs import Together

    Cell = tuple[str | None, str | None]

IN_ORDER = "In the order of the tape; Enter plays."
NONE_LEFT = "Nothing differs by more than the tolerance."
FILTERED = "Only what {first} coded as {one} and {second} as {other}."
FIRST_OF_PAIR, SECOND_OF_PAIR = "the first of a pair", "the second"
NO_RATINGS = "None of the codings has ratings."


class Browsing(QObject):
    """Shows a comparison in list and tables, and plays one place after another.

    Signals:
        place_changed: Another place or item is looked at.
    """

    place_changed = Signal()

    def __init__(
        self, screen: CompareScreen, hearing: HearingPlaces, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._screen = screen
        self._hearing = hearing
        self.comparison: Comparison | None = None
        self._together: Together | None = None
        self._cell: Cell | None = None
        self._meetings: Sequence[Meeting] = ()
        self._items: Sequence[RatedBeside] = ()
        self.decided: Mapping[str, str] = {}
        self.deciding = False
        self.meeting: Meeting | None = None
        self.item: RatedBeside | None = None
        self._connect()

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what each action of this room does."""
        return {
            "compare.next": self.next,
            "compare.previous": self.previous,
            "compare.again": self.again,
            "compare.all": self.show_all,
        }

    def clear(self) -> None:
        """Have nothing to go through."""
        self.comparison = self._together = self.meeting = self.item = None
        self._meetings = self._items = ()
        self.decided = {}

    def show(self, together: Together) -> None:
        """Show codings laid together; the place that is looked at stays."""
        before, item = self.meeting, self.item
        comparison, known = together.whole, self._together
        if known is None or not _same(known.whole, comparison):
            self._cell = before = item = None
        elif known.places != together.places:
            self._cell = None
        self.comparison, self._together = comparison, together
        self._show_matrix()
        self._show_list()
        self._show_items()
        subject = before.subject if before is not None else None
        found = [each for each in self._meetings if each.subject == subject]
        self.item = next((i for i in self._items if item and i.item == item.item), None)
        self.meeting = found[0] if found else None
        self._show_place()

    def show_decided(self, decided: Mapping[str, str], *, deciding: bool) -> None:
        """Show what was decided, by subject in words, and whether it is asked for."""
        if (decided, deciding) == (self.decided, self.deciding):
            return
        self.decided, self.deciding = decided, deciding
        if self.comparison is not None:
            self._show_list()
            self._show_items()
            self._show_place()

    def show_all(self) -> None:
        """Take the filter off the list."""
        self._cell = None
        self._screen.matrix.clear_choice()
        self._show_list()
        self._show_place()

    def next(self) -> None:
        """Look at the next place of the list, and play it."""
        self._go(1)

    def previous(self) -> None:
        """Look at the place before, and play it."""
        self._go(-1)

    def again(self) -> None:
        """Play the place that is looked at once more."""
        if self.meeting is not None:
            self._hearing.play(self.meeting.span)

    @property
    def subject(self) -> str:
        """What is looked at: a place, an item, or nothing."""
        looked_at = self.meeting or self.item
        return looked_at.subject if looked_at is not None else ""

    def look_at_subject(self, subject: str) -> None:
        """Look at the place with this subject and play it, or at the item."""
        if self.comparison is None:
            return
        places = (each for each in self.comparison.disagreements)
        place = next((each for each in places if each.subject == subject), None)
        items = (each for each in self.comparison.items)
        item = next((each for each in items if each.subject == subject), None)
        if place is not None:
            self.look_at(place)
        elif item is not None:
            self.look_at_item(item)

    def look_at(self, meeting: Meeting) -> None:
        """Look at a place, which the filter may hide, and play it."""
        if meeting not in self._meetings:
            self.show_all()
        self.meeting, self.item = meeting, None
        self._show_place()
        self.again()

    def look_at_item(self, item: RatedBeside) -> None:
        """Look at an item."""
        self.meeting, self.item = None, item
        self._show_place()

    def _go(self, by: int) -> None:
        if self.item is not None and self.item in self._items:
            items = [each for each in self._items if not each.agrees]
            later = [i for i in items if self._is_beyond(i, by)]
            if later:
                self.look_at_item(later[0 if by > 0 else -1])
            return
        found = self._meetings
        if not found:
            return
        if self.meeting in found:
            place = found.index(self.meeting) + by
        else:
            place = 0 if by > 0 else len(found) - 1
        self.look_at(found[max(0, min(place, len(found) - 1))])

    def _is_beyond(self, item: RatedBeside, by: int) -> bool:
        """Say whether an item stands after, or before, the one that is looked at."""
        here = self._items.index(self.item) if self.item in self._items else 0
        return (self._items.index(item) - here) * by > 0

    def _show_matrix(self) -> None:
        together = self._together
        if together is None:
            return
        by_group = self._screen.by_group.isChecked()
        names = self._rows_and_columns(together)
        found = together.confusion(by_group=by_group)
        self._screen.matrix.show_confusion(found, names)
        near = together.whole.tolerance / MS_PER_SECOND
        what = f"Rows {names[0]}, columns {names[1]}"
        if not together.is_one_pair:
            what = f"All {len(together.places)} pairs of {together.names()}, added up"
        self._screen.matrix_under.setText(
            f"{what}, within ± {near:g} s. A cell filters the list."
        )

    def _rows_and_columns(self, together: Together) -> tuple[str, str]:
        if not together.is_one_pair:
            return FIRST_OF_PAIR, SECOND_OF_PAIR
        first, second = together.pairs[0].sides
        return first.name, second.name

    def _show_list(self) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        self._meetings = self._wanted(comparison)
        self._screen.list.show_meetings(self._meetings, comparison, self.decided)
        self._screen.all.setVisible(self._cell is not None)
        if self._cell is not None and self._together is not None:
            first, second = self._rows_and_columns(self._together)
            one, other = (self._named(key) for key in self._cell)
            text = FILTERED.format(first=first, one=one, second=second, other=other)
        else:
            text = IN_ORDER if self._meetings else NONE_LEFT
        self._screen.list_under.setText(text)

    def _wanted(self, comparison: Comparison) -> list[Meeting]:
        """Return the disagreements, or all that is in the chosen cell."""
        if self._cell is None or self._together is None:
            return list(comparison.disagreements)
        by_group = self._screen.by_group.isChecked()
        return self._together.in_cell(self._cell, by_group=by_group)

    def _named(self, key: str | None) -> str:
        comparison = self.comparison
        if key is None or comparison is None:
            return "nothing"
        book = comparison.codebook
        if self._screen.by_group.isChecked():
            return next(each.label for each in book.groups if each.id == key)
        return book.label(key)

    def _show_items(self) -> None:
        comparison = self.comparison
        if comparison is None:
            return
        only = self._screen.only_differing.isChecked()
        all_items = comparison.items
        self._items = [each for each in all_items if not (only and each.agrees)]
        self._screen.ratings.show_items(
            self._items, comparison, self.decided if self.deciding else None
        )
        differ = sum(not each.agrees for each in all_items)
        subjects = (each.subject for each in comparison.disagreements)
        still = [sum(each not in self.decided for each in subjects)]
        subjects = (each.subject for each in all_items if not each.agrees)
        still += [sum(each not in self.decided for each in subjects)]
        open_ones = still if self.deciding else None
        self._screen.show_counts(len(comparison.disagreements), differ, open_ones)
        self._screen.ratings_under.setText(
            f"{differ} of {len(all_items)} differ; 97, 98 and 99 are reasons and are "
            "not subtracted."
            if all_items
            else NO_RATINGS
        )

    def _show_place(self) -> None:
        comparison, meeting, item = self.comparison, self.meeting, self.item
        screen = self._screen
        if meeting is not None or item is not None:
            screen.tabs.setCurrentIndex(0 if item is None else 1)
        screen.timeline.pick(meeting)
        at = self._meetings.index(meeting) if meeting in self._meetings else -1
        screen.list.pick(at)
        screen.ratings.pick(self._items.index(item) if item in self._items else -1)
        if comparison is None or (meeting is None and item is None):
            screen.place.show_nothing()
        elif meeting is not None:
            noun = "Place" if self._cell is not None else "Disagreement"
            of = f"{noun} {at + 1} of {len(self._meetings)}" if at >= 0 else "A match"
            lead = self._hearing.lead_in / MS_PER_SECOND
            screen.place.show_meeting(meeting, comparison, of, lead)
        elif item is not None:
            screen.place.show_item(item, comparison, f"Item: {item.item.label}")
        self.place_changed.emit()

    def _filter(self, cell: Cell | None) -> None:
        self._cell = cell
        self._show_list()
        self.meeting = None
        self._show_place()

    def _group_anew(self) -> None:
        self._cell = None
        self._show_matrix()
        self._show_list()

    def _pick(self, place: int) -> None:
        self.meeting, self.item = self._meetings[place], None
        self._show_place()

    def _connect(self) -> None:
        screen = self._screen
        screen.list.picked.connect(self._pick)
        screen.list.play_wanted.connect(self.again)
        screen.ratings.picked.connect(lambda n: self.look_at_item(self._items[n]))
        screen.timeline.meeting_picked.connect(self.look_at)
        screen.matrix.cell_chosen.connect(self._filter)
        screen.by_group.toggled.connect(self._group_anew)
        screen.only_differing.toggled.connect(self._show_items)
        screen.all.clicked.connect(self.show_all)
        screen.place.next_wanted.connect(self.next)
        screen.place.previous_wanted.connect(self.previous)
        screen.place.again_wanted.connect(self.again)


def _same(one: Comparison, other: Comparison) -> bool:
    """Say whether two comparisons are of the same codings, in their order."""
    ids = [[side.coding.head.id for side in each.sides] for each in (one, other)]
    return ids[0] == ids[1]
