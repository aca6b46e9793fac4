"""Rows to domain values and back; the one place where the two are compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ipt_review.domain.coding import CodebookVersion, CodingHead, Perspective, Status
from ipt_review.domain.comment import Comment, CommentKind
from ipt_review.domain.mark import Certainty, Direction, Mark, Quality
from ipt_review.domain.people import Therapist
from ipt_review.domain.phase import Phase
from ipt_review.domain.rating import Rating
from ipt_review.domain.study import (
    AgreedFocus,
    Case,
    CaseFacts,
    Ending,
    GivenBy,
    Session,
    Severity,
    Study,
)
from ipt_review.domain.tape import MediaFile, Tape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Row

    from ipt_review.domain.consent import Consent

    Fields = dict[str, Any]


def study_of(row: Row[Any]) -> Study:
    """Read the study off its row."""
    return Study(UUID(bytes=row.uid), row.title, row.code)


def therapist_of(row: Row[Any]) -> Therapist:
    """Read a therapist off a row that carries the person's uid as `person_uid`."""
    person = UUID(bytes=row.person_uid) if row.person_uid else None
    return Therapist(UUID(bytes=row.uid), row.handle, person)


def case_of(row: Row[Any], foci: Iterable[Row[Any]], consent: Consent) -> Case:
    """Read a case off a row with `therapist_uid` and its facts, and what is below."""
    return Case(
        UUID(bytes=row.uid),
        row.handle,
        UUID(bytes=row.therapist_uid),
        row.planned_sessions,
        tuple(AgreedFocus(each.area, each.agreed_in, each.ended_in) for each in foci),
        facts_of_fields(row._mapping),  # noqa: SLF001 - public, says SQLAlchemy
        row.arm or "",
        consent,
    )


def facts_of_fields(fields: Mapping[Any, Any]) -> CaseFacts:
    """Read the facts of a case off their columns, by name."""
    ending = fields["ending"]
    return CaseFacts(
        _yes_or_no(fields["death"]),
        _yes_or_no(fields["recurrence_risk"]),
        None if ending is None else Ending(ending),
    )


def facts_fields(facts: CaseFacts) -> Fields:
    """Write the facts of a case as columns."""
    return {
        "death": _one_or_zero(facts.death),
        "recurrence_risk": _one_or_zero(facts.recurrence_risk),
        "ending": facts.ending and facts.ending.value,
    }


def focus_fields(focus: AgreedFocus) -> Fields:
    """Write an agreed focus as columns."""
    return {
        "area": focus.area,
        "agreed_in": focus.agreed_in,
        "ended_in": focus.ended_in,
    }


def session_of(row: Row[Any], severity: Iterable[Row[Any]]) -> Session:
    """Read a session off a row that carries `case_uid`, and its severity totals."""
    return Session(
        UUID(bytes=row.uid),
        UUID(bytes=row.case_uid),
        row.number,
        Phase(row.phase),
        row.day,
        tuple(map(severity_of, severity)),
    )


def severity_of(row: Row[Any]) -> Severity:
    """Read one severity total off its row."""
    return _severity(row.scale, row.total, row.fed_back, row.given_by)


def severity_of_fields(fields: Mapping[Any, Any]) -> Severity:
    """Read one severity total off its columns, by name."""
    names = ("scale", "total", "fed_back", "given_by")
    return _severity(*(fields[name] for name in names))


def _severity(scale: str, total: int, fed_back: int | None, by: str | None) -> Severity:
    given_by = None if by is None else GivenBy(by)
    return Severity(scale, total, _yes_or_no(fed_back), given_by)


def severity_fields(severity: Severity) -> Fields:
    """Write one severity total as columns."""
    return {
        "scale": severity.scale,
        "total": severity.total,
        "fed_back": _one_or_zero(severity.fed_back),
        "given_by": severity.given_by and severity.given_by.value,
    }


def tape_of(row: Row[Any], files: Iterable[Row[Any]]) -> Tape:
    """Read a tape off a row that carries `session_uid`, and its files."""
    return Tape(
        UUID(bytes=row.uid),
        UUID(bytes=row.session_uid),
        row.length_ms,
        tuple(
            MediaFile(
                Path(each.path),
                each.offset_ms,
                each.length_ms,
                each.size_bytes,
                each.fingerprint,
            )
            for each in files
        ),
        None if row.captions is None else Path(row.captions),
    )


def file_fields(file: MediaFile) -> Fields:
    """Write a media file as columns."""
    return {
        "path": str(file.path),
        "offset_ms": file.offset,
        "length_ms": file.length,
        "size_bytes": file.size,
        "fingerprint": file.fingerprint,
    }


def head_of(row: Row[Any]) -> CodingHead:
    """Read what a coding is off a row with `tape_uid`, `rater_uid` and codebook."""
    return CodingHead(
        UUID(bytes=row.uid),
        UUID(bytes=row.tape_uid),
        UUID(bytes=row.rater_uid),
        Perspective(row.perspective),
        CodebookVersion(row.codebook_key, row.codebook_version),
        row.pass_number,
        Status(row.status),
    )


def mark_of(row: Row[Any]) -> Mark:
    """Read a mark off a row that carries the code's id as `code`."""
    return Mark(
        row.number,
        row.code,
        row.start_ms,
        row.end_ms,
        row.note,
        row.quality and Quality(row.quality),
        row.certainty and Certainty(row.certainty),
        row.direction and Direction(row.direction),
    )


def mark_fields(mark: Mark) -> Fields:
    """Write a mark as columns, all but the coding and the code it belongs to."""
    return {
        "number": mark.number,
        "start_ms": mark.start,
        "end_ms": mark.end,
        "note": mark.note,
        "quality": mark.quality and mark.quality.value,
        "certainty": mark.certainty and mark.certainty.value,
        "direction": mark.direction and mark.direction.value,
    }


def comment_of(row: Row[Any]) -> Comment:
    """Read a comment off a row that carries the id of its code, if any, as `code`."""
    return Comment(
        row.number,
        CommentKind(row.kind),
        row.start_ms,
        row.end_ms,
        row.text,
        row.wording,
        row.code,
    )


def comment_fields(comment: Comment) -> Fields:
    """Write a comment as columns, all but the coding and the code that it names."""
    return {
        "number": comment.number,
        "kind": comment.kind.value,
        "start_ms": comment.start,
        "end_ms": comment.end,
        "text": comment.text,
        "wording": comment.wording,
    }


def rating_of(row: Row[Any]) -> Rating:
    """Read a rating off its row."""
    return Rating(row.value, row.note)


def rating_fields(rating: Rating) -> Fields:
    """Write a rating as columns, all but the coding and the item it belongs to."""
    return {"value": rating.value, "note": rating.note}


def _yes_or_no(number: int | None) -> bool | None:
    return None if number is None else bool(number)


def _one_or_zero(answer: bool | None) -> int | None:  # noqa: FBT001 - a stored value
    return None if answer is None else int(answer)
