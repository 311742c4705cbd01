"""What a receipt says of an agreement with a business customer, and of the bonus of one of its years."""

from typing import Any, Final

from zegel.program.model import Program, Words
from zegel.program.words import money, of

AGREEMENT_STATES: Final = {
    "running": Words("loopt", "runs"), "ended": Words("is afgelopen", "is over"), "member": Words("telt mee", "counts"),
    "provisional": Words("voorlopig", "provisional"), "locked": Words("vastgezet", "locked"), "approved": Words("goedgekeurd", "approved"),
    "held": Words("aangehouden", "held"),
}  # fmt: skip


def agreement_says(effect: dict[str, Any], program: Program) -> tuple[Words, Words]:
    """Short and full."""
    ladder = next((one for one in program.ladders if one.id == effect["ladder"]), None)
    name = ladder.names if ladder is not None else Words(effect["ladder"], effect["ladder"])
    nl, en = (of(name, "nl")[:30], of(name, "en")[:30])
    state = AGREEMENT_STATES[effect["state"]]
    if not effect["year"]:
        n = effect["version"]
        short = Words(f"Afspraak {nl} {state.nl} (versie {n})", f"Agreement {en} {state.en} (version {n})")
        return short, Words(f"{short.nl}.", f"{short.en}.")
    amounts = Words(money(effect["minor"], program.currency, "nl"), money(effect["minor"], program.currency, "en"))
    year = effect["year"][:4]
    short = Words(f"Bonus {nl} {year}: {amounts.nl}, {state.nl}", f"Bonus {en} {year}: {amounts.en}, {state.en}")
    full = Words(
        f"De bonus van {nl} over het jaar vanaf {effect['year']} is {amounts.nl} zonder btw en is {state.nl}.",
        f"The bonus of {en} for the year from {effect['year']} is {amounts.en} without VAT and is {state.en}.",
    )
    return short, full
