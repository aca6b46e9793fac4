"""What happens in a course, and determinations, as columns and as history; and back."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ipt_review.domain.course import (
    CourseChange,
    FactsSet,
    FociSet,
    PhaseSet,
    PlanSet,
    SeveritySet,
)
from ipt_review.domain.determination import AreaJudgment, Determination, Presence
from ipt_review.domain.phase import Phase
from ipt_review.domain.study import AgreedFocus
from ipt_review.store.translate import (
    facts_fields,
    facts_of_fields,
    focus_fields,
    severity_fields,
    severity_of_fields,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Row

    from ipt_review.domain.course import CourseEdit

    Fields = dict[str, Any]


def edit_text(edit: CourseEdit) -> str:
    """Write a change of the course as the JSON that the history keeps."""
    return _json(_edit_fields(edit))


def edit_from(text: str) -> CourseEdit:
    """Read a change of the course off the JSON that the history keeps."""
    return _edit_of(json.loads(text))


def change_of(row: Row[Any]) -> CourseChange:
    """Read one line of the history off a row with `case_uid` and `person_uid`."""
    return CourseChange(
        UUID(bytes=row.case_uid),
        edit_from(row.edit),
        row.reason,
        UUID(bytes=row.person_uid),
        row.at_ms,
    )


def determination_of(row: Row[Any], areas: Iterable[Row[Any]]) -> Determination:
    """Read a determination off a row with `case_uid` and `rater_uid`."""
    return Determination(
        UUID(bytes=row.uid),
        UUID(bytes=row.case_uid),
        UUID(bytes=row.rater_uid),
        MappingProxyType({each.area: _judgment_of(each) for each in areas}),
        row.primary_area,
        row.second_area,
        row.certainty,
        bool(row.submitted),
    )


def determination_fields(determination: Determination) -> Fields:
    """Write a determination as columns, all but its areas and whom it belongs to."""
    return {
        "primary_area": determination.primary,
        "second_area": determination.second,
        "certainty": determination.certainty,
        "submitted": int(determination.submitted),
    }


def judgment_fields(judgment: AreaJudgment) -> Fields:
    """Write what is said of one area as columns."""
    return {
        "presence": judgment.presence and judgment.presence.value,
        "certainty": judgment.certainty,
        "tied": judgment.tied,
        "basis": judgment.basis,
    }


def determination_text(determination: Determination) -> str:
    """Write a whole determination as the JSON that its history keeps."""
    areas = {
        area: judgment_fields(judgment)
        for area, judgment in sorted(determination.areas.items())
    }
    return _json({**determination_fields(determination), "areas": areas})


def determination_from(row: Row[Any]) -> Determination:
    """Read a determination as it once was off a line of its history."""
    told = json.loads(row.after)
    areas = {area: _judgment(**fields) for area, fields in told["areas"].items()}
    return Determination(
        UUID(bytes=row.uid),
        UUID(bytes=row.case_uid),
        UUID(bytes=row.rater_uid),
        MappingProxyType(areas),
        told["primary_area"],
        told["second_area"],
        told["certainty"],
        bool(told["submitted"]),
    )


def _judgment(
    presence: str | None, certainty: int | None, tied: int | None, basis: str
) -> AreaJudgment:
    there = None if presence is None else Presence(presence)
    return AreaJudgment(there, certainty, tied, basis)


def _judgment_of(row: Row[Any]) -> AreaJudgment:
    return _judgment(row.presence, row.certainty, row.tied, row.basis)


def _edit_fields(edit: CourseEdit) -> Fields:
    fields: Fields
    match edit:
        case PhaseSet(session, was, now):
            both = {"before": was.value, "after": now.value}
            fields = {"what": "phase", "session": str(session), **both}
        case FociSet(before, after):
            fields = {
                "what": "foci",
                "before": [focus_fields(each) for each in before],
                "after": [focus_fields(each) for each in after],
            }
        case SeveritySet(session, old, new):
            fields = {
                "what": "severity",
                "session": str(session),
                "before": old and severity_fields(old),
                "after": new and severity_fields(new),
            }
        case FactsSet():
            fields = {
                "what": "facts",
                "before": facts_fields(edit.before),
                "after": facts_fields(edit.after),
            }
        case PlanSet():
            fields = {"what": "plan", "before": edit.before, "after": edit.after}
    return fields


def _edit_of(fields: Mapping[str, Any]) -> CourseEdit:
    before, after = fields["before"], fields["after"]
    edit: CourseEdit
    match fields["what"]:
        case "phase":
            edit = PhaseSet(UUID(fields["session"]), Phase(before), Phase(after))
        case "foci":
            edit = FociSet(_foci(before), _foci(after))
        case "severity":
            edit = SeveritySet(
                UUID(fields["session"]),
                before and severity_of_fields(before),
                after and severity_of_fields(after),
            )
        case "facts":
            edit = FactsSet(facts_of_fields(before), facts_of_fields(after))
        case _:
            edit = PlanSet(before, after)
    return edit


def _foci(found: Iterable[Mapping[str, Any]]) -> tuple[AgreedFocus, ...]:
    return tuple(AgreedFocus(**each) for each in found)


def _json(fields: Fields) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
