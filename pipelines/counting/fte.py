"""Full-time equivalents as whole numbers, and the bands a load against the standard is shown in."""

from pipelines.questions.template import marked

FTE = 1_000_000_000
"""One FTE. Counted in billionths, so that a case of 1/13.03 of a load adds up without drift."""

BANDS = (0.8, 1.0, 1.2)
"""Upper edges of load ÷ available FTE; the last band is open."""
BAND_WORDS = (
    marked("up to 80% of standard"),
    marked("80% to 100%"),
    marked("100% to 120%"),
    marked("over 120%"),
)
