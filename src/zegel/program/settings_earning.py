"""The conventions of earning that a program may choose (semantics.md 8, 13, 14, 27), as program.settings has the others."""

from typing import Final

from zegel.program.model import Words
from zegel.program.setting import NO_WORDS, Setting


def _choice(key: str, field: str, **choices: tuple[str, str]) -> Setting:
    """A setting of which the first choice is the default; `_` in a choice is a space."""
    said = {word.replace("_", " "): Words(*sentences) for word, sentences in choices.items()}
    return Setting(f"settings.{key}", field, next(iter(said)), said, NO_WORDS)


EARNING_SETTINGS: Final[tuple[Setting, ...]] = (
    _choice(
        "earning rules", "earning_rules",
        add_up=("Wat verschillende regels geven, wordt opgeteld.", "What several rules give adds up."),
        best_only=(
            "Geven er meer regels iets van dezelfde soort, dan geldt alleen de regel die het meeste geeft.",
            "Where several rules give the same thing, only the rule that gives the most counts.",
        ),
        first_match=(
            "Geven er meer regels iets van dezelfde soort, dan geldt alleen de eerste.",
            "Where several rules give the same thing, only the first counts.",
        ),
    ),
    _choice(
        "promotions", "promotions",
        on_their_own=("Een actie geeft ook iets waar u verder niets spaart.", "A promotion gives also where nothing else does."),
        need_base_points=(
            "Een actie geeft alleen iets bij een aankoop waarmee u ook zonder actie spaart.",
            "A promotion gives only on a purchase that earns without it as well.",
        ),
    ),
    _choice(
        "several promotions", "several_promotions",
        all_count=("Van acties die tegelijk gelden, telt elke actie.", "Of promotions that apply at once every one counts."),
        the_newest=(
            "Van acties die tegelijk gelden, telt alleen de nieuwste actie.", "Of promotions that apply at once only the newest one counts."
        ),
    ),
    _choice(
        "rounding points", "points_rounding",
        down=(
            "Wat u spaart, wordt naar beneden afgerond; de bon laat zien wat er overblijft.",
            "What you earn is rounded down; the receipt shows what is left over.",
        ),
        half_up=(
            "Wat u spaart, wordt afgerond op het dichtstbijzijnde; een half naar boven.",
            "What you earn is rounded to the nearest; a half goes up.",
        ),
        half_even=(
            "Wat u spaart, wordt afgerond op het dichtstbijzijnde; een half naar het even getal.",
            "What you earn is rounded to the nearest; a half goes to the even number.",
        ),
        up=("Wat u spaart, wordt naar boven afgerond.", "What you earn is rounded up."),
    ),
    _choice(
        "points rounded per", "points_rounded_per",
        basket=("Er wordt één keer per aankoop afgerond.", "It is rounded once a purchase."),
        line=("Er wordt per regel van de bon afgerond.", "It is rounded for each line of the receipt."),
    ),
    _choice(
        "points remainder", "points_remainder",
        lapses=("Wat na het afronden overblijft, telt niet mee.", "What is left after rounding does not count."),
        carried=(
            "Wat na het afronden overblijft, telt mee bij uw volgende aankoop.",
            "What is left after rounding counts with your next purchase.",
        ),
    ),
    _choice(
        "earning base", "earning_base",
        after_discounts=("U spaart over wat u na alle kortingen betaalt.", "You earn on what you pay after all discounts."),
        before_discounts=(
            "U spaart over de prijs vóór kortingen, maar niet over wat u met punten betaalt.",
            "You earn on the price before discounts, but not on what you pay with points.",
        ),
        own_discounts_only=(
            "Een korting op bepaalde artikelen telt alleen bij die artikelen; een korting op alles telt bij het sparen niet.",
            "A discount on certain articles counts against those only; one on everything does not count for what you earn.",
        ),
    ),
    _choice(
        "earning base in", "earning_vat",
        as_prices=("U spaart over bedragen zoals op het prijskaartje.", "You earn on amounts as on the price tag."),
        including_VAT=("U spaart over bedragen met btw.", "You earn on amounts with VAT."),
        excluding_VAT=("U spaart over bedragen zonder btw.", "You earn on amounts without VAT."),
    ),
    _choice(
        "earning and shipping", "earning_shipping",
        **{"with": ("Over verzendkosten spaart u ook.", "You earn on shipping too.")},
        without=("Over verzendkosten spaart u niet.", "You do not earn on shipping."),
    ),
    _choice(
        "paid with gift cards", "gift_cards_earn",
        earns=("Wat u met een cadeaukaart betaalt, telt mee bij het sparen.", "What you pay with a gift card counts for earning."),
        earns_nothing=(
            "Over wat u met een cadeaukaart betaalt, spaart u niet.", "You earn nothing on what you pay with a gift card."
        ),
    ),
    _choice(
        "paid with store credit", "store_credit_earns",
        earns=("Wat u met winkeltegoed betaalt, telt mee bij het sparen.", "What you pay with store credit counts for earning."),
        earns_nothing=(
            "Over wat u met winkeltegoed betaalt, spaart u niet.", "You earn nothing on what you pay with store credit."
        ),
    ),
    _choice(
        "paid with points", "points_paid_earn",
        earns_nothing=("Over wat u met punten betaalt, spaart u niet.", "You earn nothing on what you pay with points."),
        earns=("Wat u met punten betaalt, telt mee bij het sparen.", "What you pay with points counts for earning."),
    ),
    _choice(
        "points of this basket", "points_at_once",
        from_the_next_purchase=(
            "Wat u met een aankoop spaart, kunt u vanaf de volgende aankoop gebruiken.",
            "What you earn with a purchase can be used from the next one on.",
        ),
        at_once=(
            "Wat u met een aankoop spaart, kunt u bij diezelfde aankoop al gebruiken.",
            "What you earn with a purchase can be used on that very purchase.",
        ),
    ),
    _choice(
        "limits on points", "points_limits",
        reduce=("Komt u aan een maximum, dan krijgt u wat er nog bij past.", "At a limit you get what still fits."),
        refuse=("Zou u over een maximum gaan, dan krijgt u daarvan niets.", "What would go over a limit is not given at all."),
    ),
)  # fmt: skip
