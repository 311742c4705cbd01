"""A story is played on a program in memory, and what came of it is held against what it expects, in words."""

from dataclasses import replace
from typing import Final

from zegel.core.codes import canonical, exact
from zegel.core.ids import CompanyId, PurseId, ReceiptId
from zegel.core.money import CURRENCIES, decimal_text
from zegel.core.periods import Instant, local_moment, moment_on
from zegel.core.purchase import Identifier, Line, Purchase
from zegel.core.purchase_document import with_document
from zegel.core.rounding import half_up
from zegel.core.value import value
from zegel.decide.cash_back import KEPT_BACK
from zegel.decide.document import Document, read
from zegel.decide.explain import Explained, explain
from zegel.flows.code_facts import ShownCode
from zegel.flows.commands import Command, Enrol, Exchange, Header, Profile, Quote, RecordPurchase, Redeem, ReturnedLine, ReturnGoods, RunDue
from zegel.flows.facts import Outcome
from zegel.flows.printed_shown import KIND
from zegel.ledger.accounts import AVAILABLE, EXPIRED
from zegel.ledger.entries import JournalEntry
from zegel.program.compile import Compiled
from zegel.program.model import Branch
from zegel.program.stored_value import CASH_BACK, STORE_CREDIT
from zegel.replay.care_deeds import CARE_DEEDS, care_command
from zegel.replay.club_deeds import CLUB_DEEDS, club_command
from zegel.replay.deeds import COLLEAGUE, deed_command
from zegel.replay.friend_deeds import FRIEND_DEEDS, card_of, friend_command, settle_friends, standing
from zegel.replay.kept_money import kept_command, left_on, number_of, settle_cards, sold, tenders
from zegel.replay.memory import Memory, Versions
from zegel.replay.play_agreements import agreed, comes_to
from zegel.replay.shelf_deeds import SHELF_DEEDS, settle_seats, shelf_command
from zegel.replay.standing import case_state, entitlements_of, seat_state, to_charge
from zegel.replay.story import Bought, Deed, Expectation, Step, Story
from zegel.replay.trade_steps import settles, trade_command

COMPANY: Final = CompanyId("story")
CARD: Final = Identifier("card", "story")
PURSE: Final = PurseId(bytes(15) + b"\x01")
SOURCE: Final = "story"


@value
class Missed:
    """What did not come out as the story expects: in step `step` (from 1), said on `line` of its file."""

    line: int
    step: int
    sentence: str


def play(story: Story, compiled: Compiled) -> list[Missed]:
    """Play `story` on a program of its own; nothing is missed where everything came out as expected."""
    return _Player(story, compiled).all()


class _Came:
    """What a step came to; `due` is what time did to the member's purse before it."""

    def __init__(self, header: Header, due: Outcome, outcome: Outcome, compiled: Compiled) -> None:
        self.header, self.due, self.outcome = header, due, outcome
        self.document: Document | None = read(outcome.receipt.document) if outcome.receipt is not None else None
        self.back: Document | None = next((read(one.document) for one in outcome.linked if one.kind == "return"), None)
        self._compiled = compiled

    def effects(self, kind: str) -> list[dict[str, object]]:
        """The receipt's effects of one kind."""
        return [e for e in self.document.body["effects"] if e["effect"] == kind] if self.document else []

    def total(self, name: str) -> int | None:
        """A total of the receipt; None where it has none."""
        totals = (self.back.body["totals"] if self.back else {}) | (self.document.body["totals"] if self.document else {})
        found = totals.get(name)
        return None if found is None else int(found)

    def kept_back(self) -> int:
        """What was kept back of a refund for rebates that were paid, in minor units."""
        effects = [e for document in (self.document, self.back) if document for e in document.body["effects"]]
        return sum([int(e["minor"]) for e in effects if e["effect"] == "cash back" and e["state"] == KEPT_BACK])

    def said(self) -> list[str]:
        """Everything that the receipt says, and those of what time did before it, in both languages."""
        return [text for one in self._told() for words in (one.short, one.full) for text in (words.nl, words.en)]

    def did(self) -> str:
        """What the receipt says of what it did, in short."""
        return "; ".join(f"“{one.short.nl}”" for one in self._told() if one.applied) or "nothing"

    def _told(self) -> list[Explained]:
        due = [read(one.document) for one in self.due.linked]
        return [one for document in (self.document, self.back, *due) if document for one in explain(self._compiled, document)]

    def expired(self, unit: str) -> int:
        """How much of `unit` lapsed."""
        posted = [p for entry in (*self.due.entries, *self.outcome.entries) for p in entry.postings]
        return sum(p.amount for p in posted if p.unit == unit and p.destination == EXPIRED)


