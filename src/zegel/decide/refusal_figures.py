"""What a refusal says besides its sentence where it knows more: the most that may be had, the day it was about, where something stands.

An amount of money is said where the refusal knows its currency.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from zegel.core.refusals import ZegelError
from zegel.decide.agreement_words import AGREEMENT_STATES
from zegel.decide.cases import KINDS, REFERRAL, SAID, TRIAL
from zegel.decide.referring import WHY
from zegel.decide.seats import EXPERIENCE, seat_state_words
from zegel.program.model import Words
from zegel.program.words import both, day, money

Data = Mapping[str, Any]


def _most(data: Data) -> Words:
    return Words(f"Hoogstens {data['most']}.", f"{data['most']} at most.")


def _until(data: Data) -> Words:
    last = data["last_day"]
    return Words(f"Dat kon t/m {day(last, 'nl')}.", f"That was possible through {day(last, 'en')}.")


def _on(data: Data) -> Words:
    return Words(f"Het is op {day(data['day'], 'nl')}.", f"It is on {day(data['day'], 'en')}.")


def _because(data: Data) -> Words:
    why = _NO_FRIEND.get(data["why"]) or WHY[data["why"]]
    return Words(f"Reden: {why.nl}.", f"Reason: {why.en}.")


def _conditions(data: Data) -> Words:
    return Words(f"Wel voor {data['known']}.", f"It has one for {data['known']}.")


def _stands(data: Data) -> Words:
    state, kind = data["state"], data["kind"]
    said = seat_state_words(state) if kind == EXPERIENCE else SAID[state] if kind in (*KINDS, TRIAL, REFERRAL) else None
    if said is None:
        raise KeyError(kind)
    return Words(f"Nu: {said.nl}.", f"Now: {said.en}.")


def _bonus_stands(data: Data) -> Words:
    said = AGREEMENT_STATES[data["state"]] if data["state"] else Words("nog niet opgemaakt", "not made up yet")
    return Words(f"Nu: {said.nl}.", f"Now: {said.en}.")


def _left_of_line(data: Data) -> Words:
    line, left = data["line"], f"{data['left'] / 1000:g}"
    if not data["left"]:
        return Words(f"Regel {line} is al helemaal terug.", f"All of line {line} has come back already.")
    return Words(f"Van regel {line} kan er nog {left.replace('.', ',')} terug.", f"Of line {line}, {left} can still come back.")


def _wrong_field(data: Data) -> Words:
    said = _FIELD[data["why"]]
    end = f" {data['words']}" if data["why"] == "a word" else ""
    return Words(f"`{data['field']}` {said.nl}{end}.", f"`{data['field']}` {said.en}{end}.")


def _short(data: Data) -> Words:
    return Words(
        f"Beschikbaar: {data['available_nl']}; nodig: {data['needed_nl']}.",
        f"Available: {data['available_en']}; needed: {data['needed_en']}.",
    )


def _meant(data: Data) -> Words:
    return Words(f"Schrijf `{data['meant']}`.", f"Write `{data['meant']}`.")


def _step(data: Data) -> Words:
    return Words(f"Een stap is {data['step']}.", f"A step is {data['step']}.")


def _at_most(data: Data) -> Words:
    most = _money(data, "most")
    return Words(f"Hoogstens {most.nl}.", f"{most.en} at most.")


def _between(data: Data) -> Words:
    least, most = _money(data, "least"), _money(data, "most")
    if data["least"] > data["most"]:
        return Words("Er kan niets meer bij.", "Nothing more can be added.")
    return Words(f"Van {least.nl} tot en met {most.nl}.", f"From {least.en} through {most.en}.")


def _left_of_year(data: Data) -> Words:
    most, year, left = _money(data, "most"), data["year"], max(data["most"] - data["given"], 0)
    if not left:
        return Words(f"De {most.nl} van {year} is al gegeven.", f"The {most.en} for {year} has been given already.")
    more = both(lambda language: money(left, data["currency"], language))
    return Words(f"Van de {most.nl} van {year} is nog {more.nl} over.", f"Of the {most.en} for {year}, {more.en} is left.")


def _money(data: Data, field: str) -> Words:
    return both(lambda language: money(data[field], data["currency"], language))


_NO_FRIEND: Final = {
    "link": Words("deze link is van niemand", "this link is nobody's"),
    "self": Words("het is de eigen link", "it is their own link"),
    "member": Words("dit is geen lid met een naam", "this is no member with a name"),
    "not new": Words("dit lid kocht hier al, of is al langer lid", "this member bought here before, or joined too long ago"),
}
_FIELD: Final = {
    "unknown": Words("hoort er niet bij", "does not belong to it"), "missing": Words("ontbreekt", "is missing"),
    "a count": Words("is een aantal: heel, en niet onder nul", "is a count: whole, and not below zero"),
    "a score": Words("is een score: heel, en niet onder nul", "is a score: whole, and not below zero"),
    "a text": Words("is tekst", "is text"), "yes or no": Words("is waar of niet waar", "is true or false"),
    "a word": Words("is een van:", "is one of:"),
}  # fmt: skip
"""What is wrong with a field of an event, by `program.events.Wrong`."""
_MORE: Final[Mapping[str, Callable[[Data], Words]]] = {
    "too_many_stamps": _most, "too_many_guests": _most, "reply_too_late": _until, "case_too_late": _until, "return_too_late": _until,
    "not_today": _on, "not_a_friend": _because, "unknown_condition": _conditions, "wrong_state": _stands, "more_than_sold": _left_of_line,
    "step_only": _step, "over_maximum": _most, "gesture_too_large": _at_most, "gift_card_amount": _between,
    "business_gift_limit": _left_of_year,
    "bonus_not_in_state": _bonus_stands, "not_enough": _short, "wrong_event": _wrong_field, "unknown_legal_class": _meant,
}  # fmt: skip


def figures_of(refusal: ZegelError) -> Words | None:
    """A second sentence, Dutch and English; None where the refusal knows nothing more that can be said."""
    told = _MORE.get(refusal.code)
    if told is None:
        return None
    try:
        return told(refusal.data)
    except KeyError:
        return None
