"""Whether what the profile names exists: an indicator with a target or a phase, a source that is late."""

from difflib import get_close_matches

from pipelines.profile.agency import Profile
from pipelines.questions.errors import DataError
from pipelines.questions.template import marked
from pipelines.register.indicators import register
from pipelines.register.sources import SOURCES

NO_SUCH = {
    "indicator": (
        marked("county.toml, {section}: there is no indicator '{word}'. Choose one of: {choices}."),
        marked("county.toml, {section}: there is no indicator '{word}'. Did you mean {nearest}?"),
    ),
    "source": (
        marked("county.toml, {section}: there is no source '{word}'. Choose one of: {choices}."),
        marked("county.toml, {section}: there is no source '{word}'. Did you mean {nearest}?"),
    ),
}
"""What a row of the profile names -> how its absence is said, without and with a nearest one."""


def check_names(profile: Profile) -> None:
    """DataError for a slip in the register, or a target, phase or feed of what does not exist."""
    for section, what, named, known in (
        ("targets", "indicator", [t.indicator for t in profile.targets], register()),
        ("phases", "indicator", [p.indicator for p in profile.phases if p.indicator != "*"], register()),
        ("feeds", "source", [f.source for f in profile.feeds], SOURCES),
    ):
        for word in named:
            if word not in known:
                near = get_close_matches(word, known, 1)
                plainly, with_hint = NO_SUCH[what]
                if near:
                    raise DataError(with_hint, section=f"[[{section}]]", word=word, nearest=near[0])
                raise DataError(plainly, section=f"[[{section}]]", word=word, choices=", ".join(known))
