"""The till's one working place: who, what and do. Every tap gives it whole again, as it is now; what the tap did is already in it."""

from dataclasses import replace
from typing import Any, Final, cast

from zegel.access.refusals import SpendLocked, StepUpNeeded
from zegel.core.ids import PurseId, purse_text
from zegel.core.periods import Day, local_moment
from zegel.core.purchase import Identifier
from zegel.core.refusals import IdentifierTaken, Malformed, RedemptionTooLate, UnknownGiftCard, UnknownMember, ZegelError
from zegel.core.value import value
from zegel.decide.paid_later import paid_now
from zegel.hall.calls import Call
from zegel.hall.members import member_now
from zegel.hall.offline_pack import public_key
from zegel.hall.refused import said_of
from zegel.hall.spend_lock import is_locked, refuse_unproved
from zegel.ledger.purse import GONE, Purse
from zegel.program.model import Names, Words
from zegel.program.stored_value import GIFT_CARD
from zegel.program.thing_names import STAMP_CARD
from zegel.program.words import Language, both, named, of, unit_names
from zegel.web.parts.asked import Answer, Asked, Page, Piece
from zegel.web.parts.door import Door
from zegel.web.parts.figures import Figures
from zegel.web.till.basket import Basket, basket_of
from zegel.web.till.offering import Offer, offer
from zegel.web.till.panel import MOTIFS, Panel, coming_of, days_ago, panel_of
from zegel.web.till.quoting import Quoted, quoted

Shows = dict[str, Any]
OVER: Final = ("done", "handed", "gift_done")
"""Panes after which the next customer comes."""
MOST_REFUSED: Final = 20
"""How often one deed may be refused before it is as it is."""


@value
class Speech:
    """A sentence of the till's own by key, with what it holds."""

    key: str
    values: tuple[tuple[str, object], ...] = ()

    @property
    def given(self) -> dict[str, object]:
        """What it holds, by name."""
        return dict(self.values)


