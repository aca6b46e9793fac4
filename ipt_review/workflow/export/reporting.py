"""From the study to the workbook, in one straight line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import ipt_review
from ipt_review.exchange.content import in_order
from ipt_review.exchange.report import (
    Determined,
    Origin,
    Privacy,
    Report,
    Transcribed,
)
from ipt_review.exchange.templates.archive import read_template
from ipt_review.exchange.templates.example import write_example
from ipt_review.exchange.templates.filling import fill_template
from ipt_review.exchange.values.folder import check_folder, write_values
from ipt_review.exchange.watch import UNWATCHED
from ipt_review.exchange.workbook import write_workbook
from ipt_review.exchange.workbook_target import check_target
from ipt_review.scoring.scoring import score
from ipt_review.scoring.talk_time import talk_time
from ipt_review.study.determination_steps import steps
from ipt_review.study.permissions import Act
from ipt_review.workflow.agreement.telling_drift import drift_report
from ipt_review.workflow.agreement.telling_reliability import reliability_report
from ipt_review.workflow.export.exporting import selection
from ipt_review.workflow.export.study_work import study_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.exchange.watch import Watch
    from ipt_review.scoring.result import Result
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.export.exporting import Selection

COMPARED, COUNTED, WRITTEN = 0.2, 0.4, 0.85
"""How much is done when raters are compared, when codings are counted, and when their
sheets are written; what is left is packing."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to take out.

    Attributes:
        path: Where the .xlsx file goes, or the folder.
        person: For whom; None for the command line.
        full: With notes and comments.
        template: A workbook of the study's own that is filled; None for the sheets of
            this program.
        values: A folder with the lists for statistics programs in place of a workbook.
    """

    path: Path
    person: Person | None = None
    full: bool = False
    template: Path | None = None
    values: bool = False

    def check(self) -> None:
        """Look whether it can be put there, before anything is read.

        Raises:
            WorkbookNotWritten: When a workbook cannot be.
            ValuesNotWritten: When a folder of values cannot be.
        """
        (check_folder if self.values else check_target)(self.path)


def report(
    desk: Desk,
    path: Path,
    *,
    full: bool = False,
    person: Person | None = None,
    template: Path | None = None,
) -> Report:
    """Write the study's workbook and return what is in it.

    Args:
        desk: The open study.
        path: Where the .xlsx file goes; an older one is replaced.
        full: With notes and comments; without them it is fit for research.
        person: For whom; it holds what they may see. Cases whose agreed focus is
            hidden from them yet are left out whole, since items asked and time on
            focus would tell it.
        template: A workbook of the study's own that is filled, in place of the sheets
            of this program.

    Raises:
        NotAllowed: When the person may take nothing out at this level.
        NotSaved: When something that was entered is not on disk.
        BadTemplate: When the template cannot be filled.
    """
    desk.must_be_saved()
    wanted = Wanted(path, person, full=full, template=template)
    return watched_report(desk, wanted, UNWATCHED)


def report_values(
    desk: Desk, folder: Path, *, full: bool = False, person: Person | None = None
) -> Report:
    """Write the study's lists for statistics programs and return what is in them.

    Args:
        desk: The open study.
        folder: Where they go; older values there are replaced, nothing else is.
        full: With notes and comments.
        person: For whom; it holds what they may see.

    Raises:
        NotAllowed: When the person may take nothing out at this level.
        NotSaved: When something that was entered is not on disk.
        ValuesNotWritten: When the folder cannot be written.
    """
    desk.must_be_saved()
    return watched_report(
        desk, Wanted(folder, person, full=full, values=True), UNWATCHED
    )


def example_template(
    desk: Desk, path: Path, person: Person | None, watch: Watch = UNWATCHED
) -> None:
    """Write a template to begin with, which names all that can be asked for.

    Raises:
        NotAllowed: When the person may take nothing out at all.
        WorkbookNotWritten: When it cannot be written.
        CalledOff: When it is not wanted any more.
    """
    check_target(path)
    full = desk.rights.may(Act.EXPORT_FULL, person=person).allowed
    with desk.database.as_of_now():
        write_example(path, gathered(desk, watch, full=full, person=person))


def watched_report(desk: Desk, wanted: Wanted, watch: Watch) -> Report:
    """Write the study's workbook or values, on any thread.

    Whoever asks has made sure that everything is saved. It holds the study as it was
    when it was begun, whatever is entered meanwhile.

    Raises:
        NotAllowed: When the person may take nothing out at this level.
        BadTemplate: When the template cannot be filled.
        WorkbookNotWritten: When it cannot be written.
        ValuesNotWritten: When values cannot be.
        CalledOff: When it is not wanted any more; an older one is as it was.
    """
    path, template = wanted.path, wanted.template
    wanted.check()
    found = None if template is None else read_template(template)
    walks = 2 if found is None else 1 + len(found.sheets)
    packing = watch.part(WRITTEN, 1.0)
    with desk.database.as_of_now():
        made = gathered(desk, watch, walks, full=wanted.full, person=wanted.person)
        if wanted.values:
            write_values(path, made, packing)
        elif found is None:
            write_workbook(path, made, packing)
        else:
            fill_template(path, found, made, packing)
    return made


def gathered(
    desk: Desk, watch: Watch, walks: int = 2, *, full: bool, person: Person | None
) -> Report:
    """Return what goes into a workbook; its codings are read while it is written.

    Args:
        desk: The open study, whose answers are of one moment.
        watch: Over the whole, of which packing at the end is a part.
        walks: How often the codings will be gone through.
        full: With notes and comments.
        person: For whom.

    Raises:
        NotAllowed: When the person may take nothing out at this level.
    """
    chosen = selection(desk, person, full=full)
    reliability = reliability_report(desk, person, watch.part(0.0, COMPARED))
    return Report(
        study=desk.database.study(),
        codebooks=dict(desk.codebooks),
        results=Scored(desk, chosen, watch, walks),
        program_version=ipt_review.__version__,
        written_at=datetime.fromtimestamp(desk.now() / 1_000, UTC),
        determinations=_determinations(desk, chosen),
        left_out=len(chosen.blind),
        withdrawn=len(chosen.withdrawn),
        prompts=desk.database.prompt_logs(),
        consensuses=_consensuses(desk),
        judged=[
            step
            for step in steps(desk.database.determination_history())
            if chosen.has_form(step.form)
        ],
        talked=_talked(desk, chosen),
        work=study_work(desk, chosen),
        privacy=Privacy.FULL if full else Privacy.RESEARCH,
        reliability=reliability,
        drift=drift_report(desk, person),
    )


class Scored:
    """The scored codings of a study, read and scored case by case at each walk.

    So a workbook needs the memory of its longest case, however long the study is. The
    first walk counts, the others write.

    Args:
        desk: The open study.
        chosen: What goes into the workbook.
        watch: Told how far the walks are.
        walks: How many there will be.
    """

    def __init__(
        self,
        desk: Desk,
        chosen: Selection,
        watch: Watch = UNWATCHED,
        walks: int = 2,
    ) -> None:
        self._desk = desk
        self._chosen = chosen
        self._books = dict(desk.codebooks)
        writing = watch.part(COUNTED, WRITTEN)
        others = max(1, walks - 1)
        self._walks = [
            watch.part(COMPARED, COUNTED),
            *(
                writing.part(each / others, (each + 1) / others)
                for each in range(others)
            ),
        ]

    def __iter__(self) -> Iterator[Result]:
        database = self._desk.database
        watch = self._walks.pop(0) if self._walks else UNWATCHED
        whole, done = max(1, len(database.heads())), 0
        for reviews in database.reviews_by_case():
            shown = self._chosen.reviews(reviews)
            for result in in_order(score(shown, self._books)) if shown else ():
                yield result
                watch.tell(min(1.0, (done := done + 1) / whole))


def _consensuses(desk: Desk) -> dict[UUID, Origin]:
    database = desk.database
    raters = {head.id: head.rater for head in database.heads()}
    handles = {person.id: person.handle for person in database.people()}
    return {
        each.coding: Origin(
            tuple(handles[raters[parent]] for parent in each.parents),
            database.consensuses.history(each.coding),
        )
        for each in database.consensuses.all()
    }


def _determinations(desk: Desk, chosen: Selection) -> list[Determined]:
    cases = {case.id: case for case in desk.database.cases()}
    people = {person.id: person for person in desk.database.people()}
    return [
        Determined(cases[form.case], people[form.rater], form)
        for form in desk.database.determinations()
        if chosen.has_form(form)
    ]


def _talked(desk: Desk, chosen: Selection) -> list[Transcribed]:
    cases = {case.id: case for case in desk.database.cases()}
    sessions = {session.id: session for session in desk.database.sessions()}
    therapists = {each.id: each for each in desk.database.therapists()}
    tapes = {tape.id: tape for tape in desk.database.tapes()}
    found = []
    for tape, transcript in desk.database.transcripts.all().items():
        session = sessions[tapes[tape].session]
        case = cases[session.case]
        if chosen.shows_case(case.id):
            talk = talk_time(transcript, tapes[tape].length)
            therapist = therapists[case.therapist]
            found.append(Transcribed(therapist, case, session, tapes[tape], talk))
    return found
