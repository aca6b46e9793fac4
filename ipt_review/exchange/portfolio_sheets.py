"""A portfolio as sheets of a workbook, for those who certify; ids only, no notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ipt_review.domain.portfolio import RequirementKind
from ipt_review.exchange.sheets.table import Column, Form, Sheet
from ipt_review.scoring.portfolio_words import PASSED_ON, RATED_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ipt_review.exchange.sheets.table import Row
    from ipt_review.scoring.portfolio import Portfolio
    from ipt_review.scoring.portfolio_tapes import Judged, Record

HOW_TO_READ: Final = (
    "Each tape stands for itself. Scores come from the codebook that the study rates "
    "with; its cut-offs are not validated."
)
_HOURS: Final = frozenset({RequirementKind.HOURS})


@dataclass(frozen=True, slots=True)
class PacketPage:
    """A tape that counts, and the file of its feedback page.

    Attributes:
        file: Name of the file; empty where there is none.
        why: Why there is none.
    """

    judged: Judged
    file: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class PacketReport:
    """What goes into the workbook of a packet.

    Attributes:
        therapist: Id of the therapist, as people know it.
        written: The day on which it was written.
    """

    therapist: str
    portfolio: Portfolio
    record: Record
    pages: Sequence[PacketPage]
    written: date
    program: str


def portfolio_sheets(report: PacketReport) -> list[Sheet]:
    """Return the sheets of a packet's workbook."""
    return [
        _sheet("Portfolio", _PORTFOLIO, _requirements(report), frozen=1),
        _sheet("Evidence", _EVIDENCE, _evidence(report), frozen=1),
        _sheet("Tapes", _TAPES, _tapes(report), frozen=2),
        _sheet("Supervision", _SUPERVISION, _supervision(report.record)),
        _sheet("Read me", _READ_ME, _read_me(report)),
    ]


def _sheet(
    title: str, columns: tuple[Column, ...], rows: Iterator[Row], frozen: int = 0
) -> Sheet:
    return Sheet(title, columns, rows, frozen=frozen, ruled=True)


_PORTFOLIO: Final = (
    Column("Requirement", Form.TOPIC, "What is asked for"),
    Column("State", Form.TEXT, "There, missing, or not yet judgeable"),
    Column("There", Form.DECIMAL, "How much there is"),
    Column("Needed", Form.DECIMAL, "How much is asked for; empty where it is open"),
    Column("What is missing", Form.PROSE, "Or why it cannot be judged", 44),
    Column("Source", Form.PROSE, "Where the figure is from", 44),
)
_EVIDENCE: Final = (
    Column("Requirement", Form.TOPIC, "What it is evidence for"),
    Column("Evidence", Form.PROSE, "Case, session and score", 60),
    Column("Counts", Form.TEXT, "Whether it counts; open where no figure is known"),
)
_TAPES: Final = (
    Column("Case", Form.TOPIC, "Id of the case"),
    Column("Session", Form.WHOLE, "Number of the session"),
    Column("Phase", Form.TEXT, "Phase of the treatment"),
    Column("Score", Form.DECIMAL, "What is held against the pass mark"),
    Column("Feedback page", Form.TEXT, "Name of the file in the folder “feedback”"),
    Column("Why there is none", Form.PROSE, "Where there is no page", 44),
)
_SUPERVISION: Final = (
    Column("Date", Form.TOPIC, "Of the meeting; not of a session"),
    Column("Minutes", Form.WHOLE, "How long it was"),
    Column("Kind", Form.TEXT, "Individual or group"),
    Column("Supervised by", Form.TEXT, "Id of the supervisor"),
    Column("Case", Form.TEXT, "Id of the case that it was about"),
    Column("Entered", Form.TEXT, "As a meeting of the study, or by hand"),
)
_READ_ME: Final = (
    Column("What", Form.TOPIC, "What the line is about", 26),
    Column("Said", Form.PROSE, "What is said about it", 90),
)


def _requirements(report: PacketReport) -> Iterator[Row]:
    for line in report.portfolio.lines:
        said = line.why or line.lacks
        yield (
            line.title, line.state.value, line.have, line.need, said, line.source
        )  # fmt: skip


def _evidence(report: PacketReport) -> Iterator[Row]:
    for line in report.portfolio.lines:
        if line.kind in _HOURS:
            continue  # they have a sheet of their own
        for each in line.evidence:
            counts = "yes" if each.counts else "no"
            yield (line.title, each.text, "open" if line.need is None else counts)


def _tapes(report: PacketReport) -> Iterator[Row]:
    handles = {each.case.id: each.case.handle for each in report.record.cases}
    for page in report.pages:
        session = page.judged.tape.session
        yield (
            handles[session.case], session.number, session.phase.value,
            page.judged.value, page.file, page.why,
        )  # fmt: skip


def _supervision(record: Record) -> Iterator[Row]:
    handles = {each.case.id: each.case.handle for each in record.cases}
    for each in sorted(record.hours, key=lambda one: (one.day, str(one.id))):
        met = each.id in record.meetings
        yield (
            each.day.isoformat(), each.minutes, each.kind.value,
            record.lead(each.led_by), handles.get(each.case, "") if each.case else "",
            "meeting of the study" if met else "by hand",
        )  # fmt: skip


def _read_me(report: PacketReport) -> Iterator[Row]:
    template = report.portfolio.template
    yield ("Therapist", report.therapist)
    yield ("Held against", template.title)
    if template.about:
        yield ("About it", template.about)
    yield ("Summary", report.portfolio.summary)
    yield ("Which tapes count", RATED_BY[template.rated_by])
    yield ("Score", f"Mean of {PASSED_ON[template.grade.passed_on]} items.")
    yield ("How to read it", HOW_TO_READ)
    yield ("Not in this folder", "Recordings, names, notes and transcripts.")
    yield ("Written", f"{report.written.isoformat()} by {report.program}")
