"""Work that takes so long that it is watched, and can be called off."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ipt_review.domain.problems import ReviewError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

WORTH_TELLING = 0.005
"""Progress is told on when this much more is done, and at the end."""


class Job(Protocol[T_co]):
    """A function that says how far it is and stops early when told to.

    Functions with more arguments become one with `functools.partial`.
    """

    def __call__(
        self, progress: Callable[[float], None], cancelled: Callable[[], bool], /
    ) -> T_co:
        """Do the work and return what came of it.

        Args:
            progress: To be told how much is done, from 0 to 1, as often as one likes.
            cancelled: To be asked often; when it says so, return at once. What is
                returned then is thrown away.

        Raises:
            ReviewError: When it cannot be done and a person can act on that.
        """


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A job came to its end with this."""

    value: T


@dataclass(frozen=True, slots=True)
class Refused:
    """A job could not be done, for a reason that a person can act on."""

    problem: ReviewError


@dataclass(frozen=True, slots=True)
class Broken:
    """A job ended in an error that is a bug of this program."""

    bug: BaseException


class Task(Generic[T]):
    """One run of a job, carried out on one thread and called off from another.

    Args:
        job: What to do.
        progress: Told on the thread of `run`, never less often than is worth seeing.
    """

    def __init__(self, job: Job[T], progress: Callable[[float], None]) -> None:
        self._job = job
        self._progress = progress
        self._told = 0.0
        self._called_off = Event()

    @property
    def called_off(self) -> bool:
        """Whether its result is no longer wanted."""
        return self._called_off.is_set()

    def call_off(self) -> None:
        """Have the job stop at its next chance, or not begin; return at once."""
        self._called_off.set()

    def run(self) -> Done[T] | Refused | Broken | None:
        """Do the work; return how it ended, None when it was called off."""
        called_off = self._called_off.is_set
        if called_off():
            return None
        try:
            value = self._job(self._tell, called_off)
        except ReviewError as problem:
            return None if called_off() else Refused(problem)
        except BaseException as bug:  # noqa: BLE001 - raised where it can be seen
            return Broken(bug)
        return None if called_off() else Done(value)

    def _tell(self, share: float) -> None:
        if share - self._told >= WORTH_TELLING or (share >= 1.0 > self._told):
            self._told = share
            self._progress(share)
