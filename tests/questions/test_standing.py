"""The words of a stand are taken in the form in which they are to be said."""

import pytest

from pipelines.questions.standing import Stand

STAND = Stand(
    "manager.due", words={"question": "Who waits?", "late": ("{count} is late", "{count} are late")}
)


def test_words_come_in_one_sentence_or_in_the_forms_for_one_and_for_many():
    assert STAND.template("question") == "Who waits?"
    assert STAND.forms("late") == ("{count} is late", "{count} are late")


def test_words_of_the_other_form_are_an_error_that_names_them():
    with pytest.raises(TypeError, match=r"late in manager\.due"):
        STAND.template("late")
    with pytest.raises(TypeError, match=r"question in manager\.due"):
        STAND.forms("question")
