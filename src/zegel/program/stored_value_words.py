"""What a program says of the money that it keeps for somebody."""

from collections.abc import Callable

from zegel.core.money import MAX_AMOUNT
from zegel.program.country.cautions import meter
from zegel.program.expiry_words import lasts, waiting
from zegel.program.model import Program, Unit, Words
from zegel.program.price_protection import SECTION
from zegel.program.price_protection_words import protection_sentence
from zegel.program.stored_value import GIFT_CARD, PAID_STAMPS, STORE_CREDIT, PaidStamps
from zegel.program.words import Language, both, counted, money, period, unit_names


def stored_value_sentences(program: Program) -> list[tuple[str, Words]]:
    """Each section of stored value by its path."""
    found: list[tuple[str, Words]] = []
    units = {unit.id: unit for unit in program.units if unit.kind == "money"}
    if STORE_CREDIT in units:
        found.append(("store credit", _said(_store_credit, program, units[STORE_CREDIT])))
    if GIFT_CARD in units:
        found.append(("gift cards", _said(_gift_card, program, units[GIFT_CARD])))
    if program.stored.stamps is not None:
        stamps = program.stored.stamps
        found.append((PAID_STAMPS, both(lambda language: _paid_stamps(program, stamps, language))))
    protection = program.stored.protection
    if protection is not None:
        found.append((SECTION, both(lambda language: protection_sentence(protection, language))))
    return found


def _paid_stamps(program: Program, stamps: PaidStamps, language: Language) -> str:
    nl, currency, names = language == "nl", program.currency, unit_names(program, PAID_STAMPS)
    price, per = money(stamps.price_minor, currency, language), money(stamps.per_minor, currency, language)
    most, book = counted(stamps.times, names, language), counted(stamps.book, names, language)
    paid, pays = money(stamps.book * stamps.price_minor, currency, language), money(stamps.pays_minor, currency, language)
    one = names.nl_one if nl else names.en_one
    kept = _counted_said(program, stamps, language)
    if nl:
        return (
            f"een {one} kost {price}; bij elke hele {per} die meetelt mag u er {most} bij kopen; {book} (waarvoor u {paid} betaalde) "
            f"geven {pays}, een boekje dat niet vol is geeft wat u ervoor betaalde; "
            f"ze vervallen nooit, en er zit geen btw, punt of korting op.{kept}"
        )
    return (
        f"a {one} costs {price}; with each full {per} that counts you may buy {most}; {book} (for which you paid {paid}) give {pays}, "
        "a book that is not full gives what you paid for it; they never lapse, and bear no VAT, points or discount."
        f"{kept}"
    )


def _counted_said(program: Program, stamps: PaidStamps, language: Language) -> str:
    """That it is counted what is sold, and what happens above what the law asks to be told."""
    found, nl = meter(program.country), language == "nl"
    if not stamps.counted or found is None:
        return ""
    most, long = money(found.most_minor, program.currency, language), period(found.months, "months", language)
    if not stamps.refused_above:
        return " Wij houden bij hoeveel wij er verkopen." if nl else " We keep count of how many we sell."
    if nl:
        return f" Meer dan {most} aan koopzegels en cadeaukaarten in {long} verkopen wij niet: daarboven zijn er even geen koopzegels."
    return f" We do not sell more than {most} of stamps and gift cards in {long}: above that there are no stamps for a while."


def _said(say: Callable[[Program, Unit, Language], str], program: Program, unit: Unit) -> Words:
    return both(lambda language: say(program, unit, language))


def _store_credit(program: Program, unit: Unit, language: Language) -> str:
    how_long = "; ".join([lasts(unit.expiry, language), *waiting(program, unit, language)])
    if language == "nl":
        return f"met {unit.names.nl_one} betaalt u als met geld, ook een deel; wat u ermee koopt spaart gewoon mee; het {how_long}."
    return f"you pay with {unit.names.en_one} as with money, also a part of it; what you buy with it earns as usual; it {how_long}."


def _gift_card(program: Program, unit: Unit, language: Language) -> str:
    nl, cards, currency = language == "nl", program.stored.gift_cards, program.currency
    how_long, amounts = lasts(unit.expiry, language), ""
    if cards.most_minor < MAX_AMOUNT:
        least, most = money(cards.least_minor, currency, language), money(cards.most_minor, currency, language)
        amounts = f" van {least} tot en met {most}" if nl else f" of {least} to {most}"
    if nl:
        own = " Van kaarten die al gedrukt zijn, verkoopt de kassa alleen die van de winkel zelf." if cards.registered else ""
        return (
            f"een {unit.names.nl_one}{amounts} {how_long}, voor elke opwaardering opnieuw geteld; u betaalt ermee als met geld, "
            f"ook een deel; de kaart zelf spaart niets en krijgt geen korting, wat u ermee koopt spaart gewoon mee.{own}"
        )
    own = " Of cards that were printed beforehand, the till sells the shop's own only." if cards.registered else ""
    return (
        f"a {unit.names.en_one}{amounts} {how_long}, counted anew for each top-up; you pay with it as with money, also a part of it; "
        f"the card itself earns nothing and gets no discount, what you buy with it earns as usual.{own}"
    )
