"""How studies come into the window: opened, made anew, or dropped on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from ipt_review.domain.problems import ReviewError
from ipt_review.domain.secret import RecoveryKey
from ipt_review.ui.backups.safekeeping import Safekeeping
from ipt_review.ui.dialogs import ask_recordings, ask_study
from ipt_review.ui.packages.rater_packages import RaterPackages
from ipt_review.ui.recent import RecentStudies
from ipt_review.ui.team.teams import Teams
from ipt_review.ui.trying import tried
from ipt_review.ui.vault.new_study import ask_new_study
from ipt_review.ui.vault.unlock import ask_secret
from ipt_review.ui.vault.vault import Vault
from ipt_review.workflow.coding.transcribing import SUFFIXES as CAPTIONS
from ipt_review.workflow.files.at_once import review_at_once
from ipt_review.workflow.files.backups import is_damage
from ipt_review.workflow.files.opening import (
    SUFFIX,
    new_study,
    open_demo,
    open_study,
    opens_by_secret,
)
from ipt_review.workflow.files.whereabouts import remarks_on
from ipt_review.workflow.packages.package_overview import SUFFIX as PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from PySide6.QtCore import QSettings

    from ipt_review.domain.secret import Secret
    from ipt_review.ui.main_window import MainWindow
    from ipt_review.workflow.desk import Desk

MADE = (
    "A study was made for this recording: {path}. It has one therapist (T-01), one "
    "case (C-001) and session 1; the recording stays where it is. It has no "
    "passphrase; “Passphrase…” in the Study menu encrypts it."
)


BY_KEY = (
    "The study was opened with its recovery key. “Passphrase…” in the Study menu gives "
    "it a new passphrase."
)
ASKED = "“{name}” is encrypted. What is its passphrase?"


class Unopened(NamedTuple):
    """A study that did not open, whatever secret is given."""

    problem: ReviewError
    secret: Secret | None = None


class Wants(NamedTuple):
    """What follows once a study is open.

    Attributes:
        admit: Asks who opens a study; says whether anybody does.
        take: Has the window work in a study.
        let_go: Closes the study that is open.
        review: Opens the tape with this id.
        practice: Begins to practice in the study that is open.
        take_in: Takes folders of recordings into the study that is open.
        add: Takes recordings into the study that is open.
        transcribe: Takes caption files in for the tape that is open.
        pause: Pauses the tape.
        may_leave: Says whether the tape that is open may be left.
        renew: Shows the study anew, from its home.
    """

    admit: Callable[[Desk], bool]
    take: Callable[[Desk], object]
    let_go: Callable[[], object]
    review: Callable[[UUID], object]
    practice: Callable[[], object]
    take_in: Callable[[Sequence[Path]], object]
    add: Callable[[Sequence[Path]], object]
    transcribe: Callable[[Sequence[Path]], object]
    pause: Callable[[], object]
    may_leave: Callable[[], bool]
    renew: Callable[[], object]


class Opening(QObject):
    """Opens studies, as the start page, the menu, and files that are dropped ask.

    Args:
        home: Folder for the demo study and for studies of one recording.
        settings: Where the last studies are remembered.
        wants: What follows.
    """

    def __init__(
        self, window: MainWindow, home: Path, settings: QSettings, wants: Wants
    ) -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._recent = RecentStudies(settings)
        self._wants = wants
        self._by_key = False
        self.vault = Vault(window, self._take, wants.let_go, wants.pause)
        self.safekeeping = Safekeeping(
            window, home, self._take_up, self._take, wants.let_go
        )
        self.teams = Teams(window, home, settings, self._take_up)
        self.packages = RaterPackages(
            window, home, self._open, self.vault.hand_out, wants.renew
        )
        start = window.start
        start.demo_wanted.connect(self.open_demo)
        start.new_wanted.connect(self.make_study)
        start.open_wanted.connect(self.choose_study)
        start.recent_wanted.connect(self.open_path)
        start.review_wanted.connect(self.choose_recording)
        start.practice_wanted.connect(self.practice)
        window.dropped.connect(self.take_files)

    def doings(self) -> dict[str, Callable[[], object]]:
        """Return what can be done here, by action id."""
        return {
            "study.new": self.make_study,
            "study.open": self.choose_study,
            "study.demo": self.open_demo,
            "study.review_now": self.choose_recording,
            "study.practice": self.practice,
            **self.vault.doings(),
            **self.safekeeping.doings(),
            **self.teams.doings(),
            **self.packages.doings(),
            "study.passphrase": partial(self._leave_for, self.vault.change),
            "study.team": partial(self._leave_for, self.teams.enter),
        }

    def _leave_for(self, doing: Callable[[], object]) -> None:
        """Do something that leaves the tape, unless whoever is there wants to stay."""
        if self._wants.may_leave():
            doing()

    def show_recent(self) -> None:
        """Offer the studies that were open last on the start page."""
        self._window.start.show_recent(self._recent.paths())

    def open_path(self, path: Path) -> bool:
        """Open a study file, asking for its passphrase; say whether that went well."""
        try:
            found = self._unlocked(path)
        except ReviewError as wrong:
            found = Unopened(wrong)
        if isinstance(found, Unopened):
            if not self.safekeeping.offer(path, found.problem, found.secret):
                self._window.banner.tell(str(found.problem))
            return False
        return found is not None and self._take(found)

    def open_demo(self) -> bool:
        """Open the demo study, made anew when it is not there."""
        return self._open(partial(open_demo, self._home / f"demo{SUFFIX}"))

    def practice(self) -> bool:
        """Open the demo study and code its tape for practice."""
        opened = self.open_demo()
        if opened:
            self._wants.practice()
        return opened

    def review_now(self, files: Sequence[Path]) -> bool:
        """Make a study for one recording and review it; say whether that went well."""
        if not self._wants.may_leave():
            return False
        made = tried(
            lambda: review_at_once(files, self._home), self._window.banner.tell
        )
        if made is None:
            return False
        desk, tape = made
        self._take(desk)
        self._wants.review(tape.id)
        self._window.banner.tell(MADE.format(path=desk.database.path))
        return True

    def take_files(self, files: Sequence[Path]) -> None:
        """Take in what was dropped: a study, package, captions, recording or folder."""
        studies = [each for each in files if each.suffix == SUFFIX]
        packages = [each for each in files if each.suffix == PACKAGE]
        if studies:
            self.open_path(studies[0])
        elif packages:
            self.packages.open(packages[0])
        elif all(each.suffix.lower() in CAPTIONS for each in files):
            self._wants.transcribe(files)
        elif self._window.rail.isVisible() and any(each.is_dir() for each in files):
            self._wants.take_in(files)
        elif self._window.rail.isVisible():
            self._wants.add(files)
        else:
            self.review_now(files)

    def make_study(self) -> None:
        """Ask for a new study, make it, and hand out its recovery key."""
        wanted = ask_new_study(self._window, self._home)
        if wanted is not None and self._open(partial(new_study, *wanted)):
            self.vault.hand_out()

    def choose_study(self) -> None:
        """Ask for a study, and open it."""
        path = ask_study(self._window, self._home)
        if path is not None:
            self.open_path(path)

    def choose_recording(self) -> None:
        """Ask for a recording, and review it."""
        files = ask_recordings(self._window)
        if files:
            self.review_now(files)

    def _unlocked(self, path: Path) -> Desk | Unopened | None:
        """Return a study open, None when nobody gave what opens it."""
        if not opens_by_secret(path):
            return open_study(path)
        asked = ASKED.format(name=path.name)
        return ask_secret(self._window, asked, partial(self._open_with, path))

    def _open_with(self, path: Path, secret: Secret) -> Desk | Unopened:
        try:
            desk = open_study(path, secret)
        except ReviewError as problem:
            if is_damage(problem):  # no other secret helps
                return Unopened(problem, secret)
            raise
        self._by_key = isinstance(secret, RecoveryKey)
        return desk

    def _open(self, opening: Callable[[], Desk | None]) -> bool:
        if not self._wants.may_leave():
            return False
        desk = tried(opening, self._window.banner.tell)
        return desk is not None and self._take(desk)

    def _take(self, desk: Desk) -> bool:
        self._recent.remember(desk.database.path)
        return self._take_up(desk)

    def _take_up(self, desk: Desk) -> bool:
        """Work in a study, if somebody says who they are; say whether that is so."""
        if not self._wants.admit(desk):
            desk.close()
            return False
        self._work_in(desk)
        return True

    def go_on_in(self, desk: Desk) -> None:
        """Work in a copy of the study that is open; whoever is there is not asked."""
        self._recent.remember(desk.database.path)
        self._work_in(desk)

    def _work_in(self, desk: Desk) -> None:
        self._wants.take(desk)
        self.vault.guard(desk)
        self.safekeeping.guard(desk)
        self.teams.meet(desk)
        self.packages.meet(desk)
        remarks = remarks_on(desk.database)
        if self._by_key:
            remarks.append(BY_KEY)
        self._by_key = False
        if remarks:
            self._window.banner.tell(" ".join(remarks))
