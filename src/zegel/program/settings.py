"""Every setting of a program: its key in the file, its default, what it may be, and the sentence it means."""

from typing import Final

from zegel.program.code_settings import CODE_SETTINGS
from zegel.program.model import Settings, Words
from zegel.program.notice_settings import NOTICE_SETTINGS
from zegel.program.setting import MONEY, NO_WORDS, Setting
from zegel.program.settings_earning import EARNING_SETTINGS
from zegel.program.settings_returns import RETURN_SETTINGS
from zegel.program.words import both, money

__all__ = ["SETTINGS", "Setting", "setting_sentence", "setting_value"]


SETTINGS: Final[tuple[Setting, ...]] = (
    *(Setting(key, field, default, choices, NO_WORDS) for key, field, default, choices in CODE_SETTINGS),
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
        NO_WORDS,
    ),
    *EARNING_SETTINGS,
    *RETURN_SETTINGS,
    Setting(
        "settings.order", "order", "lanes",
        {
            "lanes": Words(
                "Kortingen gaan in deze volgorde van de prijs af: artikelprijs, regel, mandje, verzending, en als laatste punten.",
                "Discounts come off in this order: article price, line, basket, shipping, and points last.",
            ),
            "priority": Words(
                "Kortingen gaan van de prijs af in de volgorde van hun voorrang.", "Discounts come off in the order of their priority."
            ),
            "as entered": Words(
                "Wat u inzet, gaat af in de volgorde waarin u erom vraagt.", "What you use comes off in the order in which you ask for it."
            ),
            "listed": Words(
                "Kortingen gaan in de volgorde van een lijst van de prijs af, elk van wat er dan nog over is.",
                "Discounts come off in the order of a list, each off what is left by then.",
            ),
        },
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
    ),
    Setting(
        "settings.spare cents", "spare_cents", "largest remainder",
        {
            "largest remainder": Words(
                "Een korting over meer artikelen wordt naar prijs verdeeld; een losse cent gaat naar het artikel dat door het afronden"
                " het meest tekortkwam.",
                "A discount over several articles is shared by price; a spare cent goes to the article that rounding cost most.",
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
    ),
    Setting(
        "settings.free items come off", "free_off", "what is free",
        {
            "what is free": Words(
                "Wat gratis of goedkoper is, gaat van de prijs van dat artikel zelf af.",
                "What is free or cheaper comes off the price of that article itself.",
            ),
            "all of the deal": Words(
                "Wat gratis of goedkoper is, wordt naar prijs verdeeld over alle artikelen van die actie;"
                " brengt u er een terug, dan krijgt u wat dat na zijn deel van de korting kostte.",
                "What is free or cheaper is shared by price over all articles of that deal;"
                " for one that you bring back you get what it cost after its share.",
            ),
        },
        NO_WORDS,
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
        NO_WORDS,
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
        NO_WORDS,
    ),
    Setting(
        "settings.facts", "facts", "before this purchase",
        {
            "before this purchase": Words(
                "Geldt iets pas na een aantal aankopen of een bedrag, dan telt deze aankoop zelf nog niet mee.",
                "Where something takes a number of purchases or an amount spent, this purchase itself does not count yet.",
            ),
            "including this purchase": Words(
                "Geldt iets pas na een aantal aankopen of een bedrag, dan telt deze aankoop al mee.",
                "Where something takes a number of purchases or an amount spent, this purchase counts already.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "settings.hold", "hold_minutes", "10 minutes", {},
        Words("Wat de kassa voor een aankoop vasthoudt, komt na {n} minuten weer vrij.",
            "What a till holds for a purchase is free again after {n} minutes.",),
        "minutes", 1, 1440,
    ),
    Setting(
        "settings.pick up", "pick_up_hours", "24 hours", {},
        Words("Een bestelde beloning ligt {n} uur voor u klaar.", "A reward that you ordered waits {n} hours for you."),
        "hours", 1, 720,
    ),
    Setting(
        "settings.business gifts", "business_gifts", "given",
        {
            "given": Words(
                "Een zakelijk cadeau boven de grens van de belastingwet wordt gegeven; de bon zegt het erbij.",
                "A business gift above the limit of tax law is given; the receipt says so.",
            ),
            "refused": Words(
                "Boven de grens van de belastingwet wordt geen zakelijk cadeau gegeven.",
                "No business gift is given above the limit of tax law.",
            ),
        },
        NO_WORDS,
    ),
    Setting(
        "settings.late", "late_hours", "72 hours", {},
        Words(
            "Een aankoop die meer dan {n} uur later binnenkomt, wordt eerst nagekeken.",
            "A purchase that comes in more than {n} hours late is looked at by a person first.",
        ),
        "hours", 1, 720,
    ),
    *NOTICE_SETTINGS,
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


def setting_sentence(settings: Settings, setting: Setting, currency: str) -> Words:
    """The sentence that the setting's value means."""
    found = setting_value(settings, setting)
    if isinstance(found, str):
        return setting.choices[found]
    if setting.period == MONEY:
        amount = both(lambda language: money(found, currency, language))
        return Words(setting.sentence.nl.replace("{n}", amount.nl), setting.sentence.en.replace("{n}", amount.en))
    return Words(*(_counted(text, found) for text in (setting.sentence.nl, setting.sentence.en)))


_ONE: Final = {
    "1 dagen": "1 dag", "1 days": "1 day", "1 maanden": "1 maand", "1 months": "1 month", "1 minuten": "1 minuut",
    "1 minutes": "1 minute", "1 hours": "1 hour",
}  # fmt: skip


def _counted(text: str, n: int) -> str:
    said = text.replace("{n}", str(n))
    if n == 1:
        for many, one in _ONE.items():
            said = said.replace(many, one)
    return said
