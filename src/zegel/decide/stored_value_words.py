"""What a receipt says of stored value: what paid, what went back, what was put on, and always what is left (domain.md C8)."""

from collections.abc import Callable
from typing import Any

from zegel.core.periods import IDLE
from zegel.program.model import Names, Program, Words
from zegel.program.stored_value import PAID_STAMPS
from zegel.program.words import Language, both, counted, money, unit_names


def stored_value_says(effect: dict[str, Any], names: Names, day_of: Callable[[int, Language], str]) -> tuple[Words, Words]:
    """Short and full. `day_of` says an instant as a day."""
    kind = effect["effect"]
    amount = both(lambda language: counted(effect["count"], names, language))
    left = both(lambda language: money(effect["left"], names.currency, language))
    if kind == "pay":
        short = Words(f"Betaald met {amount.nl}, nog {left.nl}", f"Paid with {amount.en}, {left.en} left")
        full = Words(f"{amount.nl} betaalt mee; daar staat nog {left.nl} op.", f"{amount.en} pays; {left.en} is left on it.")
    elif kind == "pay back":
        short = Words(f"+{amount.nl} terug, nu {left.nl}", f"+{amount.en} back, now {left.en}")
        full = Words(
            f"{amount.nl} gaat terug naar waar het van betaald was; daar staat nu {left.nl} op.",
            f"{amount.en} goes back to where it was paid from; {left.en} is on it now.",
        )
    else:
        short = Words(f"+{amount.nl}, nu {left.nl}", f"+{amount.en}, now {left.en}")
        until = Words("", "")
        if effect["expires_at"] < IDLE:
            until = Words(
                f", geldig tot en met {day_of(effect['expires_at'] - 1, 'nl')}", f", valid through {day_of(effect['expires_at'] - 1, 'en')}"
            )
        full = Words(
            f"U krijgt {amount.nl}{until.nl}; daarmee hebt u {left.nl}.", f"You get {amount.en}{until.en}; you have {left.en} now."
        )
    return short, full


def card_says(effect: dict[str, Any], names: Names) -> tuple[Words, Words]:
    """Short and full, of a gift card that is a line of the receipt."""
    amount = both(lambda language: counted(effect["count"], names, language))
    if effect["effect"] == "card sold":
        return Words(f"Verkocht: {amount.nl}", f"Sold: {amount.en}"), Words(
            f"Op regel {effect['line']} staat {amount.nl}; die is meteen te gebruiken.",
            f"Line {effect['line']} is {amount.en}, which can be used at once.",
        )
    used = both(lambda language: money(effect["used"], names.currency, language))
    short = Words(f"Teruggenomen: {amount.nl}", f"Taken back: {amount.en}")
    if not effect["used"]:
        return short, Words(f"{amount.nl} is teruggenomen; de kaart is leeg.", f"{amount.en} is taken back; the card is empty.")
    return short, Words(
        f"{amount.nl} is teruggenomen; {used.nl} was al gebruikt en wordt niet terugbetaald.",
        f"{amount.en} is taken back; {used.en} was used already and is not paid back.",
    )


def stamps_say(effect: dict[str, Any], program: Program) -> tuple[Words, Words]:
    """Short and full, of paid stamps."""
    names, currency = unit_names(program, PAID_STAMPS), program.currency
    stamps = both(lambda language: counted(effect["count"], names, language))
    left = both(lambda language: counted(effect["left"], names, language))
    if effect["effect"] == "paid stamps":
        cost = both(lambda language: money(effect["cost_minor"], currency, language))
        short = Words(f"{stamps.nl} gekocht: {cost.nl}", f"{stamps.en} bought: {cost.en}")
        return short, Words(f"{short.nl}, zonder btw; u hebt er nu {left.nl}.", f"{short.en}, without VAT; you have {left.en} now.")
    gives = both(lambda language: money(effect["face_minor"] + effect["bonus_minor"], currency, language))
    bonus = both(lambda language: money(effect["bonus_minor"], currency, language))
    extra = Words(f", waarvan {bonus.nl} extra", f", {bonus.en} of it extra") if effect["bonus_minor"] else Words("", "")
    short = Words(f"{stamps.nl} ingeleverd: {gives.nl}{extra.nl}", f"{stamps.en} handed in: {gives.en}{extra.en}")
    return short, Words(f"{short.nl}; u hebt nog {left.nl}.", f"{short.en}; you have {left.en} left.")
