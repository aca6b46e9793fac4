"""The history of a coding as plain values, for packages and what a study keeps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ipt_review.domain.coding import CodebookVersion, CodingHead, Perspective
from ipt_review.domain.package import CodingRecord, RecordEntry
from ipt_review.domain.package_problems import DamagedPackage
from ipt_review.domain.timecode import Span
from ipt_review.study.canonical import written

if TYPE_CHECKING:
    from collections.abc import Mapping


def record_text(record: CodingRecord) -> str:
    """Write a history as JSON, the same history always as the same text."""
    head = record.head
    return written(
        {
            "coding": head.id.hex,
            "tape": head.tape.hex,
            "rater": head.rater.hex,
            "perspective": head.perspective.value,
            "pass": head.pass_number,
            "codebook": [head.codebook.id, head.codebook.version],
            "entries": [
                {"kind": each.kind, "row": {**each.row}, "hash": each.hash.hex()}
                for each in record.entries
            ],
            "played": [[span.start, span.end] for span in record.played],
        }
    )


def record_from(text: str) -> CodingRecord:
    """Read a history; whether it holds is another question.

    Raises:
        DamagedPackage: When the text is none.
    """
    try:
        words: Mapping[str, Any] = json.loads(text)
        head = CodingHead(
            UUID(hex=words["coding"]),
            UUID(hex=words["tape"]),
            UUID(hex=words["rater"]),
            Perspective(words["perspective"]),
            CodebookVersion(*words["codebook"]),
            int(words["pass"]),
        )
        entries = tuple(
            RecordEntry(each["kind"], {**each["row"]}, bytes.fromhex(each["hash"]))
            for each in words["entries"]
        )
        played = tuple(Span(start, end) for start, end in words["played"])
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise DamagedPackage from error
    return CodingRecord(head, entries, played)
