"""A figure of agreement: a number, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scipy.special import ndtr, ndtri, stdtrit

LEVEL = 0.95
"""Confidence level of every interval."""

Z = float(ndtri(0.5 + LEVEL / 2))

ROUNDING = 1e-12
"""Below this share of what it is measured against, a difference is rounding."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Confidence limits at `LEVEL`; None where a limit cannot be computed."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Test:
    """A test of no agreement beyond chance.

    Attributes:
        statistic: z, t or F.
        p: Two-sided for z and t.
        df1: Degrees of freedom; None for z.
        df2: Of the denominator of an F; None otherwise.
        se0: Standard error under the hypothesis, for z.
    """

    __test__ = False  # not a test of pytest

    statistic: float | None
    p: float | None
    df1: float | None = None
    df2: float | None = None
    se0: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One coefficient with what is known of its precision.

    Attributes:
        value: None where the coefficient is undefined, never 0 or 1 instead.
        why: The reason in words when `value` is None; otherwise empty.
        se: Large-sample standard error.
    """

    value: float | None
    why: str = ""
    se: float | None = None
    interval: Interval | None = None
    test: Test | None = None

    @property
    def defined(self) -> bool:
        """Whether there is a number at all."""
        return self.value is not None

    def with_interval(
        self, reach: float, *, low: float = -1, high: float = 1
    ) -> Figure:
        """Return it with limits `reach` to both sides, cut to what is possible."""
        if self.value is None:
            return self
        ends = Interval(max(low, self.value - reach), min(high, self.value + reach))
        return replace(self, interval=ends)


def undefined(why: str) -> Figure:
    """Return a figure that does not exist, with the reason in words."""
    return Figure(None, why)


def z_test(value: float, se0: float) -> Test | None:
    """Return the two-sided test of `value` = 0 given its standard error under it."""
    if se0 <= 0:
        return None
    z = value / se0
    return Test(z, float(2 * ndtr(-abs(z))), se0=se0)


def t_reach(df: float) -> float:
    """Return how many standard errors a t interval reaches to one side."""
    return float(stdtrit(df, 0.5 + LEVEL / 2))


def is_zero(value: float, against: float) -> bool:
    """Say whether `value` is nothing but rounding beside `against`."""
    return abs(value) <= ROUNDING * max(abs(against), 1e-300)
