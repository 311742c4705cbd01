"""What an article costs at a till today."""

from zegel.decide.prices import History


def price_of(histories: list[History], branch: str, today: str) -> int | None:
    """What it costs at the till of `branch` today: the branch's own price goes before the shop's, the till's before all channels'."""
    best: tuple[tuple[bool, bool], int] | None = None
    for history in histories:
        if history.channel in ("", "till") and history.branch in ("", branch):
            now = [one.minor for one in history.steps if one.since <= today]
            rank = (history.branch == branch != "", history.channel == "till")
            if now and (best is None or rank > best[0]):
                best = (rank, now[-1])
    return None if best is None else best[1]
