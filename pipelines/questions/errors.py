"""Wrong data is told plainly, without a traceback; wrong code may crash."""


class DataError(Exception):
    """The data or a setting is wrong: the message says what, where and what to do."""


class WrongQuestion(DataError):
    """The question cannot be asked so: a word that does not exist, or a split the measure does not have."""


class NotAllowed(DataError):
    """The door refuses the question for this role. It never says what the answer would have been."""


class StoreFault(Exception):
    """The store could not do what was asked. The message says why and what to do; what it held, it holds.

    Not a DataError: a page may show a refusal in place of a figure, but never a fault.
    """


class StoreBusy(StoreFault):
    """Another load holds the store: the same question, asked a little later, is answered."""


class StoreDamaged(StoreFault):
    """The store, or a part of it, is absent or cannot be read."""
