"""What one version of a codebook changes against another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.study.codebook_entries import entries

if TYPE_CHECKING:
    from ipt_review.domain.codebook import Codebook
    from ipt_review.study.codebook_entries import Fields, Ref


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as it was, or one entry that came or went.

    Attributes:
        ref: Which entry.
        name: What it is called, now or before it went.
        field: Which field, or nothing for an entry that came or went as a whole.
        before: What it was; None for an entry that came.
        after: What it is; None for an entry that went.
    """

    ref: Ref
    name: str
    field: str
    before: object
    after: object


def differences(old: Codebook, new: Codebook) -> list[Difference]:
    """Return what `new` changes, in the order of the codebook; what went is last."""
    was, now = entries(old), entries(new)
    found: list[Difference] = []
    for ref, held in now.items():
        name = name_of(ref, held)
        if ref not in was:
            found.append(Difference(ref, name, "", None, name))
            continue
        before = was[ref]
        found.extend(
            Difference(ref, name, field, before[field], value)
            for field, value in held.items()
            if before[field] != value
        )
    for ref, held in was.items():
        if ref not in now:
            name = name_of(ref, held)
            found.append(Difference(ref, name, "", name, None))
    return found


def name_of(ref: Ref, held: Fields) -> str:
    """Return what to call an entry: its label, or its id, or its sort."""
    return str(held.get("label") or ref.id or ref.noun.value)
