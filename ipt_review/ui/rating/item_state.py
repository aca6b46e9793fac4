"""One item as it stands in a session: what is asked, answered, and spoken for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipt_review.domain.rating import REASONS
from ipt_review.scoring.applicability import AskedKind

if TYPE_CHECKING:
    from ipt_review.domain.item import Item, Scale
    from ipt_review.domain.rating import Rating
    from ipt_review.scoring.applicability import Asked
    from ipt_review.ui.rating.proof import Evidence


@dataclass(frozen=True, slots=True)
class Rung:
    """What one number means: in this item, where it says so, and in general."""

    value: int
    own: str
    general: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item as it stands in this session.

    Attributes:
        where: Title of its section.
        evidence: What speaks for it on the tape.
        times: How long the talk was in states of the focus track that bear on it.
        prompts: Questions where rating and evidence do not fit together.
    """

    item: Item
    scale: Scale
    where: str
    asked: Asked
    rating: Rating | None
    evidence: tuple[Evidence, ...]
    times: str
    prompts: tuple[str, ...]

    @property
    def applies(self) -> bool:
        """Whether it can be rated in this session."""
        return self.asked.kind in {AskedKind.ASKED, AskedKind.OPTIONAL}

    @property
    def is_expected(self) -> bool:
        """Whether the form is incomplete without it."""
        return self.asked.kind is AskedKind.ASKED

    @property
    def numbers(self) -> range:
        """The numbers of its scale."""
        return range(self.scale.low, self.scale.high + 1)

    @property
    def tag(self) -> str:
        """What kind of item it is, in a word."""
        if self.applies and not self.is_expected:
            return "if it occurred"
        return "essential" if self.item.essential else ""

    @property
    def reason(self) -> str:
        """Why it does not apply, and what became of a rating given before."""
        if self.rating is None or self.rating.score is None:
            return self.asked.reason
        return f"{self.asked.reason} Rated {self.rating.value} before; not counted."

    @property
    def rule(self) -> str:
        """When it is 97, in words."""
        parts = (self.asked.reason if self.applies else "", self.item.applies.rule)
        return " ".join(dict.fromkeys(part for part in parts if part))

    @property
    def given(self) -> str:
        """The rating in words, for example "4 · Clear"."""
        if self.rating is None:
            return "Not rated yet"
        value = self.rating.value
        if value in REASONS:
            return f"{REASONS[value]} ({value})"
        return f"{value} · {short_anchor(self.scale, value)}"

    @property
    def spoken(self) -> str:
        """The row in words, for those who hear the screen."""
        parts = [self.item.label, self.tag, self.given.replace(" ·", ":")]
        parts.append(count_of_marks(self) if self.evidence else "")
        parts.extend(self.prompts)
        return ", ".join(part for part in parts if part)

    @property
    def no_evidence(self) -> str:
        """What to say where no mark is listed."""
        if not self.item.evidence:
            return "No code bears on this item alone; rate it from the whole session."
        return "No mark of a code on this tape bears on it."


def short_anchor(scale: Scale, value: int) -> str:
    """Return what a number means in general, up to its first period."""
    return scale.anchors.get(value, "").partition(".")[0]


def count_of_marks(row: Row) -> str:
    """Return "1 mark" or "2 marks"."""
    count = len(row.evidence)
    return "1 mark" if count == 1 else f"{count} marks"


def rungs(row: Row) -> list[Rung]:
    """Return what every number of the item's scale means, lowest first."""
    return [
        Rung(value, row.item.anchors.get(value, ""), row.scale.anchors.get(value, ""))
        for value in row.numbers
    ]
