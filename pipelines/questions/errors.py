"""Wrong data is told plainly, without a traceback; wrong code may crash."""

from pipelines.questions.template import filled


class DataError(Exception):
    """The data or a setting is wrong: the message says what, where and what to do.

    Raised with a whole template and what stands in its places. `str()` is the sentence in English; where it
    is told to a reader, pipelines.words.say says it in theirs.
    """

    def __init__(self, template: str = "", /, **places: object):
        super().__init__(template)
        self.template, self.places = template, places

    def __str__(self) -> str:
        return filled(self.template, self.places) if self.places else self.template


class WrongQuestion(DataError):
    """The question cannot be asked so: a word that does not exist, or a split the measure does not have."""


class NotAllowed(DataError):
    """The door refuses the question for this role. It never says what the answer would have been."""
