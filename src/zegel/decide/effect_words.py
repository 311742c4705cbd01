"""What a receipt's effects say: earned, used, given back, moved up; with their dates and the figures behind them."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from zegel.core.periods import IDLE, NEVER, Instant, local_moment
from zegel.core.purchase_document import purchase_from
from zegel.core.value import value
from zegel.decide.agreement_words import agreement_says
from zegel.decide.bounded import rooms_from
from zegel.decide.business_gifts import business_gift_words
from zegel.decide.by_hand_words import BY_HAND, by_hand_says
from zegel.decide.cases import case_words
from zegel.decide.cash_back import cash_back_says
from zegel.decide.disputes import dispute_says
from zegel.decide.document import Document
from zegel.decide.errands import errand_says
from zegel.decide.filled import filled
from zegel.decide.floors import floors_of
from zegel.decide.gesture_words import gesture_words
from zegel.decide.gift_said import counted_gift, options_of
from zegel.decide.given import given_words
from zegel.decide.gone_back_words import and_owed, gone_back
from zegel.decide.in_time import in_time_words
from zegel.decide.invoices import invoice_says
from zegel.decide.price_drop import UNNAMED, Called, price_drop_words
from zegel.decide.printed import printed_says
from zegel.decide.seats import seat_words
from zegel.decide.stored_value_words import card_says, stamps_say, stored_value_says
from zegel.decide.thinning import lines_gone_says
from zegel.decide.waiting_words import MOST, event_awaited, set_aside_until, usable_from, waits_says
from zegel.program.compile import Compiled
from zegel.program.deals import Gift
from zegel.program.errands import Errand
from zegel.program.limit_words import capped_said
from zegel.program.membership_words import membership_names
from zegel.program.model import Discount, EarnRule, Multiplier, PointsOff, Program, Reward, StampCard, Words
from zegel.program.occasion_words import occasion_why
from zegel.program.question_words import consent_words
from zegel.program.stored_value import STORE_CREDIT
from zegel.program.why import made_why
from zegel.program.words import Language, both, counted, day, decimal, joined, many, money, number, of, percent, tier_name, unit_names

Rule = EarnRule | Multiplier | StampCard | Discount | PointsOff | Reward | Errand
_NEXT: Final = Words("vanaf uw volgende aankoop", "from your next purchase on")


@value
class Said:
    """One thing that an effect says: which rule did it, and the line short and full."""

    rule: str
    kind: str
    short: Words
    full: Words


class Teller:
    """Tells one receipt's effects. `called` is what articles are called, by number; a receipt by itself knows their numbers only."""

    def __init__(self, compiled: Compiled, document: Document, called: Called = UNNAMED) -> None:
        self.compiled = compiled
        self._called = called
        self.program = compiled.program
        self.body = document.body
        self._purchase = document.purchase
        self.balances = {(unit, account): count for unit, account, count in self.body["balances"]}

    def say(self, effect: dict[str, Any]) -> Iterator[Said]:
        """What `effect` (as the document keeps it) says."""
        match effect["effect"]:
            case "earn":
                yield from self._earn(effect)
            case "capped":
                yield Said(effect["rule"], "capped", *capped_said(self.program, effect["unit"], effect))
            case "discount":
                yield self._discount(effect)
            case "free items":
                yield self._free(effect)
            case "items off":
                yield self._items_off(effect)
            case "gift":
                yield self._gift(effect)
            case "spend":
                yield self._spend(effect)
            case "card full":
                yield self._card_full(effect)
            case "gesture":
                yield Said("", "gesture", *gesture_words(self.program, effect, self.filled))
            case "tier" | "tier set" as kind:
                yield self._tier(effect) if kind == "tier" else self._tier_set(effect)
            case "message" | "task":
                yield self._errand(effect)
            case "membership":
                yield self._membership(effect)
            case "refund":
                yield self._refund(effect)
            case "gift back":
                yield self._gift_back(effect)
            case "consent":
                yield _consent(effect)
            case "take back" | "give back" as kind:
                yield self._back(effect, kind)
            case "paid stamps" | "pay out" as kind:
                yield Said("", kind, *stamps_say(effect, self.program))
            case "card sold" | "card emptied" as kind:
                yield Said("", kind, *card_says(effect, unit_names(self.program, effect["unit"])))
            case "pay" | "pay back" | "issue" as kind:
                yield Said("", kind, *stored_value_says(effect, unit_names(self.program, effect["unit"]), self._day))
            case "case" | "in time" as kind:
                said = case_words(effect, self.program) if kind == "case" else in_time_words(effect, self.program)
                yield Said("", kind, said, Words(f"{said.nl}.", f"{said.en}."))
            case "price drop":
                until = both(lambda language: self._day(effect["expires_at"] - 1, language))
                yield Said("", "price drop", *price_drop_words(effect, self.program, until, self._called))
            case "seat":
                said = seat_words(effect, self.program.experiences)
                yield Said("", "seat", said, Words(f"{said.nl}.", f"{said.en}."))
            case "given":
                why = occasion_why(self.program, effect["because"])
                why = both(lambda language, why=why: self.filled(why, language))  # type: ignore[misc]  # bound at once
                said = given_words(effect, both(lambda language: self._counted(effect["count"], effect["unit"], language)), why)
                yield Said("", "given", said, Words(f"{said.nl}.", f"{said.en}."))
            case kind if kind in _TRADE:
                yield Said("", kind, *_TRADE[kind](effect, self.program))
            case kind:
                yield Said("", kind, *by_hand_says(effect, self._counted)) if kind in BY_HAND else self._change(effect, kind)

    # -- words

    def _rule(self, rule_id: str) -> Rule | None:
        index = self.compiled.rule_index(rule_id)
        return None if index is None else self.compiled.rules[index]

    def _counted(self, n: int, unit: str, language: Language) -> str:
        return counted(n, unit_names(self.program, unit), language)

    def why(self, rule: Rule, language: Language) -> str:
        """The rule's own words with their variables filled in; where one is not true of this member, words made from the rule."""
        return self.filled(rule.why, language) or made_why(self.program, rule, language)

    def filled(self, words: Words, language: Language) -> str:
        """`words` with their variables filled in; "" where one is not true of this member."""
        return filled(self.compiled, words, self.body["facts"], language)

    def _day(self, at: int, language: Language) -> str:
        return day(local_moment(Instant(at), self.program.company_zone).business_date, language)

    def _money(self, minor: int, language: Language) -> str:
        return money(minor, self.program.currency, language)

    # -- earning

    def _earn(self, effect: dict[str, Any]) -> Iterator[Said]:
        unit = effect["unit"]
        for rule_id, count in effect["parts"]:
            rule = self._rule(rule_id)
            if rule is not None:
                yield Said(rule_id, "earn", *self._part(rule, unit, count, effect["basis_minor"]))
        if effect["available_at"] > self.body["happened_at"] or effect["expires_at"] < IDLE:
            full = both(lambda language: f"{self._counted(effect['count'], unit, language)}: {self._dates(effect, language)}")
            short = full
            if max(len(full.nl), len(full.en)) > MOST:
                short = both(
                    lambda language: f"{self._counted(effect['count'], unit, language)}: {self._dates(effect, language, named=False)}"
                )
            yield Said("", "dates", short, Words(f"{full.nl}.", f"{full.en}."))
        card = next((card for card in self.program.cards if card.unit == unit), None)
        if card is not None and (unit, "available") in self.balances:
            yield self._progress(card)

    def _part(self, rule: Rule, unit: str, count: int, basis: int) -> tuple[Words, Words]:
        sign = "+" if count > 0 else ""
        short = both(lambda language: f"{sign}{self._counted(count, unit, language)}: {self.why(rule, language)}")
        if max(len(short.nl), len(short.en)) > MOST:
            short = both(lambda language: self.why(rule, language))
        return short, both(lambda language: self._part_full(rule, unit, count, basis, language))

    def _part_full(self, rule: Rule, unit: str, count: int, basis: int, language: Language) -> str:
        nl = language == "nl"
        got = self._counted(abs(count), unit, language) + (f" {'minder' if nl else 'less'}" if count < 0 else "")
        said = f"U krijgt {got}: {self.why(rule, language)}" if nl else f"You get {got}: {self.why(rule, language)}"
        if isinstance(rule, Multiplier) and "×" not in said:
            return f"{said} (× {decimal(rule.factor, language)})."
        if isinstance(rule, EarnRule | StampCard) and rule.per == "spend" and rule.articles == 0:
            over, rest = self._money(basis, language), self._rest(rule, basis, language)
            return f"{said} (over {over}{rest})." if nl else f"{said} (on {over}{rest})."
        return f"{said}."

    def _rest(self, rule: EarnRule | StampCard, basis: int, language: Language) -> str:
        """What was left after the last full step, "" where nothing was or nothing is left over."""
        settings, rest = self.program.settings, basis % max(rule.per_minor, 1)
        decimals = unit_names(self.program, rule.unit).decimals
        if (
            not rest
            or basis <= 0
            or decimals
            or rule.unit == STORE_CREDIT
            or (isinstance(rule, EarnRule) and rule.rising is not None)
            or settings.points_rounding != "down"
            or settings.points_rounded_per != "basket"
        ):
            return ""
        amount = self._money(rest, language)
        if settings.points_remainder == "carried":
            return f"; {amount} telt de volgende keer mee" if language == "nl" else f"; {amount} counts next time"
        return f"; {amount} bleef over" if language == "nl" else f"; {amount} was left over"

    def _dates(self, effect: dict[str, Any], language: Language, *, named: bool = True) -> str:
        nl, said = language == "nl", []
        available, expires = effect["available_at"], effect["expires_at"]
        if available > self.body["happened_at"]:
            event = "" if self.body["review"] else event_awaited(self.compiled, effect["unit"], (self._purchase or {}).get("channel", ""))
            said.append(of(usable_from(self.program, available, event, named=named), language))
        if expires < IDLE:
            said.append(
                f"geldig tot en met {self._day(expires - 1, language)}" if nl else f"valid through {self._day(expires - 1, language)}"
            )
        return ", ".join(said)

    def _progress(self, card: StampCard) -> Said:
        have = self.balances[(card.unit, "available")]
        short = both(lambda language: self._stamps(card, have, language))
        return Said(card.id, "card", short, Words(f"{short.nl}.", f"{short.en}."))

    def _stamps(self, card: StampCard, have: int, language: Language) -> str:
        nl, unit = language == "nl", many(unit_names(self.program, card.unit), language)
        gives = of(self.compiled.rewards[card.gives].names, language)
        return f"{have} van {card.slots} {unit} voor: {gives}" if nl else f"{have} of {card.slots} {unit} for: {gives}"

    def _card_full(self, effect: dict[str, Any]) -> Said:
        gives = self.compiled.rewards[effect["gives"]].names
        times = "" if effect["cards"] == 1 else f"{effect['cards']} × "
        short = Words(f"Kaart vol: {times}{gives.nl}", f"Card full: {times}{gives.en}")
        lapses = effect["token_expires_at"]
        until = Words("", "")
        if lapses < IDLE:
            until = Words(f", geldig tot en met {self._day(lapses - 1, 'nl')}", f", valid through {self._day(lapses - 1, 'en')}")
        stamps = both(lambda language: self._counted(effect["stamps"], effect["unit"], language))
        full = Words(
            f"{stamps.nl} ingeleverd voor: {times}{gives.nl}{until.nl}.", f"{stamps.en} handed in for: {times}{gives.en}{until.en}."
        )
        return Said(effect["card"], "card full", short, full)

    def _tier(self, effect: dict[str, Any]) -> Said:
        rank = self.compiled.tier_ranks.get(effect["after"], 0)
        name = both(lambda language: tier_name(self.program.tiers, rank, language))
        if not rank:
            short = Words("U hebt geen niveau meer", "You have no tier any more")
        else:
            same = self.program.tiers is not None and self.program.tiers.same_basket
            from_when = Words("al bij deze aankoop", "with this very purchase") if same else _NEXT
            short = Words(f"U bent nu {name.nl}, {from_when.nl}", f"You are {name.en} now, {from_when.en}")
        until = Words("", "")
        if effect["review_at"] < NEVER:
            until = Words(
                f", tot en met {self._day(effect['review_at'] - 1, 'nl')}", f", through {self._day(effect['review_at'] - 1, 'en')}"
            )
        return Said("", "tier", short, Words(f"{short.nl}{until.nl}.", f"{short.en}{until.en}."))

    def _tier_set(self, effect: dict[str, Any]) -> Said:
        rank = self.compiled.tier_ranks.get(effect["tier"], 0)
        until = both(lambda language: self._through(effect["until"], language))
        if not rank:
            short = Words("Uw niveau volgt weer wat u bereikt", "Your tier follows what you reach again")
        else:
            name = both(lambda language: tier_name(self.program.tiers, rank, language))
            short = Words(f"U bent {name.nl}{until.nl}", f"You are {name.en}{until.en}")
        return Said("", "tier set", short, Words(f"{short.nl}.", f"{short.en}."))

    def _membership(self, effect: dict[str, Any]) -> Said:
        names, what = membership_names(self.program, effect["membership"]), effect["what"]
        until = both(lambda language: self._through(effect["ends"], language))
        said = {
            "start": Words(f"U hebt {names.nl}{until.nl}", f"You have {names.en}{until.en}"),
            "trial": Words(f"U probeert {names.nl}{until.nl}", f"You are trying {names.en}{until.en}"),
            "invite": Words(f"U bent uitgenodigd voor {names.nl}{until.nl}", f"You are invited to {names.en}{until.en}"),
            "ends": Words(
                f"{names.nl} stopt vanzelf{until.nl.replace(', tot', ': het geldt tot')}", f"{names.en} will not be renewed{until.en}"
            ),
            "withdrawn": Words(f"{names.nl} is teruggedraaid binnen de bedenktijd", f"{names.en} was withdrawn from in time"),
            "ended": Words(f"{names.nl} is nu gestopt", f"{names.en} has ended now"),
        }[what]
        return Said("", "membership", said, Words(f"{said.nl}.", f"{said.en}."))

    def _through(self, end: int, language: Language) -> str:
        """`, tot en met 3 maart 2027`; nothing where there is no end."""
        if end >= NEVER:
            return ""
        last = self._day(end - 1, language)
        return f", tot en met {last}" if language == "nl" else f", through {last}"

    def _errand(self, effect: dict[str, Any]) -> Said:
        one = self._rule(effect["rule"])
        assert isinstance(one, Errand)
        return Said(one.id, effect["effect"], *errand_says(effect, both(lambda language: self.filled(one.says, language))))

    # -- discounts and spending

    def _discount(self, effect: dict[str, Any]) -> Said:
        rule, off = self._rule(effect["rule"]), sum(effect["shares"])
        assert rule is not None
        short = both(lambda language: f"{self._money(-off, language)}: {self.why(rule, language)}")
        if max(len(short.nl), len(short.en)) > MOST:
            short = both(lambda language: self.why(rule, language))
        return Said(rule.id, "discount", short, both(lambda language: self._discount_full(rule, effect, off, language)))

    def _items_off(self, effect: dict[str, Any]) -> Said:
        """`2 × gratis`, with what that takes off."""
        said, count = self._discount(effect), sum(effect["items"])
        free = Words("gratis", "free") if effect["free"] else Words("met korting", "reduced")
        full = Words(f"{count} × {free.nl}, {said.full.nl}", f"{count} × {free.en}, {said.full.en}")
        return Said(said.rule, "items off", said.short, full)

    def _gift(self, effect: dict[str, Any]) -> Said:
        rule = self._rule(effect["rule"])
        options = options_of(rule)
        nl, en = counted_gift(effect, rule)
        if isinstance(rule, Discount) and isinstance(rule.deal, Gift) and rule.deal.upgrade:
            short = Words(f"Upgrade: {nl}", f"Upgrade: {en}")
        else:
            short = Words(f"Cadeau: {nl}", f"Gift: {en}")
        if effect["options"] > 1:
            others = tuple(option for n, option in enumerate(options, 1) if n != effect["choice"])
            more = Words(
                f"; u mag ook kiezen: {joined([o for o, _ in others], 'of')}",
                f"; you may choose instead: {joined([o for _, o in others], 'or')}",
            )
        else:
            more = Words("", "")
        assert rule is not None
        why = both(lambda language: self.why(rule, language))
        return Said(rule.id, "gift", short, Words(f"{short.nl} ({why.nl}){more.nl}.", f"{short.en} ({why.en}){more.en}."))

    def _discount_full(self, rule: Rule, effect: dict[str, Any], off: int, language: Language) -> str:
        nl = language == "nl"
        said = f"{self._money(off, language)} {'korting' if nl else 'off'}: {self.why(rule, language)}"
        rates = [f"{self._money(minor, language)} {'bij' if nl else 'at'} {rate_said(rate, language)}" for rate, minor in effect["vat"]]
        said += f" ({', '.join(rates)})" if len(rates) > 1 else ""
        if effect["left_out"]:
            left = self._money(effect["left_out"], language)
            why = self._why_left_out(rule, effect, language)
            said += f"; {left} kon niet worden gegeven{why}" if nl else f"; {left} could not be given{why}"
        return f"{said}."

    def _why_left_out(self, rule: Rule, effect: dict[str, Any], language: Language) -> str:
        """Why a part of a discount could not be given, told from the lines that it was on; "" where only the amount is known."""
        purchase = self._purchase
        if purchase is None or not isinstance(rule, Discount):
            return ""
        room = next((one for one in rooms_from(self.body["facts"]) if self.compiled.rules[one.rule] is rule), None)
        if room is not None and room.budget_minor == sum(effect["shares"]):
            return ", want toen was het budget op" if language == "nl" else ", for then the budget was spent"
        lines = purchase_from(purchase).lines
        floors = floors_of(self.program, lines, self.compiled.masks(lines))
        on = [n for n, share in enumerate(effect["shares"]) if share]
        capped = {name for name, _ in self.program.caps}
        nl = language == "nl"
        if any(lines[n].legal_class in capped for n in on):
            return ", meer staat de wet niet toe" if nl else ", the law allows no more"
        if any(floors[n] for n in on):
            return ", dan komt het onder de laagste prijs" if nl else ", that would go below the lowest price"
        return ", want meer kostte het niet" if nl else ", for it cost no more"

    def _free(self, effect: dict[str, Any]) -> Said:
        reward, off, items = self.compiled.rewards[effect["rule"]], sum(effect["shares"]), sum(effect["items"])
        short = both(lambda language: f"{self._money(-off, language)}: {of(reward.names, language)}")
        full = Words(
            f"{items} × gratis, {self._money(off, 'nl')}: {reward.names.nl}.",
            f"{items} × free, {self._money(off, 'en')}: {reward.names.en}.",
        )
        return Said(reward.id, "free items", short, full)

    def _spend(self, effect: dict[str, Any]) -> Said:
        reward = self.compiled.rewards.get(effect["what"])
        times = f"{effect['times']} × " if effect["times"] > 1 else ""
        what = Words(f"{times}{reward.names.nl}", f"{times}{reward.names.en}") if reward else Words("korting", "a discount")
        named = unit_names(self.program, effect["unit"]) if effect["unit"].startswith("coupon:") else None
        if named is not None and not named.currency:
            return Said(effect["what"], "spend", Words(f"Gebruikt: {named.nl_one}", f"Used: {named.en_one}"),
                        Words(f"Gebruikt: {named.nl_one}.", f"Used: {named.en_one}."))  # fmt: skip
        used = both(lambda language: self._counted(effect["count"], effect["unit"], language))
        if reward is not None and not effect["unit"]:
            why = both(lambda language: self.why(reward, language))
            return Said(effect["what"], "spend", Words(f"Cadeau: {what.nl}", f"Present: {what.en}"),
                        Words(f"Cadeau: {what.nl} ({why.nl}).", f"Present: {what.en} ({why.en})."))  # fmt: skip
        if reward is not None and reward.token:
            short = Words(f"Gebruikt: {what.nl}", f"Used: {what.en}")
        else:
            until = set_aside_until(self.compiled, self.body)
            short = Words(f"−{used.nl} voor {what.nl}{until.nl}", f"−{used.en} for {what.en}{until.en}")
        left = self.balances.get((effect["unit"], "available"))
        rest = Words("", "")
        if left is not None:
            unit = effect["unit"]
            more = both(lambda language: number(left, language) if reward and reward.token else self._counted(left, unit, language))
            rest = Words(
                f"; u hebt er nog {more.nl}" if reward and reward.token else f"; u hebt nog {more.nl}", f"; you have {more.en} left"
            )
        return Said(effect["what"], "spend", short, Words(f"{short.nl}{rest.nl}.", f"{short.en}{rest.en}."))

    # -- returns and the rest

    def _refund(self, effect: dict[str, Any]) -> Said:
        back = both(lambda language: self._money(effect["amount_minor"], language))
        quantity = both(lambda language: _quantity(effect["quantity"], language))
        short = Words(f"{back.nl} terug voor regel {effect['line']}", f"{back.en} back for line {effect['line']}")
        full = Words(f"{short.nl}: {quantity.nl} teruggebracht.", f"{short.en}: {quantity.en} returned.")
        return Said("", "refund", short, full)

    def _gift_back(self, effect: dict[str, Any]) -> Said:
        rule = self._rule(effect["rule"])
        assert rule is not None
        nl, en = counted_gift(effect, rule)
        off = effect["deducted_minor"]
        if off:
            money_off = both(lambda language: self._money(-off, language))
            short = Words(f"{money_off.nl}: waarde van {nl}", f"{money_off.en}: value of {en}")
        else:
            short = Words(f"Cadeau terugnemen: {nl}", f"Take the gift back: {en}")
        why = Words("wat u houdt, geeft er geen recht meer op", "what you keep does not bring it any more")
        return Said(rule.id, "gift back", short, Words(f"{short.nl} ({why.nl}).", f"{short.en} ({why.en})."))

    def _back(self, effect: dict[str, Any], kind: str) -> Said:
        names = unit_names(self.program, effect["unit"])
        amount = both(lambda language: counted(effect["count"], names, language))
        if kind == "give back":
            short = Words(f"+{amount.nl} terug", f"+{amount.en} back")
            full = Words(f"U krijgt {amount.nl} terug die u had gebruikt.", f"You get back {amount.en} that you had used.")
        else:
            short = Words(f"−{amount.nl}: hoorde bij wat terugkwam", f"−{amount.en}: belonged to what came back")
            full = gone_back(amount, one=names.is_one(effect["count"]))
        owed = -self.balances.get((effect["unit"], "debt"), 0)
        if owed > 0:
            full = and_owed(full, both(lambda language: counted(owed, names, language)), one=names.is_one(owed))
        return Said("", kind, short, full)

    def _change(self, effect: dict[str, Any], kind: str) -> Said:
        n = effect["count"]
        if kind == "shortfall" and n > 0:
            amount = both(lambda language: self._counted(n, effect["unit"], language))
            short = Words(
                f"waarvan {amount.nl} alsnog: eerder was het saldo te laag",
                f"of which {amount.en} after all: the balance was too low before",
            )
            return Said("", kind, short, Words(f"{short.nl[:1].upper()}{short.nl[1:]}.", f"{short.en[:1].upper()}{short.en[1:]}."))
        sign = "−" if n < 0 else "+"
        amount = both(lambda language: f"{sign}{self._counted(abs(n), effect['unit'], language)}")
        words = _GIVEN if kind == "transfer" and n < 0 else _CHANGES[kind]
        short = Words(f"{amount.nl}: {words.nl}", f"{amount.en}: {words.en}")
        return Said("", kind, short, Words(f"{short.nl}.", f"{short.en}."))


