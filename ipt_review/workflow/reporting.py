"""From the study to the workbook, in one straight line."""

from __future__ import annotations

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
from ipt_review.exchange.workbook import write_workbook
from ipt_review.scoring.scoring import score
from ipt_review.scoring.talk_time import talk_time
from ipt_review.study.determination_steps import steps
from ipt_review.workflow.exporting import selection
from ipt_review.workflow.study_work import study_work
from ipt_review.workflow.telling_reliability import reliability_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from ipt_review.domain.people import Person
    from ipt_review.scoring.result import Result
    from ipt_review.workflow.desk import Desk
    from ipt_review.workflow.exporting import Selection


def report(
    desk: Desk, path: Path, *, full: bool = False, person: Person | None = None
) -> Report:
    """Write the study's workbook and return what is in it.

    Args:
        desk: The open study.
        path: Where the .xlsx file goes; an older one is replaced.
        full: With notes and comments; without them it is fit for research.
        person: For whom; it holds what they may see. Cases whose agreed focus is
            hidden from them yet are left out whole, since items asked and time on
            focus would tell it.

    Raises:
        NotAllowed: When the person may take nothing out at this level.
        NotSaved: When something that was entered is not on disk.
    """
    desk.must_be_saved()
    chosen = selection(desk, person, full=full)
    made = Report(
        study=desk.database.study(),
        codebooks=desk.codebooks,
        results=Scored(desk, chosen),
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
        reliability=reliability_report(desk, person),
    )
    write_workbook(path, made)
    return made


class Scored:
    """The scored codings of a study, read and scored case by case at each walk.

    So a workbook needs the memory of its longest case, however long the study is.

    Args:
        desk: The open study.
        chosen: What goes into the workbook.
    """

    def __init__(self, desk: Desk, chosen: Selection) -> None:
        self._desk = desk
        self._chosen = chosen

    def __iter__(self) -> Iterator[Result]:
        for reviews in self._desk.database.reviews_by_case():
            shown = self._chosen.reviews(reviews)
            if shown:
                yield from in_order(score(shown, self._desk.codebooks))


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
