"""How memberships and entitlements say themselves."""

from typing import Final

from zegel.program.clauses import behind
from zegel.program.model import Entitlement, Membership, Program, Words
from zegel.program.words import Language, conditions, money, named, of, period

_PLAIN: Final = {
    "free shipping": Words("gratis verzending", "free shipping"),
    "faster shipping": Words("snellere verzending", "faster shipping"),
}


def entitlement_bare(program: Program, one: Entitlement, language: Language) -> str:
    """What it is, without for whom: `24 uur eerder toegang`."""
    nl = language == "nl"
    match one.kind:
        case "free shipping" | "faster shipping":
            least = money(one.from_minor, program.currency, language)
            return of(_PLAIN[one.kind], language) + (f" {'vanaf' if nl else 'from'} {least}" if one.from_minor else "")
        case "early access":
            return f"{one.number} uur eerder toegang" if nl else f"access {one.number} {'hour' if one.number == 1 else 'hours'} early"
        case "payment term":
            long = period(one.number, "days", language)
            return f"{long} langer de tijd om te betalen" if nl else f"{long} longer to pay"
        case "extended warranty":
            long = period(one.number, "months", language)
            return f"{long} extra garantie" if nl else f"{long} of extra warranty"
        case "price list":
            listed = named(program, "price list", one.name, language)
            return f"de prijzen van lijst {listed}" if nl else f"the prices of list {listed}"
        case "invitation":
            evening = named(program, one.kind, one.name, language)
            return f"een uitnodiging voor {evening}" if nl else f"an invitation to {evening}"


def entitlement_sentence(program: Program, one: Entitlement, language: Language) -> str:
    """The whole sentence."""
    when = conditions(program, one.tests, language)
    head = "u krijgt" if language == "nl" else "you get"
    return f"{head} {entitlement_bare(program, one, language)}{behind(when)}."


def entitlement_why(program: Program, one: Entitlement, language: Language) -> str:
    """Why the member has it: the rule's own words, else what it is and for whom."""
    own = of(one.why, language)
    if own:
        return own
    when = conditions(program, one.tests, language)
    return f"{entitlement_bare(program, one, language)}{' ' if when else ''}{when}"


def membership_sentence(program: Program, one: Membership, language: Language) -> str:
    """What a membership costs, how long it lasts, how it ends."""
    nl, name = language == "nl", of(one.names, language)
    long = period(one.count, one.period, language)
    parts = []
    if one.invited:
        parts.append(f"{name} is op uitnodiging, voor {long}" if nl else f"{name} is by invitation, for {long}")
    elif one.price_minor:
        price = money(one.price_minor, program.currency, language)
        parts.append(f"{name} kost {price} en duurt {long}" if nl else f"{name} costs {price} and lasts {long}")
    else:
        parts.append(f"{name} duurt {long}" if nl else f"{name} lasts {long}")
    if one.places is not None:
        parts.append(f"er is plaats voor {one.places} leden" if nl else f"there is room for {one.places} members")
    if one.trial_days:
        trial = period(one.trial_days, "days", language)
        parts.append(f"u kunt het één keer {trial} proberen" if nl else f"you can try it once for {trial}")
    if not one.invited:
        if one.renews:
            parts.append("het loopt door tot u opzegt" if nl else "it goes on until you end it")
        else:
            parts.append("het stopt vanzelf; opnieuw kopen verlengt het" if nl else "it ends by itself; buying it again extends it")
        cool = period(one.cooling_off_days, "days", language)
        parts.append(f"u hebt {cool} bedenktijd" if nl else f"you can go back on it for {cool}")
    notice = period(one.notice_days, "days", language)
    parts.append(f"u hoort het {notice} voordat het afloopt" if nl else f"you are told {notice} before it ends")
    return "; ".join(parts) + "."


def membership_names(program: Program, membership: str) -> Words:
    """What members read for the membership of that id."""
    found = next((m for m in program.memberships if m.id == membership), None)
    return found.names if found else Words(membership, membership)
