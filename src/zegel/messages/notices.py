"""What a member is told of an entry: read from its receipt, in the words of the receipt itself. Flows make no messages.

Service tells a member of what is theirs; what is given on a day (a birthday), or to a whole segment, is told only to who consented to
`offers` by e-mail.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from zegel.core.canonical import Json
from zegel.core.ids import PurseId, purse_text
from zegel.core.periods import HOUR, Day, Instant, local_moment
from zegel.core.value import value
from zegel.decide.cases import TO_CHARGE, TRIAL
from zegel.decide.document import Document, read
from zegel.decide.effect_words import Teller
from zegel.decide.price_drop import UNNAMED, Called
from zegel.program.compile import Compiled
from zegel.program.errands import MESSAGE, SERVICE, Errand
from zegel.program.model import Membership, Program, Words
from zegel.program.occasion_gifts import BECAUSE
from zegel.program.tier_words import amount_measured
from zegel.program.words import Language, both, counted, joined, money, tier_name, unit_names
from zegel.program.words import day as day_said

MARKETING: Final = "offers"
"""The purpose that marketing asks consent for: the one that the card, the till and the page for new members ask."""
HANDOUT: Final = "handout"
"""The source of what is handed out to a whole segment: of that only who said yes to `offers` is told by e-mail."""
OLD: Final = 72 * HOUR
"""What happened longer ago than this is no news: years that are imported write nobody."""
LASTS: Final = 7 * 24 * HOUR
"""How long a notice is worth sending."""
VOUCHERS: Final = ("coupon", "reward")
"""Kinds of unit that are something to hand in."""
_CHARGED: Final = re.compile(rb'"effect":"case","kind":"trial","minor":\d+,"state":"to charge"')
_TOLD: Final = re.compile(
    rb'"effect":"(?:tier|card full|given|issue|price drop|seat|membership|gesture|consent|message)"'
    rb"|" + _CHARGED.pattern
)


@value
class Notice:
    """Something to tell a member: under `id` at most once, as a message of `kind`. `data` holds the sentences in both languages."""

    id: str
    kind: str
    data: dict[str, Json]


def is_told(document: bytes | None) -> bool:
    """Whether a receipt may hold anything that a member is told by itself: asked of every receipt, so it only looks."""
    return document is not None and _TOLD.search(document) is not None


def articles_told(document: bytes) -> set[str]:
    """The numbers of the articles that the notices of a receipt speak of: what got cheaper, what was tried and is kept."""
    if b'"effect":"price drop"' not in document and _CHARGED.search(document) is None:
        return set()
    effects = read(document).body["effects"]
    cheaper = {effect["sku"] for effect in effects if effect["effect"] == "price drop"}
    return cheaper.union(effect["what"] for effect in effects if effect["effect"] == "case" and effect["kind"] == TRIAL) - {""}


def notices_of(
    by_digest: Callable[[bytes], Compiled], purse: PurseId, seq: int, document: bytes, now: Instant, called: Called = UNNAMED
) -> list[Notice]:  # fmt: skip
    """The notices of one entry, in the order of its effects, in the words of the version that judged it; articles as they are `called`."""
    receipt = read(document)
    if receipt.body["happened_at"] < now - OLD:
        return []
    compiled = by_digest(bytes.fromhex(receipt.body["program"]))
    found: list[Notice] = []
    for n, effect in enumerate(receipt.body["effects"]):
        kind, data = _told(compiled, receipt, effect, called)
        if kind:
            found.append(Notice(f"{kind}:{purse_text(purse)}.{seq}.{n}", kind, data))
    return found


def _told(compiled: Compiled, receipt: Document, effect: Mapping[str, Any], called: Called) -> tuple[str, dict[str, Json]]:
    """The kind of notice and its data; "" where nobody is written to about it."""
    body, kind = receipt.body, effect["effect"]
    if kind == "case":
        return (
            ("trial over", _charged(compiled.program, effect, called))
            if effect["state"] == TO_CHARGE and effect["kind"] == TRIAL
            else ("", {})
        )
    if kind == "consent":
        return kind, {"purpose": effect["purpose"], "channel": effect["channel"], "state": effect["state"]}
    to_many = body["source"] == HANDOUT
    told = {
        "tier": body["kind"] != "enrol",
        "card full": True,
        "given": effect.get("count", 0) > 0,
        "issue": body["kind"] == "issue",
        "price drop": effect.get("count", 0) > 0,
        # They asked for a seat themselves; that one came free is what they cannot know.
        "seat": effect.get("state") in ("accepted", "called off", "no seat") and body["actor"] == "zegel",
        "membership": effect.get("what") in ("ends", "withdrawn", "ended") or (effect.get("what") == "invite" and to_many),
        "gesture": effect.get("state") == "given",
        "message": body["kind"] != "hold",
    }
    if not told.get(kind, False):
        return "", {}
    teller = Teller(compiled, receipt, called)
    # With a seat that is gone comes what was set aside for it.
    said = [one for part in (body["effects"] if kind == "seat" else [effect]) for one in teller.say(dict(part))]
    data: dict[str, Json] = {"says": {"nl": [one.full.nl for one in said], "en": [one.full.en for one in said]}}
    if kind == MESSAGE:
        rule = compiled.rules[compiled.rule_index(effect["rule"]) or 0]
        assert isinstance(rule, Errand)
        data["says"] = {"nl": [teller.filled(rule.says, "nl")], "en": [teller.filled(rule.says, "en")]}
        if rule.scale is not None:
            data["survey"] = f"{body['purse']}.{body['seq']}"
        if effect["purpose"] != SERVICE:
            data["consent"] = effect["purpose"]
    if to_many or (kind == "given" and f"{effect['because']}".startswith(BECAUSE)):
        data["consent"] = MARKETING
    return kind, data


def last_day(program: Program, until: Instant) -> Day:
    """The last day of what ends at `until`."""
    return local_moment(Instant(until - 1), program.company_zone).business_date


def notice_days(program: Program, kind: str) -> int:
    """How long before something of a kind of unit lapses its owner is told, by the program's settings."""
    return program.settings.voucher_notice_days if kind in VOUCHERS else program.settings.points_notice_days


