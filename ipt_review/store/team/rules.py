"""Who may read and write which rows on a server, table by table, as data.

The server asks these conditions itself, of whatever program somebody uses. They follow
the rules of `study/` for what others found (`seeing`, `blindness`), and stop where
those of the program are finer. A table that has no line here and belongs to no coding
is for coordinators alone, so that what is forgotten here is closed and not open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ipt_review.store.guarded import GUARDED

if TYPE_CHECKING:
    from sqlalchemy import Table

NOBODY: Final = "false"
EVERYBODY: Final = "true"
ME: Final = "(SELECT ipt.me())"
COORDINATOR: Final = "(SELECT ipt.coordinates())"
_MINE: Final = f"rater_id = {ME}"


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions in SQL on a row of one table.

    Attributes:
        sees: Who reads it.
        adds: Who may add it.
        changes: Who may change it, to a row that `adds` allows, and who removes it.
        fixed: Columns that stay as they were added, whoever changes the row.
        hidden: Columns that coordinators alone read, of the rows that one sees.
    """

    sees: str
    adds: str = NOBODY
    changes: str = NOBODY
    fixed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


def _by_coordinators(sees: str = EVERYBODY) -> Rule:
    return Rule(sees, COORDINATOR, COORDINATOR)


def _of_case(column: str, sees: str = EVERYBODY) -> Rule:
    changes = f"ipt.changes_case({column})"
    return Rule(sees, changes, changes)


def _of_coding(table: str, whose: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM ipt.coding AS whole "
        f"WHERE whole.id = {table}.coding_id AND {whose})"
    )


_OF_TAPE: Final = "ipt.changes_tape(tape_id)"
_OF_SESSION: Final = "ipt.changes_session(session_id)"
_OF_FORM: Final = (
    "EXISTS (SELECT 1 FROM ipt.determination AS form WHERE form.id = determination_id"
)
_OF_OWN_FORM: Final = f"{_OF_FORM} AND form.{_MINE})"

_OF_PAGE: Final = (
    "EXISTS (SELECT 1 FROM ipt.feedback AS page "
    "JOIN ipt.coding AS whole ON whole.id = page.coding_id "
    "WHERE page.id = feedback_id AND {whose})"
)
_PAGE_IS_MINE: Final = _OF_PAGE.format(whose=f"whole.{_MINE}")

_ATTESTS: Final = (
    "(SELECT ipt.supervises()) AND NOT EXISTS (SELECT 1 FROM ipt.therapist AS own "
    f"WHERE own.id = therapist_id AND own.person_id = {ME})"
)
_IN_MEETING: Final = "ipt.is_in_meeting(meeting_id)"

CODING: Final = Rule(
    sees=f"{_MINE} OR {COORDINATOR} OR "
    "(status <> 'draft' AND ipt.sees_others(tape_id, perspective))",
    adds=f"({_MINE} AND ipt.codes_as(perspective, tape_id)) "
    f"OR (rater_id <> {ME} AND {COORDINATOR})",  # out of a rater's package
    changes=f"{_MINE} OR {COORDINATOR}",
    fixed=frozenset(
        {
            "id",
            "uid",
            "tape_id",
            "rater_id",
            "codebook_id",
            "perspective",
            "pass_number",
        }
    ),
)

