"""What a package holds, as files: tasks for a rater, and histories of codings."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import ValidationError

from ipt_review.domain.coding import CodebookVersion
from ipt_review.domain.package import OwnKeys, PublicKeys, Tasks
from ipt_review.domain.package_problems import DamagedPackage
from ipt_review.exchange.package_shapes import (
    AssignmentShape,
    CaseShape,
    CodebookShape,
    CodeShape,
    CueShape,
    KeysShape,
    PersonShape,
    SessionShape,
    StudyShape,
    TapeShape,
    TasksShape,
    TherapistShape,
    TranscriptShape,
)
from ipt_review.exchange.shapes import Shape
from ipt_review.study.record_words import record_from, record_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from ipt_review.domain.package import CodingRecord
    from ipt_review.domain.transcript import Transcript

S = TypeVar("S", bound=Shape)

_TASKS: Final = "tasks.json"
_RECORDS: Final = "codings/"


def record_files(records: Iterable[CodingRecord]) -> dict[str, bytes]:
    """Return histories of codings as files, by name."""
    return {
        f"{_RECORDS}{each.head.id.hex}.json": record_text(each).encode()
        for each in records
    }


def records_in(files: Mapping[str, bytes]) -> list[CodingRecord]:
    """Read the histories among files.

    Raises:
        DamagedPackage: When one cannot be read.
    """
    try:
        return [
            record_from(content.decode())
            for name, content in files.items()
            if name.startswith(_RECORDS)
        ]
    except UnicodeDecodeError as error:
        raise DamagedPackage from error


def task_files(
    tasks: Tasks, study_keys: PublicKeys, rater_keys: OwnKeys
) -> dict[str, bytes]:
    """Return tasks as files, by name, with the keys that the rater works with."""
    shape = TasksShape(
        study=_as(StudyShape, tasks.study),
        rater=_as(PersonShape, tasks.rater),
        people=_all(PersonShape, tasks.people),
        therapists=_all(TherapistShape, tasks.therapists),
        cases=_all(CaseShape, tasks.cases),
        sessions=_all(SessionShape, tasks.sessions),
        tapes=_all(TapeShape, tasks.tapes),
        assignments=_all(AssignmentShape, tasks.assignments),
        withdrawn=tasks.withdrawn,
        codes=tuple(
            CodeShape(tape=tape, pass_number=number, code=code)
            for (tape, number), code in tasks.codes.items()
        ),
        settings=dict(tasks.settings),
        codebooks=tuple(
            CodebookShape(id=name.id, version=name.version, text=text)
            for name, text in tasks.codebooks.items()
        ),
        transcripts=tuple(map(_transcript, tasks.transcripts.items())),
        study_keys=_keys(study_keys),
        rater_keys=_keys(rater_keys.public, rater_keys.secret),
    )
    return {_TASKS: shape.model_dump_json().encode(), **record_files(tasks.records)}


def tasks_in(files: Mapping[str, bytes]) -> tuple[Tasks, PublicKeys, OwnKeys]:
    """Read tasks with the keys of the study and of the rater.

    Raises:
        DamagedPackage: When they are missing or have another shape.
    """
    try:
        shape = TasksShape.model_validate_json(files[_TASKS])
        tasks = _tasks(shape, records_in(files))
    except (KeyError, ValidationError) as error:
        raise DamagedPackage from error
    mine = shape.rater_keys
    own = OwnKeys(_public(mine), bytes.fromhex(mine.secret))
    return tasks, _public(shape.study_keys), own


def _tasks(shape: TasksShape, records: Sequence[CodingRecord]) -> Tasks:
    return Tasks(
        shape.study.value(),
        shape.rater.value(),
        tuple(each.value() for each in shape.people),
        tuple(each.value() for each in shape.therapists),
        tuple(each.value() for each in shape.cases),
        tuple(each.value() for each in shape.sessions),
        tuple(each.value() for each in shape.tapes),
        tuple(each.value() for each in shape.assignments),
        MappingProxyType({(e.tape, e.pass_number): e.code for e in shape.codes}),
        MappingProxyType(dict(shape.settings)),
        MappingProxyType(
            {CodebookVersion(e.id, e.version): e.text for e in shape.codebooks}
        ),
        MappingProxyType({e.tape: e.value() for e in shape.transcripts}),
        tuple(records),
        shape.withdrawn,
    )


def _transcript(of: tuple[UUID, Transcript]) -> TranscriptShape:
    tape, transcript = of
    cues = (
        CueShape(
            start=cue.span.start, end=cue.span.end, speaker=cue.speaker, text=cue.text
        )
        for cue in transcript.cues
    )
    return TranscriptShape(tape=tape, cues=tuple(cues))


def _all(shape: type[S], values: Iterable[object]) -> tuple[S, ...]:
    return tuple(_as(shape, each) for each in values)


def _as(shape: type[S], value: object) -> S:
    return shape.model_validate(value, from_attributes=True)


def _keys(public: PublicKeys, secret: bytes = b"") -> KeysShape:
    return KeysShape(
        signs=public.signs.hex(), opens=public.opens.hex(), secret=secret.hex()
    )


def _public(keys: KeysShape) -> PublicKeys:
    return PublicKeys(bytes.fromhex(keys.signs), bytes.fromhex(keys.opens))
