"""What authors call a figure; a name always says whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipt_review.reliability.figure import Figure


@dataclass(frozen=True, slots=True)
class Bands:
    """One author's names for ranges of a coefficient.

    Attributes:
        source: Who proposed them, and when.
        steps: (from here on, name), highest first.
        below: The name of what lies under all steps.
    """

    source: str
    steps: tuple[tuple[float, str], ...]
    below: str

    def name(self, value: float) -> str:
        """Return what this author calls the value."""
        return next((name for least, name in self.steps if value >= least), self.below)

    def reading(self, figure: Figure) -> str:
        """Return name and source, and what the lower limit would be called.

        An empty text for a figure that is undefined.
        """
        if figure.value is None:
            return ""
        name = self.name(figure.value)
        limits = figure.interval
        if limits is None or limits.low is None:
            return f"{name} ({self.source})"
        return f"{name}, by its lower limit {self.name(limits.low)} ({self.source})"


KOO_LI = Bands(
    "Koo & Li 2016", ((0.9, "excellent"), (0.75, "good"), (0.5, "moderate")), "poor"
)
"""For ICCs; meant to be read from the interval."""

CICCHETTI = Bands(
    "Cicchetti 1994", ((0.75, "excellent"), (0.6, "good"), (0.4, "fair")), "poor"
)
"""For ICCs and kappas in clinical assessment."""

LANDIS_KOCH = Bands(
    "Landis & Koch 1977",
    (
        (0.81, "almost perfect"),
        (0.61, "substantial"),
        (0.41, "moderate"),
        (0.21, "fair"),
        (0.0, "slight"),
    ),
    "poor",
)
"""For kappas."""