class _Player:
    def __init__(self, story: Story, compiled: Compiled) -> None:
        self.story, self.compiled, self.program = story, compiled, compiled.program
        self.memory = Memory(COMPANY, Versions((Instant(0), compiled)))
        for reward in self.program.rewards:
            if reward.stock is not None:
                self.memory.facts.counters[f"reward:{reward.id}"] = reward.stock
        self.receipts: dict[int, ReceiptId] = {}
        self.missed: list[Missed] = []
        self.booked: list[JournalEntry] = []

    def all(self) -> list[Missed]:
        """Every step, one after the other; what one misses does not stop the next."""
        if self.story.who != "nobody" and self.story.steps:
            header = self.header(self.story.steps[0], self.branch_of(self.story.steps[0]))
            since = self.story.since if self.story.who == "member" else type(self.story.since)("")
            self.memory.record(Enrol(header, PURSE, Profile("", "nl", self.story.birthday), (CARD,), since))
        for n, step in enumerate(self.story.steps, 1):
            came = self.lived(n, step)
            if came.outcome.receipt is not None:
                self.receipts[n] = came.outcome.receipt.id
            self.judge(n, step, came)
        return self.missed

    # -- what happens

    def lived(self, n: int, step: Step) -> _Came:
        """Step `n`: first what was due by then, then what happens."""
        header = self.header(step, self.branch_of(step))
        due = self.memory.record(RunDue(header, PURSE)) if PURSE in self.memory.purses else Outcome()
        settle_friends(header, self.memory)
        settle_seats(header, self.memory)
        settle_cards(header, self.memory, self.story.steps[: n - 1])
        command = self.command(n, step, header)
        outcome = Outcome() if command is None else self.memory.record(command)
        self.booked += [*due.entries, *outcome.entries]
        return _Came(header, due, outcome, self.compiled)

    def branch_of(self, step: Step) -> Branch | None:
        """Where a step happens; None where only time passes and no branch is named."""
        if step.branch:
            return self.compiled.branches[step.branch]
        doing = step.buys or step.returns or step.redeems or step.agrees or step.bonus or step.deed or step.kept
        return self.program.branches[0] if doing else None

    def header(self, step: Step, branch: Branch | None) -> Header:
        """The moment of a step, on the wall of its branch."""
        zone, day_starts = (branch.zone, branch.day_starts) if branch else (self.program.company_zone, 0)
        at = moment_on(step.on, step.minute, zone)
        local = local_moment(at, zone, day_starts)
        return Header(
            COMPANY,
            SOURCE,
            "",
            b"",
            at,
            at,
            local.business_date,
            local.weekday,
            local.minute,
            COLLEAGUE if step.deed and step.deed.kind in ("approves", "declines", "moves") else SOURCE,
            branch.id if branch else "",
            SOURCE,
        )

    def command(self, n: int, step: Step, header: Header) -> Command | None:
        """What a step asks; None where only time passes."""
        if step.buys:
            who = self.shown(step)
            basket, sells = self.purchase(n, step, header, who), sold(step, n)
            paper = Identifier(KIND, canonical(number_of(n)).encode().hex())
            bought = RecordPurchase(header, basket, who, self.purse_of(n), step.uses, _shown(step.codes), sells=sells, paper=paper)
            return Exchange(header, self.brought_back(step, header), bought) if step.returns else self.paid(step, bought)
        if step.returns:
            return self.brought_back(step, header)
        if step.redeems:
            return Redeem(header, CARD, step.redeems[0].what, step.redeems[0].count)
        if step.deed is not None:
            return self.done(n, step, step.deed, header)
        if step.trade is not None:
            return trade_command(step, header, self.program, self.memory, self.booked, self.receipts, self.purse_of(n))
        kept = kept_command(step, header, CARD, self.memory, self.receipts)
        return kept or agreed(step, header, CARD, self.compiled, self.memory)

    def shown(self, step: Step) -> Identifier | None:
        """The card that is shown in a step, the member's or a friend's; None where none is."""
        if step.friend:
            return card_of(step.friend)
        return CARD if step.card_shown and self.story.who != "nobody" else None

    def done(self, n: int, step: Step, deed: Deed, header: Header) -> Command | None:
        """What people do in a step besides selling."""
        if deed.kind in SHELF_DEEDS:
            return shelf_command(deed, header, card_of(step.friend) if step.friend else CARD, self.memory)
        if deed.kind in CLUB_DEEDS:
            return club_command(deed, header, CARD, PURSE, self.receipts, step.reason)
        if deed.kind in CARE_DEEDS:
            return care_command(deed, header, CARD, step.by, self.receipts, step.reason)
        if deed.kind in FRIEND_DEEDS:
            return friend_command(deed, n, header, PURSE, self.memory, self.receipts, step.reason)
        who = CARD if self.story.who != "nobody" and (step.card_shown or deed.kind == "orders") else None
        return deed_command(deed, header, who, self.purse_of(n), self.receipts, step.reason)

    def paid(self, step: Step, bought: RecordPurchase) -> RecordPurchase:
        """The purchase with its tenders, where the step says what pays: the rest is cash."""
        if step.kept is None or not step.kept.pays:
            return bought
        quoted = self.memory.ask(Quote(bought.header, bought.purchase, bought.who, bought.uses, bought.codes))
        pays = read(quoted.receipt.document).body["totals"]["pays_minor"] if quoted.receipt else 0
        return replace(bought, purchase=with_document(replace(bought.purchase, tenders=tenders(step, pays))))

    def purse_of(self, n: int) -> PurseId:
        """A purse for a purchase without a card."""
        return PurseId((n + 1).to_bytes(16, "big"))

    def purchase(self, n: int, step: Step, header: Header, who: Identifier | None) -> Purchase:
        """What a step buys, as a till would send it."""
        lines = tuple(_line(n, bought) for n, bought in enumerate(step.buys, 1))
        return with_document(
            Purchase(
                header.branch, SOURCE, SOURCE, SOURCE, number_of(n), step.channel, self.program.currency, header.happened_at,
                header.business_date,
                header.weekday, header.minute, who, lines, (), b"",
            )
        )  # fmt: skip

    def brought_back(self, step: Step, header: Header) -> ReturnGoods:
        """The sale that goods come back of, and which lines; a refused sale has no receipt, and its number is nobody's."""
        first = step.returns[0].step
        sale = self.receipts.get(first, ReceiptId(PURSE, 0))
        skus = [bought.article.sku for bought in self.story.steps[first - 1].buys]
        lines = tuple(ReturnedLine(skus.index(back.sku) + 1, back.quantity) for back in step.returns if back.sku)
        if any(not back.sku for back in step.returns):
            lines = ()
        return ReturnGoods(header, sale, lines, step.reason, step.cause, step.kept is not None and step.kept.as_credit)

    # -- what is expected

    def judge(self, n: int, step: Step, came: _Came) -> None:
        """Hold what came of a step against what is expected of it."""
        refusal = came.outcome.refusal
        if refusal is not None and not any(one.kind == "refused" for one in step.expect):
            self.missed.append(Missed(step.line, n, f"it was refused: {refusal.message} ({refusal.code})"))
            return
        for one in step.expect:
            sentence = self.held(one, came, step.friend)
            if sentence:
                self.missed.append(Missed(one.line, n, sentence))

    def held(self, one: Expectation, came: _Came, friend: str = "") -> str:
        """What is wrong with one expectation, "" where it came out."""
        match one.kind:
            case "pays" | "refund":
                name = "pays_minor" if one.kind == "pays" else "refund_minor"
                found = came.total(name)
                return "" if found == one.wanted else f"{one.kind}: {self._expected(self._money(one.wanted), self._money(found))}"
            case "left on":
                left = left_on(self.memory, self.memory.purses.get(PURSE), "" if one.subject == STORE_CREDIT else one.subject)
                return "" if left == one.wanted else f"left on {one.subject}: {self._expected(self._money(one.wanted), self._money(left))}"
            case "owed":
                purse = self.memory.purses.get(PURSE)
                owed = purse.balances.get((f"{CASH_BACK}:{self.program.currency}", AVAILABLE), 0) if purse else 0
                return "" if owed == one.wanted else f"owed: {self._expected(self._money(one.wanted), self._money(owed))}"
            case "settles":
                settled = settles(one, came.header.business_date, self.program, self.memory, self.booked)
                return "" if settled == one.wanted else f"settles: {self._expected(self._money(one.wanted), self._money(settled))}"
            case "friends":
                stands = standing(one.subject, self.memory)
                return "" if stands == one.wanted else f"friend {one.subject}: {self._expected(one.wanted, stands)}"
            case "turnover" | "bonus" | "to next":
                return self.agreement(one, came)
            case "kept back" | "to charge":
                minor = came.kept_back() if one.kind == "kept back" else to_charge(self.memory, self.memory.purses.get(PURSE))
                return "" if minor == one.wanted else f"{one.kind}: {self._expected(self._money(one.wanted), self._money(minor))}"
            case "cases" | "seats" | "entitled":
                return self.stands(one, came, friend)
            case "said":
                heard = any(str(one.wanted) in text for text in came.said())
                return "" if heard else f"said: {self._expected(f'“{one.wanted}”', came.did())}"
            case "refused":
                refused = came.outcome.refusal.code if came.outcome.refusal else "that it was not refused"
                return "" if refused == one.wanted else f"refused: {self._expected(one.wanted, refused)}"
            case "reward":
                rewards = self.rewards()
                right = not rewards if one.wanted == "none" else one.wanted in rewards
                return "" if right else f"reward: {self._expected(one.wanted, ', '.join(rewards) or 'none')}"
            case _:
                counted = self.counted(one, came)
                about = f"{one.kind} of {one.subject}" if one.subject else one.kind
                return "" if counted == one.wanted else f"{about}: {self._expected(one.wanted, counted)}"

    def counted(self, one: Expectation, came: _Came) -> int | str:
        """What came of something that is counted, or of the tier."""
        purse = self.memory.purses.get(PURSE)
        match one.kind:
            case "earned":
                return sum(int(str(e["count"])) for e in came.effects("earn") if e["unit"] == one.subject)
            case "expired":
                return came.expired(one.subject)
            case "tier":
                return (purse.tier if purse else "") or "none"
            case "stamps" if one.wanted == "full" and any(e["card"] == one.subject for e in came.effects("card full")):
                return "full"
            case "stamps":
                unit = next(card.unit for card in self.program.cards if card.id == one.subject)
                return purse.spendable(unit) if purse else 0
            case _:
                unit, _, account = one.subject.rpartition(" ") if one.subject not in self.compiled.units else (one.subject, "", AVAILABLE)
                return purse.balances.get((unit, account), 0) if purse else 0

    def stands(self, one: Expectation, came: _Came, friend: str) -> str:
        """What is wrong with how the member (or a friend) stands with a case, with seats, with what they may have."""
        purse = self.memory.purse_of(card_of(friend)) if friend else self.memory.purses.get(PURSE)
        if one.kind == "entitled":
            may = entitlements_of(self.memory, purse, self.compiled, came.header)
            right = not may if one.wanted == "none" else one.wanted in may
            return "" if right else f"entitled: {self._expected(one.wanted, ', '.join(may) or 'none')}"
        state = (
            case_state(self.memory, purse, one.subject, self.receipts)
            if one.kind == "cases"
            else seat_state(self.memory, purse, one.subject)
        )
        return "" if state == one.wanted else f"{one.kind} of {one.subject}: {self._expected(one.wanted, state)}"

    def agreement(self, one: Expectation, came: _Came) -> str:
        """What is wrong with what an agreement comes to."""
        settled = came.effects("agreement")
        if one.kind == "bonus" and settled and settled[0]["year"]:
            found = int(str(settled[0]["minor"]))
        else:
            found = comes_to(one.kind, came.header, CARD, self.memory)
        return "" if found == one.wanted else f"{one.kind}: {self._expected(self._money(one.wanted), self._money(found))}"

    def rewards(self) -> list[str]:
        """The rewards that can be had now: a full card's, or points enough."""
        purse = self.memory.purses.get(PURSE)
        if purse is None:
            return []
        paid_for = [r for r in self.program.rewards if r.token or r.cost_unit]
        return [r.id for r in paid_for if purse.spendable(r.token or r.cost_unit) >= (1 if r.token else r.cost)]

    def _expected(self, wanted: object, found: object) -> str:
        return f"expected {wanted}, found {found}"

    def _money(self, minor: int | str | None) -> str:
        return f"{decimal_text(minor, CURRENCIES[self.program.currency])} {self.program.currency}" if isinstance(minor, int) else "nothing"


def _line(number: int, bought: Bought) -> Line:
    article = bought.article
    net = half_up(bought.quantity * bought.price_minor, 1000)
    return Line(
        number, article.sku, article.category, article.brand, article.tags, article.legal_class, bought.quantity, article.measure, net, 0,
        net, article.vat_bp, None if article.cost_minor is None else half_up(bought.quantity * article.cost_minor, 1000),
        article.condition, article.floor_minor,
    )  # fmt: skip


def _shown(codes: tuple[str, ...]) -> tuple[ShownCode, ...]:
    """Codes that everybody may use, as they were typed, and `step 2`: the code on the receipt of that step."""
    return tuple([ShownCode(canonical(code), canonical(code).encode(), exact(code), exact(code).encode()) for code in codes])
