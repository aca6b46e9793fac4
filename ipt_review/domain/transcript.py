"""What was said when, as captions tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.domain.timecode import Span


@dataclass(frozen=True, slots=True)
class Cue:
    """A few words, who said them (empty when unknown), and when."""

    span: Span
    speaker: str
    text: str
