"""Which tables the equity view may be asked for: those that an indicator declares, and slices of them."""

from pipelines.gate.question import Question
from pipelines.questions.errors import NotAllowed


def refuse_unaudited(published_only: bool, synthetic: bool) -> None:
    """NotAllowed for the equity view of real data, whatever was asked: nobody has proved its masks.

    Asked before anything is looked up, so that refusal does not tell which sources are loaded (C11).
    """
    if published_only and not synthetic:
        raise NotAllowed("The equity view is closed for real data until its release audit exists.")


def check(question: Question) -> None:
    """NotAllowed unless the question is one of the tables, on synthetic data."""
    chosen = question.selection
    refuse_unaudited(True, question.version.synthetic)
    if (chosen.grain, chosen.by) not in {(t.grain, t.by) for t in question.definition.published}:
        raise NotAllowed(
            "The equity view shows its published tables only: race/ethnicity by year, quarter or "
            "division, and decision point by group."
        )
    if any(d not in chosen.by for d, _ in chosen.where) or chosen.organisation != "then":
        raise NotAllowed("The equity view has no filters: a table may be sliced by its own columns only.")
