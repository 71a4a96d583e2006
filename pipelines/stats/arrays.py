"""A number in gives a number out, an array an array: the two ends of every formula here."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

Plain = Any
"""What a formula gives back: a float for numbers, an array for arrays."""


def as_floats(*values: ArrayLike) -> list[np.ndarray]:
    """The values as float arrays of one common shape. ValueError when their shapes do not fit."""
    return [np.array(v, dtype=float) for v in np.broadcast_arrays(*values)]


def plain(values: np.ndarray) -> Plain:
    """An array as it is; an array of no dimension as a float."""
    return float(values) if np.ndim(values) == 0 else values