RULES: Final[dict[str, Rule]] = {
    "study": _by_coordinators(),
    "study_setting": _by_coordinators(),
    "person": _by_coordinators(),
    "person_role": _by_coordinators(),
    "person_retired": _by_coordinators(),
    "supervision": _by_coordinators(),
    "person_name": _by_coordinators(COORDINATOR),
    "person_pin": _by_coordinators(COORDINATOR),
    "codebook": _by_coordinators(),
    "code": _by_coordinators(),
    "item": _by_coordinators(),
    "therapist": Rule(EVERYBODY, "ipt.keeps_library()", "ipt.keeps_library()"),
    "patient_case": Rule(
        EVERYBODY, "ipt.is_led_by_me(therapist_id)", "ipt.changes_case(id)"
    ),
    "case_facts": _of_case("patient_case_id"),
    "case_arm": _of_case("patient_case_id", "NOT (SELECT ipt.only_rates())"),
    "agreed_focus": _of_case(
        "patient_case_id", "NOT ipt.is_blind_to_focus(patient_case_id)"
    ),
    "case_consent": Rule(
        EVERYBODY,
        "(SELECT ipt.keeps_consent(patient_case_id))",
        "(SELECT ipt.keeps_consent(patient_case_id))",
    ),
    "course_change": _of_case(
        "patient_case_id", "NOT ipt.is_blind_to_focus(patient_case_id)"
    ),
    "session": _of_case("case_id"),
    "severity": Rule(EVERYBODY, _OF_SESSION, _OF_SESSION),
    "tape": Rule(EVERYBODY, _OF_SESSION, _OF_SESSION),
    "media_file": Rule(EVERYBODY, _OF_TAPE, _OF_TAPE),
    "transcript_cue": Rule(EVERYBODY, _OF_TAPE, _OF_TAPE),
    "transcript_change": Rule(EVERYBODY, _OF_TAPE),
    "coding": CODING,
    "determination": Rule(
        f"{_MINE} OR (submitted = 1 AND ipt.sees_forms(patient_case_id))",
        f"{_MINE} AND (SELECT ipt.determines())",
        f"{_MINE} AND submitted = 0",
        frozenset({"id", "uid", "patient_case_id", "rater_id"}),
    ),
    "assignment": Rule(f"{_MINE} OR {COORDINATOR}", COORDINATOR, COORDINATOR),
    "tape_code": _by_coordinators(),
    "study_freeze": _by_coordinators(),
    "returned_version": _by_coordinators(COORDINATOR),
    "version_shown": _by_coordinators(COORDINATOR),
    "settlement": _by_coordinators(COORDINATOR),
    "study_event": Rule(f"person_id = {ME} OR {COORDINATOR}", EVERYBODY),
    "study_trail": Rule(
        EVERYBODY, EVERYBODY, hidden=frozenset({"what", "about", "reason"})
    ),
    "trail_seal": Rule(
        _of_coding("trail_seal", EVERYBODY), _of_coding("trail_seal", EVERYBODY)
    ),
    "feedback_change": Rule(
        f"{_PAGE_IS_MINE} OR {COORDINATOR} OR "
        f"(open_to_trainee = 1 AND {_OF_PAGE.format(whose=EVERYBODY)})",
        _PAGE_IS_MINE,
    ),
    "feedback_answer": Rule(
        _OF_PAGE.format(whose=EVERYBODY),
        _OF_PAGE.format(whose="ipt.changes_tape(whole.tape_id)"),
    ),
    "meeting": Rule(EVERYBODY, "(SELECT ipt.keeps_meetings())"),
    "meeting_change": Rule(
        _IN_MEETING, f"{_IN_MEETING} OR ipt.begins_meeting(meeting_id)"
    ),
    "meeting_mention": Rule(_IN_MEETING, _IN_MEETING),
    "ledger_change": Rule(
        "ipt.is_led_by_me(therapist_id)",
        f"ipt.is_led_by_me(therapist_id) AND (kind = 'supervision' OR ({_ATTESTS}))",
    ),
    "area_judgment": Rule(f"{_OF_FORM})", _OF_OWN_FORM, _OF_OWN_FORM),
    "determination_change": Rule(f"{_OF_FORM})", _OF_OWN_FORM),
}


def rule_of(table: Table) -> Rule:
    """Return who may read and write the rows of a table.

    In a history nobody writes in the name of somebody else; while the study is frozen,
    nothing is written but what says so.
    """
    rule = RULES.get(table.name) or _by_shape(table)
    if table in GUARDED and "person_id" in table.columns:
        signed = f"COALESCE(person_id, {ME}) = {ME}"
        rule = replace(rule, adds=f"({rule.adds}) AND {signed}")
    if table.name in _WHILE_FROZEN:
        return rule
    return replace(rule, adds=_thawed(rule.adds), changes=_thawed(rule.changes))


def _thawed(condition: str) -> str:
    if condition == NOBODY:
        return condition
    return f"({condition}) AND NOT (SELECT ipt.is_frozen())"


def _by_shape(table: Table) -> Rule:
    if "coding_id" not in table.columns:
        return _by_coordinators(COORDINATOR)
    name = table.name
    mine = f"whole.{_MINE}"
    draft = f"{mine} AND whole.status = 'draft'"
    closed_or_mine = f"({mine} OR whole.status <> 'draft')"
    if name in _ABOUT_CODINGS:
        closed_or_mine = f"({closed_or_mine} OR {COORDINATOR})"
    return Rule(
        sees=_of_coding(name, closed_or_mine),
        adds=_of_coding(name, draft if name in _WHILE_DRAFT else f"{mine}{_OR_LOCKER}"),
        changes=_of_coding(name, draft),
    )


_WHILE_DRAFT: Final = {
    "mark",
    "comment",
    "rating",
    "coding_code_total",
    "step",
    "played_span",
    "consensus_parent",
    "consensus_decision",
}
_ABOUT_CODINGS: Final = {"status_change", "coding_trail", "coding_version"}
"""What tells when a coding was closed and opened, and holds nothing of a draft; who
opens one again adds to it while it is a draft already."""

_WHILE_FROZEN: Final = {"study_freeze", "study_event", "study_trail", "trail_seal"}
_OR_LOCKER: Final = f" OR {COORDINATOR}"
"""What is written about a coding when it is submitted or opened again."""
