"""The questions that the rules of a server are made of, as functions on the server.

Each is answered with the rights of the owner, so that a rule may look at rows that the
person who asks does not see; none tells more than yes or no about oneself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ipt_review.domain.coding import Perspective
from ipt_review.study.seeing import seen_by

if TYPE_CHECKING:
    from collections.abc import Iterator

_ME: Final = "SELECT person_id FROM ipt.login WHERE name = session_user"
_HAS: Final = (
    "EXISTS (SELECT 1 FROM ipt.person_role WHERE person_id = ipt.me() AND role {which})"
)


def _has(*roles: str) -> str:
    words = ", ".join(f"'{role}'" for role in roles)
    return _HAS.format(which=f"IN ({words})")


_PERSON_COORDINATES: Final = (
    "SELECT NOT ipt.is_retired(one_person) AND "
    "EXISTS (SELECT 1 FROM ipt.person_role WHERE person_id = one_person AND "
    "(role = 'coordinator' OR (role = 'supervisor' AND NOT EXISTS "
    "(SELECT 1 FROM ipt.person_role AS other WHERE role = 'coordinator' "
    "AND NOT ipt.is_retired(other.person_id)))))"
)
_IS_RETIRED: Final = (
    "SELECT EXISTS (SELECT 1 FROM ipt.person_retired WHERE person_id = one_person)"
)
_COORDINATES: Final = "SELECT COALESCE(ipt.person_coordinates(ipt.me()), false)"
_IS_FROZEN: Final = (
    "SELECT COALESCE((SELECT frozen FROM ipt.study_freeze ORDER BY seq DESC LIMIT 1), "
    "0) = 1"
)
_IS_GIVEN: Final = (
    "SELECT NOT EXISTS (SELECT 1 FROM ipt.assignment WHERE withdrawn = 0) OR EXISTS "
    "(SELECT 1 FROM ipt.assignment WHERE withdrawn = 0 AND tape_id = one_tape "
    "AND rater_id = ipt.me())"
)
_DETERMINES: Final = f"SELECT {_has('supervisor', 'trainee', 'rater', 'adjudicator')}"
_CODES_AS: Final = (
    "SELECT CASE wanted "
    f"WHEN 'supervisor' THEN {_has('supervisor')} "
    f"WHEN 'trainee_self' THEN {_has('trainee')} "
    f"WHEN 'study_rater' THEN {_has('rater')} AND ipt.is_given(one_tape) "
    "WHEN 'practice' THEN true WHEN 'consensus' THEN ipt.coordinates() "
    f"OR {_has('adjudicator')} ELSE {_has('adjudicator')} END"
)
_ONLY_RATES: Final = (
    f"SELECT {_has('rater')} AND NOT {_has('supervisor', 'trainee', 'coordinator')}"
)
_IS_BLIND: Final = """
SELECT ipt.only_rates() AND COALESCE(
  (SELECT submitted = 0 FROM ipt.determination
   WHERE patient_case_id = one_case AND rater_id = ipt.me()),
  (SELECT value FROM ipt.study_setting WHERE name = 'determined_first'
   ORDER BY seq DESC LIMIT 1) IS DISTINCT FROM 'off')
