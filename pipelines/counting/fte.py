"""Full-time equivalents as whole numbers, and the bands a load against the standard is shown in."""

FTE = 1_000_000_000
"""One FTE. Counted in billionths, so that a case of 1/13.03 of a load adds up without drift."""

BANDS = (0.8, 1.0, 1.2)
"""Upper edges of load ÷ available FTE; the last band is open."""
BAND_WORDS = ("up to 80% of standard", "80% to 100%", "100% to 120%", "over 120%")
