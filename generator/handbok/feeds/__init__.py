"""What people follow the newest edition with: an Atom feed of changes and a calendar of the årshjul.

The same content gives the same bytes: nothing in them tells when they were made.
"""

from __future__ import annotations

from handbok.editions import Edition
from handbok.pages.kinds.review import CALENDAR, FEED


def feeds(edition: Edition) -> dict[str, str]:
    """Path in the docs tree → text; none for an older edition, which nothing happens to."""
    if not edition.current:
        return {}
    # The libraries for these take a sixth of a second to load, which `check` and an older edition need not wait for.
    from handbok.feeds.atom import feed  # noqa: PLC0415
    from handbok.feeds.calendar import calendar  # noqa: PLC0415

    return {CALENDAR: calendar(edition), FEED: feed(edition)}
