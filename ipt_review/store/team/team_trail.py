"""The audit trail of a team study, which only who sees everything can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from ipt_review.store.kept_trail import KeptTrail
from ipt_review.store.team import layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection

    from ipt_review.domain.team import TeamPlace
    from ipt_review.domain.trail import TrailCheck


class TeamTrail(KeptTrail):
    """Who did what when, as far as one sees it.

    Args:
        reads: Opens the study for reading.
        writes: Opens the study for writing.
        place: Where it is.
    """

    def __init__(
        self,
        reads: Callable[[], AbstractContextManager[Connection]],
        writes: Callable[[], AbstractContextManager[Connection]],
        place: TeamPlace,
    ) -> None:
        super().__init__(reads, writes)
        self._place = place

    @override
    def check(
        self,
        progress: Callable[[float], None],
        cancelled: Callable[[], bool],
    ) -> TrailCheck:
        """Look through the whole trail.

        Raises:
            NotTheOwner: When this login does not see all that the trail tells of, so
                that a draft of somebody else would look like a gap.
        """
        with self._reads() as connection:
            layout.check_owner(connection, self._place)
        return super().check(progress, cancelled)
