"""Wrong data is told plainly, without a traceback; wrong code may crash."""

from pipelines.questions.template import filled


class Told(Exception):
    """What went wrong, as a sentence for the person who gets it.

    Raised with a whole template and what stands in its places. `str()` is the sentence in English; where it
    is told to a reader, pipelines.words.say says it in theirs.
    """

    def __init__(self, template: str = "", /, **places: object):
        super().__init__(template)
        self.template, self.places = template, places

    def __str__(self) -> str:
        return filled(self.template, self.places) if self.places else self.template


class DataError(Told):
    """The data or a setting is wrong: the message says what, where and what to do."""


class WrongQuestion(DataError):
    """The question cannot be asked so: a word that does not exist, or a split the measure does not have."""


class NotAllowed(DataError):
    """The door refuses the question for this role. It never says what the answer would have been."""


class StoreFault(Told):
    """The store could not do what was asked. The message says why and what to do; what it held, it holds.

    Not a DataError: a page may show a refusal in place of a figure, but never a fault.
    """


class StoreBusy(StoreFault):
    """Another load holds the store: the same question, asked a little later, is answered."""


class StoreDamaged(StoreFault):
    """The store, or a part of it, is absent or cannot be read."""
