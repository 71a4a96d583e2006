"""Wrong data is told plainly, without a traceback; wrong code may crash."""


class DataError(Exception):
    """The data or a setting is wrong: the message says what, where and what to do."""


class WrongQuestion(DataError):
    """The question cannot be asked so: a word that does not exist, or a split the measure does not have."""


class NotAllowed(DataError):
    """The door refuses the question for this role. It never says what the answer would have been."""