class Till:
    """One request at the till: who asks, the basket of its form, and what becomes of it."""

    def __init__(self, door: Door, asked: Asked, call: Call, basket: Basket) -> None:
        self.door, self.asked, self.call, self.basket = door, asked, call, basket
        assert asked.visitor is not None, "a till's pages are for who is signed in"
        self.visitor = asked.visitor
        self.figures: Figures = door.figures(asked, call)
        self.language: Language = asked.speaks
        self.program = call.live(call.at).program
        self.panel: Panel | None = None
        self.purse: Purse | None = None
        self.now: Quoted | None = None
        self.refused: Words | None = None
        """What stood in the way of something that was asked for with this basket."""
        self.notice: Speech | None = None
        self.unproved: Words | None = None
        """What a payment would be refused for: what is used asks for a code that nobody scanned."""
        self.locked = False
        """Whether nothing of theirs may be used before their changing code is scanned; looked up where something is chosen."""
        self.step, *self.arguments = asked.text("do", 300).split("|", 3)
        """The tap: its name, and what goes with it."""
        self.gift_minor = 0
        """What a gift card pays of this basket."""
        self.gift_left = 0
        """What stays on it."""
        self.credit_minor = 0
        """What the shop owes them and pays of this basket."""

    @property
    def till(self) -> str:
        """What this till is called in the books."""
        return self.visitor.till

    @property
    def today(self) -> Day:
        """The business day at the till."""
        return local_moment(self.call.at, self.program.company_zone).business_date

    @property
    def sold(self) -> Basket:
        """The basket as it is sold: without the card of somebody who may not earn for now."""
        return replace(self.basket, who=None, uses=()) if self.panel is not None and self.panel.sold_without else self.basket

    def argument(self, n: int) -> str:
        """What goes with the tap, "" where nothing does."""
        return self.arguments[n] if n < len(self.arguments) else ""

    def say(self, key: str, **values: object) -> str:
        """The till's words."""
        return self.door.renderer.tongue("till", self.language).say(key, **values)

    def in_words(self, said: Words) -> str:
        """Words that are in both languages."""
        return of(said, self.language)

    def why_not(self, refusal: ZegelError) -> Words:
        """What refuses a tap, with what to do about it at a counter."""
        if isinstance(refusal, IdentifierTaken) and refusal.data.get("kind") == "gift_card":
            return both(lambda language: self.door.renderer.tongue("till", language).say("gift taken"))
        if isinstance(refusal, Malformed):
            return both(lambda language: self.door.renderer.tongue("till", language).say("no amount"))
        if isinstance(refusal, RedemptionTooLate):
            return both(lambda language: self.door.renderer.tongue("till", language).say("handed too late"))
        if not isinstance(refusal, StepUpNeeded) or "most" not in refusal.data:
            return said_of(refusal)
        most = self.figures.money(cast("int", refusal.data["most"]))
        return both(lambda language: self.door.renderer.tongue("till", language).say("prove first", amount=most))

    def names(self, unit: str) -> Names:
        """What a unit is called."""
        return unit_names(self.program, unit)

    async def look(self) -> None:
        """Who it is and what it comes to. What cannot be used any more is taken off again, and said."""
        if self.basket.who is not None:
            await self._look_who(self.basket.who)
        for _ in range(3):
            try:
                self.now = await quoted(self.door, self.call, self.till, self.sold)
                break
            except ZegelError as refusal:
                if not (self.basket.uses or self.basket.codes):
                    raise
                self.refused, self.basket = said_of(refusal), self.basket.less(of_codes="code" in refusal.code)
        if self.basket.gift and self.now is not None:
            await self._look_at_gift(self.now.pays_minor)
        if self.basket.credit and self.now is not None and self.panel is not None and not self.panel.blocked:
            self.credit_minor = min(self.panel.credit_minor, self.now.pays_minor - self.gift_minor)
        if self.panel is not None and self.purse is not None:
            self.panel = coming_of(self.panel, self.program, self.purse, self.now.outcome if self.now else None)

    async def _look_who(self, who: PurseId) -> None:
        """Who it is. Somebody who left for good in the meantime is nobody: what they buy is still to be paid."""
        panel, purse = await panel_of(self.door, self.call, who)
        if purse.blocked & GONE:
            self.refused, self.basket = said_of(UnknownMember()), replace(self.basket, who=None, uses=(), credit=False)
            return
        self.panel, self.purse = panel, purse

    async def _look_at_gift(self, pays_minor: int) -> None:
        """What the gift card pays. One that was blocked or replaced in the meantime pays nothing more, and is taken off."""
        try:
            on_it = await on_gift_card(self.door, self.call, self.basket.gift)
        except ZegelError as refusal:
            if stops(refusal):
                raise
            self.refused, self.basket = said_of(refusal), replace(self.basket, gift="")
            return
        self.gift_minor = min(on_it, pays_minor)
        self.gift_left = on_it - self.gift_minor

    async def shown(self, pane: str = "", **more: object) -> Answer:
        """The working place, with `pane` in the middle ("" for the basket)."""
        await self.look()
        if pane:
            return self.page(pane, None, **more)
        suggested = await offer(self.door, self.call, self.till, self.sold, self.panel, self.now)
        if suggested is not None and (suggested.tried is not None or suggested.kind == "credit"):
            credit = suggested.minor if suggested.kind == "credit" else self.credit_minor
            suggested = replace(suggested, unproved=await self.why_unproved(suggested.tried or self.now, credit))
        if self.sold.uses or self.credit_minor:
            self.unproved = await self.why_unproved(self.now, self.credit_minor)
        return self.page(pane, suggested, **more)

    async def why_unproved(self, quote: Quoted | None, credit_minor: int) -> Words | None:
        """What the member shows first before `quote` can be paid with `credit_minor` of what the shop owes them; None where nothing."""
        receipt = quote.outcome.receipt if quote is not None else None
        if receipt is None:
            return None
        grant = self.call.grant
        try:
            await refuse_unproved(
                self.door.desk, self.door.people.qr, grant.company, grant.source, receipt.document, credit_minor, self.call.at
            )
        except (SpendLocked, StepUpNeeded) as refusal:
            return self.why_not(refusal)
        return None

    async def look_for_lock(self) -> None:
        """Whether anything of theirs may be used at this till now."""
        if self.basket.who is not None:
            grant = self.call.grant
            self.locked = await is_locked(self.door.desk, self.door.people.qr, grant.company, self.basket.who, grant.source, self.call.at)

    def page(self, pane: str, suggested: Offer | None, **more: object) -> Answer:
        """What is known already, as a page or as the piece that htmx swaps in."""
        basket = self.basket
        shows: Shows = {
            "figures": self.figures, "basket": basket, "bare": self.panel is not None and self.panel.sold_without,
            "who": purse_text(basket.who) if basket.who is not None else "", "panel": self.panel,
            "now": self.now, "pane": pane, "offer": suggested, "notice": self.notice, "names": self.names,
            "card_names": {card.id: named(self.program, STAMP_CARD, card.id, self.language) for card in self.program.cards},
            "refused": self.refused or self.unproved, "unproved": self.unproved is not None, "locked": self.locked, "is_over": pane in OVER,
            "speech": self.speech(pane), "motifs": MOTIFS, "shop": self.program.name, "branch": self.visitor.branch, "till": self.till,
            "last_here": self.last_here(), "device": self.visitor.source.removeprefix("till:"),
            "words_raw": self.door.renderer.tongue("till", self.language).raw,
            "idle": not (basket.who or basket.items or basket.codes or pane or self.refused or self.notice),
            "pack_key": lambda: public_key(self.door.people.key), "gift_minor": self.gift_minor, "gift_left": self.gift_left,
            "carded": bool(self.program.cards), "credit_minor": self.credit_minor, "to_pay": self.to_pay,
            "to_pay_later": self.to_pay_later,
        } | more  # fmt: skip
        kind = Piece if self.asked.is_piece else Page
        return kind("till/work.html" if self.asked.is_piece else "till/till.html", shows)

    def tenders(self) -> list[dict[str, Any]]:
        """How is paid, where a gift card or what the shop owes them pays a part of it."""
        paid: list[dict[str, Any]] = []
        if self.gift_minor:
            paid.append({"kind": "gift_card", "amount_minor": self.gift_minor, "code": self.basket.gift})
        if self.credit_minor:
            paid.append({"kind": "store_credit", "amount_minor": self.credit_minor})
        return [*paid, {"kind": "other", "amount_minor": self.to_pay}] if self.to_pay else paid

    @property
    def to_pay(self) -> int:
        """What is left to be paid with money now."""
        now = self.now
        return 0 if now is None else paid_now(now.pays_minor, now.later_minor, self.gift_minor + self.credit_minor)

    @property
    def to_pay_later(self) -> int:
        """What is left to be paid when a trial is over."""
        return 0 if self.now is None else self.now.pays_minor - self.gift_minor - self.credit_minor - self.to_pay

    def last_here(self) -> str:
        """`vandaag`, `gisteren`, `dinsdag`, or the day."""
        if self.panel is None or not self.panel.last_here:
            return ""
        ago = days_ago(self.panel.last_here, self.today)
        if ago <= 1:
            return self.say("last today") if ago <= 0 else self.say("last yesterday")
        return self.figures.day(self.panel.last_here, "EEEE" if ago < 7 else "d MMMM y")

    def speech(self, pane: str) -> str:
        """The sentence to say: about what is on the screen, with reasons that are facts."""
        panel, now, say = self.panel, self.now, self.say
        if pane == "return":
            return say("say return")
        if panel is None:
            return ""
        name = panel.first_name
        if pane in OVER:
            if panel.ready and name:
                return say("say goodbye ready", name=name, reward=self.in_words(panel.ready[0].reward.names))
            return say("say goodbye", name=name) if name else say("say goodbye nobody")
        if pane == "redeem" and panel.worth is not None and panel.worth.count > 0 and not (self.locked or panel.blocked):
            return say("say redeem", amount=self.figures.money(panel.worth.minor))
        if now is not None:
            full = next((card for card in panel.cards if card.full and card.coming), None)
            if full is not None:
                return say("say full", reward=self.in_words(full.gives))
            for off in now.off:
                why = self.in_words(off.why)
                if why and not off.use:
                    key = "say because" if why.lower().startswith(("omdat ", "because ")) else "say off"
                    return say(key, amount=self.figures.money(off.minor), why=why[:1].lower() + why[1:])
        if panel.ready and not panel.blocked:
            return say("say ready", reward=self.in_words(panel.ready[0].reward.names))
        card = next((card for card in panel.cards if card.have or panel.anonymous), None)
        if panel.anonymous and card is not None and not panel.sold_without:
            return say("say card", more=card.slots - card.have, reward=self.in_words(card.gives))
        if panel.years:
            return say("say years", name=name, years=panel.years)
        return say("say welcome", name=name) if name else ""