def membership_ends(program: Program, purse: PurseId, membership: Membership, until: Instant) -> Notice:
    """That a membership is over after its last term: once a membership and day."""
    on = last_day(program, until)
    says = {
        "nl": [f"Uw lidmaatschap {membership.names.nl} loopt tot en met {day_said(on, 'nl')}."],
        "en": [f"Your membership {membership.names.en} runs through {day_said(on, 'en')}."],
    }
    return Notice(f"membership ends:{purse_text(purse)}:{membership.id}:{on}", "membership ends", {"says": _json(says)})


def _charged(program: Program, effect: Mapping[str, Any], called: Called) -> dict[str, Json]:
    """What is written to who kept something that was not paid yet: what it costs, and that it is charged now."""
    what, minor = called.get(effect["what"]) or Words(effect["what"], effect["what"]), effect["minor"]
    nl, en = money(minor, program.currency, "nl"), money(minor, program.currency, "en")
    said = {
        "nl": [f"Uw proef van {what.nl} is voorbij, en u houdt het.", f"Wij schrijven nu {nl} af; wat de aankoop opleverde, is van u."],
        "en": [f"Your trial of {what.en} is over, and you keep it.", f"We charge {en} now; what the purchase gave is yours."],
    }
    return {"says": _json(said)}


@value
class Trying:
    """Something on trial, as its member is reminded of it: when it is paid (`program.bringing_back.Charge`), and where its label is."""

    what: Words
    charge: str = "before"
    label: str = ""


def trial_ends(purse: PurseId, trials: Sequence[Trying], on: Day) -> Notice:
    """That `trials` end with day `on`: what is not brought back by then is kept. Once a day on which any end."""
    nl, en = joined([one.what.nl for one in trials], "en"), joined([one.what.en for one in trials], "and")
    them, unpaid = len(trials) > 1, [one.what for one in trials if one.charge != "before"]
    paid = len(unpaid) < len(trials)
    says = {
        "nl": [
            f"U probeert {nl} tot en met {day_said(on, 'nl')}.",
            f"Brengt u {'ze' if them else 'het'} uiterlijk die dag terug, dan {'krijgt u uw geld terug' if paid else 'betaalt u niets'}, "
            f"wat de reden ook is. Anders houdt u {'ze' if them else 'het'}.",
            *([f"Houdt u {joined([one.nl for one in unpaid], 'en')}, dan schrijven wij het bedrag daarna af."] if unpaid else []),
            *[f"Retourlabel voor {one.what.nl}: {one.label}" for one in trials if one.label],
        ],
        "en": [
            f"You are trying {en} through {day_said(on, 'en')}.",
            f"If you bring {'them' if them else 'it'} back by then you {'get your money back' if paid else 'pay nothing'}, "
            f"whatever the reason. Otherwise you keep {'them' if them else 'it'}.",
            *([f"If you keep {joined([one.en for one in unpaid], 'and')}, we charge you after that."] if unpaid else []),
            *[f"Return label for {one.what.en}: {one.label}" for one in trials if one.label],
        ],
    }
    return Notice(f"trial ends:{purse_text(purse)}:{on}", "trial ends", {"says": _json(says)})


def tier_ends(program: Program, purse: PurseId, tier: str, falls_to: str, keep_more: int, until: Instant) -> Notice:
    """That a tier ends at its review, what comes then, and what is missing to keep it: once a tier and day."""
    tiers = program.tiers
    assert tiers is not None
    ranks = {step.id: n for n, step in enumerate(tiers.steps, 1)}
    on = last_day(program, until)
    says: dict[str, list[str]] = {}
    languages: tuple[Language, ...] = ("nl", "en")
    for language in languages:
        now = tier_name(tiers, ranks.get(tier, 0), language)
        then = tier_name(tiers, ranks[falls_to], language) if falls_to in ranks else ""
        nl, last = language == "nl", day_said(on, language)
        lines = [f"U bent {now} tot en met {last}." if nl else f"You are {now} through {last}."]
        if then:
            lines.append(f"Daarna bent u {then}." if nl else f"After that you are {then}.")
        if keep_more:
            more = amount_measured(program, tiers, keep_more, language)
            lines.append(f"Nog {more} om {now} te houden." if nl else f"{more} more to stay {now}.")
        says[language] = lines
    return Notice(f"tier ends:{purse_text(purse)}:{tier}:{on}", "tier ends", {"says": _json(says)})


def _json(says: Mapping[str, list[str]]) -> dict[str, Json]:
    return {language: list(lines) for language, lines in says.items()}


def expiring(program: Program, purse: PurseId, unit: str, kind: str, count: int, expires_at: Instant) -> Notice:
    """That so much of a unit of `kind` goes at `expires_at`: once a unit and day."""
    day = last_day(program, expires_at)
    what = both(lambda language: counted(count, unit_names(program, unit), language))
    data: dict[str, Json] = {"what": {"nl": what.nl, "en": what.en}, "day": day}
    return Notice(f"expiring:{purse_text(purse)}:{unit}:{day}", "voucher ends" if kind in VOUCHERS else "expiring", data)
