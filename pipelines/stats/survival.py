"""Time until something happens, when for some it has not happened yet (Kaplan & Meier 1958).

Made from counts per time, which add over units and months: an open inquiry counts as censored at the age
it has reached. A median of closed items alone would be too short.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pipelines.stats.intervals import Z95

TIE = 1e-12
"""A share still waiting that is a half in fractions may miss it by rounding; this much is forgiven."""


@dataclass(frozen=True, eq=False)
class Survival:
    """The share still waiting just after each time. Arrays of one length; times ascending."""

    times: np.ndarray
    survival: np.ndarray
    at_risk: np.ndarray
    """How many were still waiting just before each time."""
    se: np.ndarray
    """Greenwood's (1926) standard error; nan once nobody is left waiting."""
    log_log_se: np.ndarray
    """Standard error of log(-log(survival)); nan where survival is 0 or 1."""

    def quantile(self, q: float) -> float:
        """The smallest time by which a share q has had the event; nan when the data do not reach it.

        ValueError unless 0 < q < 1.
        """
        return self._first_at_or_below(self.survival, q)

    def quantile_interval(self, q: float, z: float = Z95) -> tuple[float, float]:
        """(low, high) of the q-quantile: where the limits of the curve pass it (Brookmeyer & Crowley 1982).

        nan for a limit the data do not reach. ValueError unless 0 < q < 1.
        """
        low, high = self.interval(z)
        return self._first_at_or_below(low, q), self._first_at_or_below(high, q)

    def interval(self, z: float = Z95) -> tuple[np.ndarray, np.ndarray]:
        """(low, high) of the share still waiting after each time, log(-log) transformed.

        (1, 1) before the first event; nan once nobody is left waiting.
        """
        spread = np.exp(z * self.log_log_se)
        # Before the first event the spread is nan and the share 1; 1 to any power, even nan, is 1.
        return self.survival**spread, self.survival ** (1 / spread)

    def _first_at_or_below(self, curve: np.ndarray, q: float) -> float:
        if not 0 < q < 1:
            raise ValueError(f"A quantile of waiting times lies strictly between 0 and 1; got {q}.")
        reached = np.flatnonzero(curve <= 1 - q + TIE)
        return float(self.times[reached[0]]) if reached.size else float("nan")


def kaplan_meier(times: ArrayLike, events: ArrayLike, censored: ArrayLike) -> Survival:
    """The curve from how many had the event, and how many were last seen waiting, at each time.

    `times` ascend without repeats; `events` and `censored` are whole counts of the same length. At one time
    events come before censorings. ValueError when the times do not ascend, a count is negative, or the
    lengths differ.
    """
    times, events, censored = (np.asarray(v) for v in (times, events, censored))
    _check(times, events, censored)
    leaving = events + censored
    at_risk = leaving.sum() - np.cumsum(leaving) + leaving
    with np.errstate(divide="ignore", invalid="ignore"):
        staying = np.where(at_risk > 0, 1 - events / at_risk, 1.0)
        survival = np.cumprod(staying)
        terms = np.where(events > 0, events / (at_risk * (at_risk - events)), 0.0)
        greenwood = np.sqrt(np.cumsum(terms))
        greenwood = np.where(survival > 0, greenwood, np.nan)
        log_log_se = np.where(survival < 1, greenwood / np.abs(np.log(survival)), np.nan)
    return Survival(times, survival, at_risk, survival * greenwood, log_log_se)


def _check(times: np.ndarray, events: np.ndarray, censored: np.ndarray) -> None:
    if not times.shape == events.shape == censored.shape or times.ndim != 1:
        raise ValueError("Times, events and censorings are three columns of one length.")
    if not (np.diff(times) > 0).all():
        raise ValueError("Waiting times must ascend, each once: add up the counts of equal times first.")
    if (events < 0).any() or (censored < 0).any():
        raise ValueError("Counts of events and of censorings are not negative.")