_GIVEN: Final = Words("overgezet naar de andere kaart", "moved to the other card")
_CHANGES: Final = {
    "adjust": Words("met de hand gecorrigeerd", "corrected by hand"),
    "transfer": Words("overgezet van de andere kaart", "moved from the other card"),
    "release": Words("vanaf nu te gebruiken", "to be used from now on"),
    "expire": Words("vervallen", "lapsed"),
    "settle debt": Words("verrekend met wat nog openstond", "settled what was still open"),
    "shortfall": Words("kon niet worden teruggenomen", "could not be taken back"),
    "reserve": Words("apart gezet", "set aside"),
    "let go": Words("weer vrij", "free again"),
    "seat paid": Words("besteed aan uw plaats", "spent on your seat"),
    "undo card": Words("een volle kaart is teruggedraaid", "a full card was undone"),
}


_TRADE: Final[Mapping[str, Callable[[Any, Program], tuple[Words, Words]]]] = {
    "agreement": agreement_says, "business gift": business_gift_words, "invoice": invoice_says, "dispute": dispute_says,
    "cash back": cash_back_says, "waits": waits_says,
    "code printed": printed_says, "code used": printed_says, "code back": printed_says, "lines gone": lines_gone_says,
}  # fmt: skip


def rate_said(basis_points: int, language: Language) -> str:
    """A VAT rate, which may be nothing."""
    said = percent(basis_points, language) if basis_points else "0%"
    return f"{said} {'btw' if language == 'nl' else 'VAT'}"


def _quantity(thousandths: int, language: Language) -> str:
    return decimal(Fraction(thousandths, 1000), language)


def _consent(effect: dict[str, Any]) -> Said:
    """What was consented to, or taken back."""
    what = consent_words(f"{effect['purpose']} by {effect['channel']}")
    if effect["state"] == "given":
        short = Words(f"toestemming voor {what.nl}", f"consent to {what.en}")
    else:
        short = Words(f"geen toestemming meer voor {what.nl}", f"no more consent to {what.en}")
    nl, en = (f"{text[:1].upper()}{text[1:]}." for text in (short.nl, short.en))
    return Said("", "consent", short, Words(nl, en))
