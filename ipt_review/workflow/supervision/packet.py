"""A packet: one folder with what somebody hands in to be certified.

It holds a workbook and the feedback pages of the tapes that count; no recordings, no
names but ids. It is put together under another name beside its place and moved there at
the end, so that a folder of its name is whole.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from ipt_review import __version__
from ipt_review.domain.consent import Use
from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.portfolio_sheets import (
    PacketPage,
    PacketReport,
    portfolio_sheets,
)
from ipt_review.exchange.whole_file import write_whole
from ipt_review.exchange.workbook import write_sheets
from ipt_review.study.identifying import in_text
from ipt_review.study.permissions import About, Act
from ipt_review.workflow.supervision.feedback import feedback_for
from ipt_review.workflow.supervision.feedback_reading import page_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from ipt_review.domain.people import Person
    from ipt_review.scoring.feedback_page import FeedbackPage
    from ipt_review.scoring.portfolio_tapes import Judged
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.supervision.ledger import Ledger

WORKBOOK, PAGES = "portfolio.xlsx", "feedback"
NO_PAGE: Final = "No feedback on it was handed back."
TAKEN_BACK: Final = "The patient took the consent to supervision back."
PROGRAM: Final = f"IPT Review {__version__}"


class PacketNotWritten(ReviewError):
    """A packet that could not be written; nothing of it is left behind."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The packet was not written to “{folder}”: {reason}.",
            "Choose another folder, or free some space; nothing was left there.",
        )


class Packet:
    """Writes a packet, one step at a time, so that whoever waits can call it off.

    Args:
        desk: The open study.
        ledger: Whose packet it is, as the person sees it.
        person: Who hands it on.
        folder: Where the packet's own folder is put.
        printed: Returns a feedback page as the content of a PDF file.

    Attributes:
        path: The folder of the packet, which is there after the last step.
        pages: What was done about each tape that counts.
        doubtful: Files of pages whose words seem to hold a name or a date.

    Raises:
        NotAllowed: When the person may not hand on so much of this therapist.
    """

    def __init__(
        self,
        desk: Desk,
        ledger: Ledger,
        person: Person,
        folder: Path,
        printed: Callable[[FeedbackPage], bytes],
    ) -> None:
        about = About(ledger.therapist.person)
        for act in (Act.SEE_PORTFOLIO, Act.EXPORT_FULL):
            desk.rights.must(act, about, person)
        self._desk = desk
        self._ledger = ledger
        self._person = person
        self._printed = printed
        self.path = _free(folder / f"portfolio-{_plain(ledger.therapist.handle)}")
        self.pages: list[PacketPage] = []
        self.doubtful: list[str] = []
        sees = desk.rights.may(Act.SEE_NAMES, person=person).allowed
        self._names = tuple(desk.database.private.names().values()) if sees else ()

    @property
    def length(self) -> int:
        """How many steps it takes."""
        return len(self._ledger.portfolio.counting) + 1

    def steps(self) -> Generator[int]:
        """Write it; yield after each step how many are done.

        Closing this before the end, or an error, leaves nothing behind.

        Raises:
            PacketNotWritten: When the folder cannot be written to.
            ReviewError: When a file of it cannot be.
        """
        partial = self.path.with_name(f".{self.path.name}.partial")
        with _told(self.path.parent):
            shutil.rmtree(partial, ignore_errors=True)
            (partial / PAGES).mkdir(parents=True)
        try:
            for done, judged in enumerate(self._ledger.portfolio.counting, start=1):
                self.pages.append(self._page(judged, partial / PAGES))
                yield done
            report = self._report()
            write_sheets(
                partial / WORKBOOK,
                portfolio_sheets(report),
                f"Portfolio of {report.therapist}",
                PROGRAM,
            )
            with _told(self.path.parent):
                partial.rename(self.path)
            yield self.length
        finally:
            shutil.rmtree(partial, ignore_errors=True)

    def _page(self, judged: Judged, folder: Path) -> PacketPage:
        """Write the feedback page of a tape, or say why there is none."""
        cases = {each.case.id: each.case for each in self._ledger.record.cases}
        consent = cases[judged.tape.session.case].consent
        if consent.is_withdrawn or Use.SUPERVISION in consent.taken_back:
            return PacketPage(judged, why=TAKEN_BACK)
        try:
            found = feedback_for(self._desk, self._person, judged.tape.tape)
        except ReviewError as problem:
            return PacketPage(judged, why=problem.what)
        if found is None:
            return PacketPage(judged, why=NO_PAGE)
        page = page_of(self._desk, found)
        looks = any(in_text(text, self._names) for text in found.content.texts())
        path = _free(folder / f"{page.file_name}.pdf")
        with _told(self.path.parent):
            write_whole(path, self._printed(page))
        if looks:
            self.doubtful.append(path.name)
        return PacketPage(judged, path.name)

    def _report(self) -> PacketReport:
        ledger = self._ledger
        written = datetime.fromtimestamp(self._desk.now() / 1_000, UTC)
        return PacketReport(
            ledger.therapist.handle,
            ledger.portfolio,
            ledger.record,
            self.pages,
            written.astimezone().date(),
            PROGRAM,
        )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Have what a disk refuses told in a sentence."""
    try:
        yield
    except OSError as error:
        raise PacketNotWritten(
            folder, error.strerror or type(error).__name__
        ) from error


def _plain(handle: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in handle)


def _free(path: Path) -> Path:
    """Return a name that nothing has yet: the same, or with the next number."""
    number, free = 2, path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
