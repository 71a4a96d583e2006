"""Wrong data is told plainly, without a traceback; wrong code may crash."""


class DataError(Exception):
    """The data or a setting is wrong: the message says what, where and what to do."""


class NotAllowed(DataError):
    """The door refuses the question for this role. It never says what the answer would have been."""
