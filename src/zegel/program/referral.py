"""Members who bring friends (domain.md M15): what both get, and when a friend counts.

Only a link or a QR is ever shared, by the member: Zegel writes to no friend (OPTA and CBP, joint ruling on tell-a-friend systems).
"""

from zegel.core.value import value


@value
class Referral:
    """`friend_count` of `friend_unit` and `member_count` of `member_unit` (0: nothing) when a friend counts.

    A friend counts who spent `spend_minor` within `within_days` of joining, all of it longer ago than goods may come back. A member is
    rewarded for at most `most` friends a month (0: no limit).
    """

    friend_unit: str
    friend_count: int
    member_unit: str
    member_count: int
    spend_minor: int
    within_days: int
    most: int
    look_above: int = 0
    """With more friends than this within `look_days` the office looks first (0: never because of that)."""
    look_days: int = 1
