"""A draft of the codebook that was not adopted yet, kept beside its study."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError
from ipt_review.exchange.codebook_file import parse_as_written, read_text
from ipt_review.exchange.codebook_writing import save_codebook
from ipt_review.study.codebook_carrying import carry_over
from ipt_review.study.codebook_difference import differences
from ipt_review.workflow.codebooks.codebooks import as_written, in_use

if TYPE_CHECKING:
    from pathlib import Path

    from ipt_review.domain.codebook import Codebook
    from ipt_review.workflow.desk import Desk

ENDING: Final = ".codebook-draft.yaml"


class DraftNotBack(ReviewError):
    """A draft that is there and cannot be used; the file stays where it is."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The draft in “{path.name}” could not be brought back: {why}",
            "It stays beside the study; correct it and import it, or delete it.",
        )


def draft_file(desk: Desk) -> Path:
    """Return where the draft of a study is kept."""
    path = desk.database.path
    return path.with_name(f"{path.stem}{ENDING}")


def keep_draft(desk: Desk, codebook: Codebook) -> None:
    """Keep a draft beside the study, or let it go where it changes nothing.

    Args:
        desk: The open study; of one that is read-only nothing is kept.
        codebook: As written.

    Raises:
        FileNotWritten: When it cannot be written there.
    """
    if desk.database.read_only:
        return
    if differences(in_use(desk), codebook):
        save_codebook(codebook, draft_file(desk))
    else:
        with suppress(OSError):
            draft_file(desk).unlink(missing_ok=True)


def kept_draft(desk: Desk) -> Codebook | None:
    """Return the draft that was kept, as written, or None where there is none.

    A draft of an older version has its changes carried over to the one in use now.

    Raises:
        DraftNotBack: When it is there and cannot be read.
    """
    path = draft_file(desk)
    if not path.is_file():
        return None
    try:
        kept = parse_as_written(read_text(path), path.name)
    except ReviewError as problem:
        raise DraftNotBack(path, problem.what) from problem
    now = in_use(desk)
    if kept.name == now.name or kept.name not in desk.codebooks:
        return kept
    return carry_over(as_written(desk, kept.name), kept, now)