def stops(refusal: ZegelError) -> bool:
    """Whether no pane can say it: the books are away, or the form is none that a page of ours wrote. An amount is typed by hand."""
    return refusal.code in ("busy", "storage_full") or (refusal.code == "malformed" and refusal.data.get("field") != "amount")


async def at_till(door: Door, asked: Asked) -> Till:
    """The till of this request: its visitor, its basket."""
    basket = basket_of(asked, door.new_key())
    return Till(door, asked, await door.call(asked, basket.key), basket)


async def key_of(till: Till, deed: str) -> str:
    """The key of a `deed` that is done once: whoever asks again gets its answer, and a refusal of before stands in nobody's way."""
    grant, key = till.call.grant, deed
    for n in range(1, MOST_REFUSED):
        before = await till.door.desk.first_answer(grant.company, grant.source, key, None)
        if before is None or before.outcome.refusal is None:
            break
        key = f"{deed} {n}"
    return key


async def on_gift_card(door: Door, call: Call, code: str) -> int:
    """What is on the gift card of that code; refuses as `card_purse` does."""
    return max((await member_now(door.desk, call, await card_purse(door, call, code))).spendable(GIFT_CARD), 0)


async def card_purse(door: Door, call: Call, code: str) -> PurseId:
    """The purse of the gift card of that code; refuses `unknown_gift_card`, and `too_many_tries` to whoever guesses."""
    company, source = call.grant.company, call.grant.source
    hand = (company, source, "gift cards", call.grant.key)
    with call.codes.tried(hand, (company, source)) as guessed:
        shown = call.codes.shown(company, code)
        purse = await door.desk.find(company, Identifier("gift_card", shown.hash.hex()), itself=True) if shown.text else None
        guessed(int(purse is None))
    if purse is None:
        raise UnknownGiftCard()
    return purse
