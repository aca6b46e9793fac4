"""What can be done from anywhere by name: actions, codes, states, sessions to open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from ipt_review.ui import wording
from ipt_review.ui.actions import ACTIONS
from ipt_review.ui.commands.dialog import CommandDialog
from ipt_review.ui.commands.finding import Command
from ipt_review.ui.commands.recent import RecentCommands
from ipt_review.ui.keymap.code_keys import sections
from ipt_review.ui.keymap.naming import name_of
from ipt_review.workflow.studies.assigning import from_queue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.ui.keymap.key_map import KeyMap
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.ui.situation import Situation

OWN = "go.command"


class Outlets(NamedTuple):
    """What commands come to.

    Attributes:
        do: Does the action with this id.
        code: Puts a code or state where the tape stands.
        open_tape: Opens the tape with this id for review.
    """

    do: Callable[[str], object]
    code: Callable[[str], object]
    open_tape: Callable[[UUID], object]


class Commanding(QObject):
    """Lists what there is at the moment, and does what is chosen.

    Args:
        situation: Says what is not possible now.
        settings: Where the commands used last are kept.
        outlets: What commands come to.
    """

    def __init__(
        self,
        window: MainWindow,
        key_map: KeyMap,
        situation: Situation,
        settings: QSettings,
        outlets: Outlets,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._key_map = key_map
        self._situation = situation
        self._recent = RecentCommands(settings)
        self._outlets = outlets

    def ask(self) -> None:
        """Ask what is wanted, and do it."""
        offered = dict(self._offered())
        dialog = CommandDialog(
            list(offered), self._recent.ids(), self._window.theme, self._window
        )
        dialog.exec()
        chosen = dialog.chosen
        dialog.deleteLater()
        if chosen is not None:
            self._recent.remember(chosen.id)
            offered[chosen]()

    def _offered(self) -> Iterator[tuple[Command, Callable[[], object]]]:
        against = self._situation.against_each(each.id for each in ACTIONS)
        for each in ACTIONS:
            if each.id != OWN:
                keys = name_of(self._key_map.first(each.id))
                command = Command(
                    f"action {each.id}", each.label, each.menu, keys, against[each.id]
                )
                yield command, partial(self._outlets.do, each.id)
        yield from self._codes()
        yield from self._sessions()

    def _codes(self) -> Iterator[tuple[Command, Callable[[], object]]]:
        book, against = self._situation.codebook, self._situation.against_coding()
        for heading, rows in sections(book) if book is not None else []:
            for key, words, code in rows:
                command = Command(f"code {code}", words, heading, key, against)
                yield command, partial(self._outlets.code, code)

    def _sessions(self) -> Iterator[tuple[Command, Callable[[], object]]]:
        desk = self._situation.desk
        person = desk.rights.person if desk is not None else None
        if desk is None or (person is not None and from_queue(desk, person)):
            return
        holdings = desk.holdings()
        cases = {case.id: case for case in holdings.cases}
        sessions = {each.id: each for each in holdings.sessions}
        for tape in holdings.tapes:
            session = sessions[tape.session]
            case = cases[session.case]
            words = f"Case {case.handle}, {wording.session_of(session, case).lower()}"
            command = Command(f"tape {tape.id}", f"Review {words}", "Session", "", "")
            yield command, partial(self._outlets.open_tape, tape.id)