"""
_OWN: Final = (
    "EXISTS (SELECT 1 FROM ipt.coding WHERE tape_id = one_tape AND "
    "rater_id = ipt.me() AND {which})"
)


def _pairs() -> Iterator[str]:
    """Yield which perspective sees which others once both are closed."""
    for own in Perspective:
        for other in sorted(each.value for each in seen_by(own)):
            yield f"('{own.value}', '{other}')"


_SEES_OTHERS: Final = f"""
SELECT NOT ipt.is_blind_to_focus(
  (SELECT case_id FROM ipt.session JOIN ipt.tape ON tape.session_id = session.id
   WHERE tape.id = one_tape)
) AND (
  ipt.coordinates() OR {_has("adjudicator")}
  OR ({_has("supervisor")} AND NOT {_OWN.format(which="status = 'draft'")})
  OR {
    _OWN.format(
        which="status <> 'draft' AND (coding.perspective, other) IN "
        f"({', '.join(_pairs())})"
    )
}
)
"""
_SEES_FORMS: Final = (
    f"SELECT {_has('coordinator', 'supervisor', 'adjudicator')} OR EXISTS (SELECT 1 "
    "FROM ipt.determination WHERE patient_case_id = one_case AND rater_id = ipt.me() "
    "AND submitted = 1)"
)
_KEEPS_LIBRARY: Final = f"SELECT ipt.coordinates() OR {_has('supervisor', 'trainee')}"
_IS_LED_BY_ME: Final = (
    f"SELECT ipt.coordinates() OR {_has('supervisor')} OR ({_has('trainee')} AND "
    "EXISTS (SELECT 1 FROM ipt.therapist WHERE id = one_therapist AND "
    "COALESCE(person_id, ipt.me()) = ipt.me()))"
)
_SUPERVISES: Final = f"SELECT ipt.coordinates() OR {_has('supervisor')}"
_IN_MEETING: Final = (
    f"SELECT ipt.coordinates() OR ({_has('supervisor', 'trainee')} AND (EXISTS "
    "(SELECT 1 FROM ipt.meeting_change WHERE meeting_id = one_meeting "
    "AND seq = 1 AND person_id = ipt.me()) OR COALESCE((SELECT "
    "(after::jsonb -> 'people') @> to_jsonb(encode(person.uid, 'hex')) "
    "FROM ipt.meeting_change JOIN ipt.person ON person.id = ipt.me() "
    "WHERE meeting_id = one_meeting ORDER BY seq DESC LIMIT 1), false)))"
)
_BEGINS_MEETING: Final = (
    "SELECT ipt.keeps_meetings() AND NOT EXISTS "
    "(SELECT 1 FROM ipt.meeting_change WHERE meeting_id = one_meeting)"
)
_CHANGES_CASE: Final = (
    "SELECT ipt.is_led_by_me((SELECT therapist_id FROM ipt.patient_case "
    "WHERE id = one_case))"
)
_KEEPS_CONSENT: Final = (
    f"SELECT ipt.changes_case(one_case) AND (ipt.coordinates() OR {_has('supervisor')})"
)
_CHANGES_SESSION: Final = (
    "SELECT ipt.changes_case((SELECT case_id FROM ipt.session WHERE id = one_session))"
)
_CHANGES_TAPE: Final = (
    "SELECT ipt.changes_session((SELECT session_id FROM ipt.tape WHERE id = one_tape))"
)

QUESTIONS: Final = (
    ("me()", "bigint", _ME),
    ("is_retired(one_person bigint)", "boolean", _IS_RETIRED),
    ("person_coordinates(one_person bigint)", "boolean", _PERSON_COORDINATES),
    ("coordinates()", "boolean", _COORDINATES),
    ("is_frozen()", "boolean", _IS_FROZEN),
    ("is_given(one_tape bigint)", "boolean", _IS_GIVEN),
    ("codes_as(wanted text, one_tape bigint)", "boolean", _CODES_AS),
    ("determines()", "boolean", _DETERMINES),
    ("only_rates()", "boolean", _ONLY_RATES),
    ("is_blind_to_focus(one_case bigint)", "boolean", _IS_BLIND),
    ("sees_others(one_tape bigint, other text)", "boolean", _SEES_OTHERS),
    ("sees_forms(one_case bigint)", "boolean", _SEES_FORMS),
    ("keeps_library()", "boolean", _KEEPS_LIBRARY),
    ("is_led_by_me(one_therapist bigint)", "boolean", _IS_LED_BY_ME),
    ("keeps_meetings()", "boolean", _SUPERVISES),
    ("is_in_meeting(one_meeting bigint)", "boolean", _IN_MEETING),
    ("begins_meeting(one_meeting bigint)", "boolean", _BEGINS_MEETING),
    ("supervises()", "boolean", _SUPERVISES),
    ("changes_case(one_case bigint)", "boolean", _CHANGES_CASE),
    ("keeps_consent(one_case bigint)", "boolean", _KEEPS_CONSENT),
    ("changes_session(one_session bigint)", "boolean", _CHANGES_SESSION),
    ("changes_tape(one_tape bigint)", "boolean", _CHANGES_TAPE),
)
"""Each with its arguments, what it answers, and how."""
