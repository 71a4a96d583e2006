"""Bands of load against the standard: the edges a distribution of workers is shown in."""

BANDS = (0.8, 1.0, 1.2)
"""Upper edges of load ÷ available FTE; the last band is open."""
BAND_WORDS = ("up to 80% of standard", "80% to 100%", "100% to 120%", "over 120%")
