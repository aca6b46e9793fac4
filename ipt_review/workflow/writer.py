"""Saving beside the window: one thread for each open study, in order."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Condition, Thread, get_ident
from typing import TYPE_CHECKING, Final

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from ipt_review.domain.edit import Step

BREATH: Final = 0.015
"""How long (s) after a while of rest something waits before it is saved, so that the
frame in which it is shown comes first: two threads of Python take turns."""

PATIENCE: Final = 5.0
"""How long (s) a question about the study waits for what is on its way there."""


class NotSaved(ReviewError):
    """Something was to be done that takes everything saved, and it is not."""

    def __init__(self, changes: int, problem: Exception | None) -> None:
        said = "1 change is" if changes == 1 else f"{changes} changes are"
        why = problem if isinstance(problem, ReviewError) else None
        super().__init__(
            f"{said} not saved yet. {why.what if why else ''}".rstrip(),
            why.remedy if why else "Wait a moment, then try again.",
        )


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What one action of a person changed, on its way to the disk.

    Attributes:
        coding: What it changed.
        steps: One, or several that are saved together.
        by: Who made them.
        at: When, in ms since 1970 UTC.
    """

    coding: UUID
    steps: tuple[Step, ...]
    by: UUID
    at: int


class Writer:
    """Saves what is handed over, one after another, while its owner goes on.

    What cannot be saved is held, with all behind it, since that was worked out on the
    understanding that it is there. It is tried again when told so and when something
    more is handed over; nothing is ever passed over.

    The thread that makes a writer owns it, and alone calls its methods.

    Args:
        save: Puts one thing on disk, and raises when it cannot; called on the writer's
            thread.
        wake: Called on either thread whenever something was handed over, was saved, or
            could not be; has to return at once.
    """

    def __init__(
        self, save: Callable[[Unsaved], object], wake: Callable[[], object]
    ) -> None:
        self._save = save
        self._wake = wake
        self._owner = get_ident()
        self._changed = Condition()
        self._waiting: deque[Unsaved] = deque()
        self._problem: Exception | None = None
        self._held = False
        self._at_work = False
        self._rests = True
        self._hurries = False
        self._ends = False
        # Should the program break off, it must not wait for this thread for ever.
        self._thread = Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    @property
    def waiting(self) -> tuple[Unsaved, ...]:
        """What is not on disk yet, in the order in which it was made."""
        with self._changed:
            return tuple(self._waiting)

    @property
    def standing(self) -> tuple[tuple[Unsaved, ...], Exception | None]:
        """What waits, and why the first of it could not be saved when last tried."""
        with self._changed:
            return tuple(self._waiting), self._problem

    def hand_over(self, made: Unsaved) -> None:
        """Have something saved beside the owner's thread; return at once."""
        with self._changed:
            self._waiting.append(made)
            self._held = False
            self._changed.notify_all()
        self._wake()

    def try_again(self) -> None:
        """Try what could not be saved once more; return at once."""
        with self._changed:
            self._held = False
            self._changed.notify_all()

    def give_up(self) -> tuple[Unsaved, ...]:
        """Forget what waits, and return it; what is being saved just now is awaited."""
        with self._changed:
            self._held = True
            self._changed.wait_for(lambda: not self._at_work)
            given_up = tuple(self._waiting)
            self._waiting.clear()
            self._problem = None
            self._held = False
        self._wake()
        return given_up

    def wait(self, longest: float = PATIENCE) -> bool:
        """Wait until all is saved or held; say whether that is so in time (s).

        On other threads than the owner's it returns at once: they may hold what the
        writer waits for.
        """
        if get_ident() != self._owner:
            return True
        with self._changed:
            self._hurries = True
            self._changed.notify_all()
            idle = self._changed.wait_for(self._is_idle, longest)
            self._hurries = False
            return idle

    def must_be_saved(self) -> None:
        """Make sure that all is on disk.

        Raises:
            NotSaved: When it is not.
        """
        self.wait()
        with self._changed:
            if self._waiting:
                raise NotSaved(len(self._waiting), self._problem)

    def close(self) -> None:
        """Save what waits, as far as that can be done, and let go of the thread."""
        with self._changed:
            self._ends = True
            self._changed.notify_all()
        self._thread.join()

    def _is_idle(self) -> bool:
        return not self._waiting or (self._held and not self._at_work)

    def _work(self) -> None:
        """Run on the writer's thread."""
        while (first := self._next()) is not None:
            problem = self._tried(first)
            with self._changed:
                self._at_work = False
                self._problem = problem
                if problem is None:
                    self._waiting.popleft()
                else:
                    self._held = True
                self._changed.notify_all()
            self._wake()

    def _next(self) -> Unsaved | None:
        """Return what is to be saved next, once there is something; None at the end."""
        with self._changed:
            while True:
                self._rests = self._rests or not self._waiting
                self._changed.wait_for(
                    lambda: self._ends or (self._waiting and not self._held)
                )
                if not self._waiting or self._held:
                    return None
                if not self._rests:
                    break
                self._rests = False
                self._changed.wait_for(lambda: self._hurries or self._ends, BREATH)
            self._at_work = True
            return self._waiting[0]

    def _tried(self, made: Unsaved) -> Exception | None:
        try:
            self._save(made)
        except Exception as problem:  # noqa: BLE001 - raised where it can be seen
            return problem
        return None
