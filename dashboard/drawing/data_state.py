"""How far the data reach, and which feed is late: the line in the frame of every page."""

from dash import html

from dashboard.drawing.icons import icon
from pipelines.questions.released import County, Feed
from pipelines.words.say import say, say_plural


def data_state(county: County) -> html.P:
    """How far the data reach, and which feed is late."""
    through = (
        say("Data through {day}", day=county.data_through)
        if county.data_through
        else say("Nothing loaded yet")
    )
    late = [html.Strong(_late(feed)) for feed in county.late[:2]]
    more = [html.Strong(say("{count} more late", count=len(county.late) - 2))] if len(county.late) > 2 else []
    if not late:
        return html.P(through, className="state")
    return html.P(
        [through, html.Span([icon("late"), *_joined([*late, *more])], className="late")], className="state"
    )


def _late(feed: Feed) -> str:
    return say_plural("{feed} {count} day late", "{feed} {count} days late", feed.late_days, feed=feed.title)


def _joined(parts: list) -> list:
    return [piece for part in parts for piece in (part, ", ")][:-1]
