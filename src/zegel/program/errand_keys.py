"""The keys of messages and of tasks for staff."""

from typing import Final

from zegel.program.key import Key
from zegel.program.running_keys import PAUSED

ERRANDS: Final = (
    Key("messages", "ids with table `message`", "What members are written by itself."),
    Key("tasks", "ids with table `task`", "What staff are asked to do by itself."),
)
_ON: Final = (
    Key(
        "on", "`event newsletter confirmed`, `complaint closed`, `birthday`, `jubilee every 5 years`, a calendar's id, or a list of days",
        "Instead of with a purchase: when that happens (a complaint: once, and with no other open), or on that day, once a year.",
        "a purchase",
    ),
    Key("with", "fields of the event", "What must have been told: `{pages: at least 3, kind: [long, short], public: true}`."),
    Key("once per", "`member`, `day`, `week`, `month` or `year`", "How often at most.", "every time"),
)  # fmt: skip
ERRAND_KEYS: Final[dict[str, tuple[Key, ...]]] = {
    "message": (
        Key("says", "`{nl: …, en: …}`", "What the member reads. May hold `{years}`, `{months}`, `{tier}`, `{purchase}`.", needed=True),
        Key(
            "purpose", "`newsletter` or another purpose, or `service`",
            "What the member consented to, by e-mail; `service` only about what is theirs already.", "newsletter",
        ),
        *_ON,
        Key(
            "asks", "`0 to 10` or `1 to 5`",
            "With `on: complaint closed`: a score for how that went. The mail leads to a page where it is given, once; it earns as the"
            " event `survey` where the program declares that, whatever the score.",
            "nothing",
        ),
        PAUSED,
    ),
    "task": (
        Key("do", "`{nl: …, en: …}`", "What is to be done. May hold `{years}`, `{months}`, `{tier}`, `{purchase}`.", needed=True),
        Key("within", "`2 days`", "How soon, from the day on which it is asked.", "no day"),
        *_ON, PAUSED,
    ),
}  # fmt: skip
