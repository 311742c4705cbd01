"""How long before something of theirs ends members are told: the settings, and their keys."""

from typing import Final

from zegel.program.key import Key
from zegel.program.model import Words
from zegel.program.setting import Setting

NOTICE_SETTINGS: Final = (
    Setting(
        "settings.notice of points", "points_notice_days", "14 days", {},
        Words(
            "Wat binnen {n} dagen verloopt, mailen wij u, als wij uw adres hebben.",
            "What lapses within {n} days is told to you by e-mail, if we have your address.",
        ),
        "days", 1, 365,
    ),
    Setting(
        "settings.notice of vouchers", "voucher_notice_days", "14 days", {},
        Words(
            "Een beloning of bon die binnen {n} dagen verloopt, mailen wij u, als wij uw adres hebben.",
            "A reward or coupon that ends within {n} days is told to you by e-mail, if we have your address.",
        ),
        "days", 1, 365,
    ),
)  # fmt: skip

NOTICE_KEYS: Final = (
    Key("claim within", "`14 days`", "How long an anonymous purchase or card can still be claimed.", "14 days"),
    Key("notice of points", "`14 days`", "How long before points and credit lapse a member is told.", "14 days"),
    Key("notice of vouchers", "`14 days`", "How long before a reward or coupon ends a member is told.", "14 days"),
)
