"""Every setting of a program: its key in the file, its default, what it may be, and the sentence it means."""

from typing import Final

from zegel.core.value import value
from zegel.program.model import Settings, Words


@value
class Setting:
    """One setting. `choices` maps each allowed word to its sentence; a setting that is a period has none, and its `sentence` holds `{n}`.

    `key` is its path in the file, `field` its name in model.Settings. A period is counted in `period`s from `least` to `most`.
    """

    key: str
    field: str
    default: str
    choices: dict[str, Words]
    sentence: Words
    period: str = ""
    least: int = 1
    most: int = 0

    @property
    def name(self) -> str:
        """The key, as documentation lists it."""
        return self.key

    def allowed(self) -> str:
        """What may stand there, for people."""
        return " or ".join(f"`{word}`" for word in self.choices) if self.choices else f"{self.least} to {self.most} {self.period}"


_NO_WORDS: Final = Words("", "")

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "settings.multipliers", "multipliers", "largest",
        {
            "largest": Words(
                "Gelden er meer vermenigvuldigers, dan telt de hoogste.", "Where several multipliers apply, the largest counts."
            ),
            "sum": Words(
                "Gelden er meer vermenigvuldigers, dan worden ze opgeteld.", "Where several multipliers apply, they add up."
            ),
            "product": Words(
                "Gelden er meer vermenigvuldigers, dan worden ze met elkaar vermenigvuldigd.",
                "Where several multipliers apply, they multiply each other.",
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "returns.within", "return_within_days", "14 days", {},
        Words(
            "Terugbrengen kan binnen {n} dagen, daarna alleen met een reden.",
            "Goods may come back within {n} days, later only with a reason.",
        ),
        "days", 1, 3650,
    ),
    Setting(
        "returns.earned", "returns_earned", "as if never bought",
        {
            "as if never bought": Words(
                "Wie iets terugbrengt, houdt wat hij zonder dat artikel ook had gekregen.",
                "Whoever returns something keeps what they would have earned without it.",
            ),
            "in proportion": Words(
                "Wie iets terugbrengt, levert naar verhouding van het bedrag in wat hij ermee kreeg.",
                "Whoever returns something gives back what it earned, in proportion to its price.",
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "returns.spent", "returns_spent", "back to its lots",
        {
            "back to its lots": Words(
                "Wat bij een teruggebrachte aankoop is ingewisseld, komt terug met zijn oude einddatum.",
                "What was spent on a returned purchase comes back with its old last day.",
            ),
            "never": Words("Wat is ingewisseld, komt niet terug.", "What was spent does not come back."),
        },
        _NO_WORDS,
    ),
    Setting(
        "returns.below zero", "below_zero", "allowed",
        {
            "allowed": Words(
                "Is het saldo te laag om iets terug te nemen, dan wordt het later verrekend.",
                "Where the balance is too low to take something back, it is settled with what is earned next.",
            ),
            "refused": Words(
                "Is het saldo te laag om iets terug te nemen, dan wordt de teruggave geweigerd.",
                "Where the balance is too low to take something back, the return is refused.",
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "returns.points last at least", "returned_points_last_days", "30 days", {},
        Words("Wat terugkomt, blijft daarna nog minstens {n} dagen geldig.", "What comes back stays valid for at least {n} days."),
        "days", 0, 3650,
    ),
    Setting(
        "settings.hold", "hold_minutes", "10 minutes", {},
        Words("Wat aan de kassa is vastgehouden, komt na {n} minuten weer vrij.", "What a till holds is free again after {n} minutes."),
        "minutes", 1, 1440,
    ),
    Setting(
        "settings.late", "late_hours", "72 hours", {},
        Words(
            "Een aankoop die meer dan {n} uur later binnenkomt, wordt eerst nagekeken.",
            "A purchase that comes in more than {n} hours late is looked at by a person first.",
        ),
        "hours", 1, 720,
    ),
    Setting(
        "settings.claim within", "claim_within_days", "14 days", {},
        Words(
            "Een kaart of bon zonder naam kan tot {n} dagen na de laatste aankoop op naam worden gezet.",
            "A card or receipt without a name can be claimed until {n} days after its last purchase.",
        ),
        "days", 1, 3650,
    ),
)  # fmt: skip


def setting_value(settings: Settings, setting: Setting) -> str | int:
    """What `settings` has for `setting`."""
    found = getattr(settings, setting.field)
    assert isinstance(found, str | int)
    return found


def setting_sentence(settings: Settings, setting: Setting) -> Words:
    """The sentence that the setting's value means."""
    found = setting_value(settings, setting)
    if isinstance(found, str):
        return setting.choices[found]
    return Words(*(_counted(text, found) for text in (setting.sentence.nl, setting.sentence.en)))


_ONE: Final = {
    "1 dagen": "1 dag", "1 days": "1 day", "1 minuten": "1 minuut", "1 minutes": "1 minute", "1 hours": "1 hour",
}  # fmt: skip


def _counted(text: str, n: int) -> str:
    said = text.replace("{n}", str(n))
    if n == 1:
        for many, one in _ONE.items():
            said = said.replace(many, one)
    return said
