"""Codes in the shapes case-management systems use: base 62, case-sensitive, no names."""

import numpy as np

_SIGNS = np.array(list("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"))
TRICKY_STAFF = ("0X5", "07n", "1E5", "007", "0x5", "1e5")
"""Codes a spreadsheet damages: leading zeros, powers of ten, twins that differ in case alone."""


def ten_sign_codes(random: np.random.Generator, count: int) -> np.ndarray:
    """`count` different 10-sign codes; one in 400 looks like a number with an exponent (1234567E10)."""
    drawn = _draw(random, count + 50, 10)
    exponent = random.random(len(drawn)) < 1 / 400
    digits = random.integers(1_000_000, 10_000_000, len(drawn))
    powers = random.integers(10, 31, len(drawn))
    drawn = np.where(exponent, [f"{d}E{p}" for d, p in zip(digits, powers, strict=True)], drawn)
    return _different(drawn)[:count]


def staff_codes(random: np.random.Generator, count: int) -> np.ndarray:
    """`count` different 3-sign codes, the awkward ones of TRICKY_STAFF first."""
    drawn = np.append(np.array(TRICKY_STAFF), _draw(random, count + 50, 3))
    return _different(drawn)[:count]


def _draw(random: np.random.Generator, count: int, length: int) -> np.ndarray:
    return np.ascontiguousarray(_SIGNS[random.integers(0, 62, (count, length))]).view(f"<U{length}").ravel()


def _different(codes: np.ndarray) -> np.ndarray:
    _, first = np.unique(codes, return_index=True)
    return codes[np.sort(first)]
