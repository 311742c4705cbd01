"""What a program says of the money that it keeps for somebody."""

from zegel.program.model import Program, Words
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.words import Language, of, period


def stored_value_sentences(program: Program) -> list[tuple[str, Words]]:
    """Each section of stored value by its path."""
    kept = [unit.id for unit in program.units if unit.kind == "money"]
    return [(unit, Words(_SAYS[unit](program, "nl"), _SAYS[unit](program, "en"))) for unit in kept]


def _store_credit(program: Program, language: Language) -> str:
    nl, unit = language == "nl", next(unit for unit in program.units if unit.id == STORE_CREDIT)
    name = of(Words(unit.names.nl_one, unit.names.en_one), language)
    lasts = f"blijft {period(unit.expiry.count, unit.expiry.period, 'nl')} geldig" if unit.expiry.count else "vervalt niet"
    if not nl:
        lasts = f"stays valid for {period(unit.expiry.count, unit.expiry.period, 'en')}" if unit.expiry.count else "does not lapse"
    return (
        f"met {name} betaalt u als met geld, ook een deel; wat u ermee koopt spaart gewoon mee; het {lasts}."
        if nl
        else f"you pay with {name} as with money, also a part of it; what you buy with it earns as usual; it {lasts}."
    )


_SAYS = {STORE_CREDIT: _store_credit}
