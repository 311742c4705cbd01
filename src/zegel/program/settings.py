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
        "settings.order", "order", "lanes",
        {
            "lanes": Words(
                "Kortingen gaan in deze volgorde af: artikelprijs, regel, mandje, verzending, en als laatste punten.",
                "Discounts come off in this order: article price, line, basket, shipping, and points last.",
            ),
            "priority": Words(
                "Kortingen gaan af in de volgorde van hun voorrang.", "Discounts come off in the order of their priority."
            ),
            "as entered": Words(
                "Wat u inzet, gaat af in de volgorde waarin u erom vraagt.", "What you use comes off in the order in which you ask for it."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.choosing", "choosing", "best of a group",
        {
            "best of a group": Words(
                "Van kortingen die elkaar uitsluiten krijgt u de beste; de andere tellen samen.",
                "Of discounts that exclude each other you get the best; the others go together.",
            ),
            "all stack": Words(
                "Alle kortingen tellen samen.", "All discounts go together."
            ),
            "best only": Words(
                "U krijgt alleen de beste korting.", "You get the best discount only."
            ),
            "first only": Words(
                "U krijgt alleen de eerste korting die geldt.", "You get only the first discount that applies."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.basket percentages", "basket_percentages", "stack",
        {
            "stack": Words(
                "Percentages over het hele mandje tellen samen.", "Percentages off the whole basket go together."
            ),
            "best only": Words(
                "Van percentages over het hele mandje telt alleen de beste.", "Of percentages off the whole basket only the best counts."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.percent on percent", "percents", "what is left",
        {
            "what is left": Words(
                "Een percentage gaat af van wat na de vorige korting overblijft.", "A percentage is of what the discount before it left."
            ),
            "added up": Words(
                "Percentages worden bij elkaar opgeteld en gaan dan van de prijs af.",
                "Percentages are added up and then taken off the price.",
            ),
            "the original price": Words(
                "Een percentage gaat altijd over de prijs zonder andere kortingen.",
                "A percentage is always of the price without other discounts.",
            ),
            "added up inside a rule": Words(
                "Percentages van één korting worden opgeteld; een volgende korting gaat af van wat overblijft.",
                "Percentages of one discount are added up; the next discount is of what is left.",
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.thresholds", "thresholds", "after discounts so far",
        {
            "after discounts so far": Words(
                "Een minimumbedrag voor korting telt na de kortingen die er al af zijn; precies het bedrag is genoeg.",
                "A minimum amount for a discount counts after the discounts so far; the amount itself is enough.",
            ),
            "before discounts": Words(
                "Een minimumbedrag voor korting telt voordat er korting af gaat; precies het bedrag is genoeg.",
                "A minimum amount for a discount counts before any discount; the amount itself is enough.",
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.thresholds and shipping", "threshold_shipping", "without",
        {
            "without": Words(
                "Verzendkosten tellen niet mee voor een minimumbedrag.", "Shipping does not count towards a minimum amount."
            ),
            "with": Words(
                "Verzendkosten tellen mee voor een minimumbedrag.", "Shipping counts towards a minimum amount."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.thresholds in", "threshold_vat", "as prices",
        {
            "as prices": Words(
                "Een minimumbedrag voor korting is met of zonder btw, zoals de prijzen zijn.",
                "A minimum amount for a discount is with or without VAT, as prices are."
            ),
            "including VAT": Words(
                "Een minimumbedrag voor korting is inclusief btw.", "A minimum amount for a discount includes VAT."
            ),
            "excluding VAT": Words(
                "Een minimumbedrag voor korting is exclusief btw.", "A minimum amount for a discount excludes VAT."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.steps begin", "step_bounds", "at their threshold",
        {
            "at their threshold": Words(
                "Een staffel begint op het genoemde bedrag of aantal.", "A step begins at its amount or count."
            ),
            "above their threshold": Words(
                "Een staffel begint boven het genoemde bedrag of aantal.", "A step begins above its amount or count."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.amounts", "amounts", "as prices",
        {
            "as prices": Words(
                "Een bedrag aan korting is met of zonder btw, zoals de prijzen zijn.",
                "An amount off is with or without VAT, as prices are.",
            ),
            "including VAT": Words(
                "Een bedrag aan korting is inclusief btw.", "An amount off includes VAT."
            ),
            "excluding VAT": Words(
                "Een bedrag aan korting is exclusief btw.", "An amount off excludes VAT."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.spare cents", "spare_cents", "largest remainder",
        {
            "largest remainder": Words(
                "Een korting over meer artikelen wordt naar prijs verdeeld; een losse cent gaat naar de regel met het meeste recht erop.",
                "A discount over several articles is shared by price; a spare cent goes to the line that has most claim to it.",
            ),
            "last line": Words(
                "Een korting over meer artikelen wordt naar prijs verdeeld; het laatste artikel krijgt de rest.",
                "A discount over several articles is shared by price; the last article gets the rest.",
            ),
            "first line": Words(
                "Een korting over meer artikelen wordt naar prijs verdeeld; losse centen gaan naar de eerste artikelen.",
                "A discount over several articles is shared by price; spare cents go to the first articles.",
            ),
            "first items": Words(
                "Een korting over meer artikelen wordt naar prijs verdeeld; losse centen gaan naar de eerste stuks.",
                "A discount over several articles is shared by price; spare cents go to the first pieces.",
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.rounding", "rounding", "half up",
        {
            "half up": Words(
                "Korting wordt afgerond op hele centen; een halve cent gaat omhoog.",
                "A discount is rounded to whole cents; half a cent goes up.",
            ),
            "down": Words(
                "Korting wordt naar beneden afgerond op hele centen.", "A discount is rounded down to whole cents."
            ),
            "half even": Words(
                "Korting wordt afgerond op hele centen; een halve cent gaat naar de even kant.",
                "A discount is rounded to whole cents; half a cent goes to the even side.",
            ),
            "up": Words(
                "Korting wordt naar boven afgerond op hele centen.", "A discount is rounded up to whole cents."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.rounded per", "rounded_per", "line",
        {
            "line": Words(
                "Een percentage op artikelen wordt per regel afgerond.", "A percentage off articles is rounded for each line."
            ),
            "item": Words(
                "Een percentage op artikelen wordt per stuk afgerond.", "A percentage off articles is rounded for each piece."
            ),
            "basket": Words(
                "Een percentage op artikelen wordt over het geheel afgerond.", "A percentage off articles is rounded once for all of them."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.at the floor", "at_the_floor", "moves on",
        {
            "moves on": Words(
                "Mag een artikel niet goedkoper, dan gaat de rest van de korting van de andere af; kan dat niet, dan vervalt die.",
                "Where an article may not become cheaper, the rest of the discount comes off the others; else it lapses.",
            ),
            "lapses": Words(
                "Mag een artikel niet goedkoper, dan vervalt de rest van de korting.",
                "Where an article may not become cheaper, the rest of the discount lapses."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.free items", "free_items", "cheapest",
        {
            "cheapest": Words(
                "Van elk groepje is het goedkoopste artikel gratis; de duurste artikelen vormen samen het eerste groepje.",
                "The cheapest article of each group is free; the dearest articles make the first group.",
            ),
            "cheapest of all": Words(
                "Gratis zijn de goedkoopste van alles wat meetelt.", "Free are the cheapest of all that counts."
            ),
            "dearest": Words(
                "Gratis zijn de duurste.", "Free are the dearest."
            ),
            "first": Words(
                "Gratis zijn de eerste op de bon.", "Free are the first on the receipt."
            ),
            "chosen": Words(
                "U kiest zelf wat gratis is; anders is het het goedkoopste.", "You choose what is free; else it is the cheapest."
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.used items", "used_items", "for that rule",
        {
            "for that rule": Words(
                "Een artikel telt voor elke korting één keer mee.", "An article counts once for each discount."
            ),
            "for every rule": Words(
                "Een artikel telt maar voor één korting op stuks mee.", "An article counts for one discount on pieces only."
            ),
            "may count again": Words(
                "Een artikel dat al meetelde, mag nog eens meetellen en zelf gratis zijn.",
                "An article that counted may count again and be free itself.",
            ),
            "never as free": Words(
                "Een artikel dat meetelde, mag nog eens meetellen, maar is zelf nooit gratis.",
                "An article that counted may count again, but is never free itself.",
            ),
        },
        _NO_WORDS,
    ),
    Setting(
        "settings.per basket", "per_basket", "as often as it fits",
        {
            "as often as it fits": Words(
                "Een korting op stuks geldt zo vaak als zij past.", "A discount on pieces counts as often as it fits."
            ),
            "once": Words(
                "Een korting op stuks geldt één keer per aankoop.", "A discount on pieces counts once a purchase."
            ),
        },
        _NO_WORDS,
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
