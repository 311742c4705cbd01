"""Codes in a sale: looked up, judged in a fixed order, their uses drawn, set aside and given back.

The order of the checks: is there such a code, is it this member's, is it its time, is it unused, are its limits and its budget not reached.
"""

from collections.abc import Sequence
from typing import Final

from zegel.core.codes import SYMBOLS, is_well_made, tail
from zegel.core.ids import PurseId, purse_text
from zegel.core.periods import Instant, end_of_day, plus_days
from zegel.core.purchase import Purchase
from zegel.core.refusals import REFUSALS
from zegel.core.value import value
from zegel.decide.codes import NO_CAP, EnteredCode, codes_kept, took
from zegel.decide.document import Document
from zegel.decide.effects import Effect
from zegel.decide.plan import Plan
from zegel.flows.code_facts import CANCELLED, Code, CodeMove, ShownCode
from zegel.flows.facts import Draw, Facts, Missing, Needs, Resolved
from zegel.flows.printed_shown import Opened, may_lie_there, opened, paper_needs
from zegel.program.coupons import Coupon, budget_counter, limit_counters

DRAWN_LENGTH: Final = 16
SOFT: Final = ("not_your_code", "one_code_only")
"""What never stops a sale: the code is left out, the receipt says why."""


@value
class Taken:
    """What codes come to in the books: draws on limits and budgets, uses of codes, and the codes as the receipt keeps them."""

    draws: tuple[Draw, ...]
    moves: tuple[CodeMove, ...]
    codes: tuple[EnteredCode, ...]


def hashes_of(codes: Sequence[ShownCode]) -> tuple[bytes, ...]:
    """What is looked up of codes: the same for every text, whatever it turns out to be."""
    return tuple(hashed for code in codes for hashed in (code.hash, code.exact_hash))


def code_counters(plan: Plan, resolved: Resolved, codes: Sequence[ShownCode], purse: PurseId, purchase: Purchase) -> tuple[str, ...]:
    """The counters of limits and budgets that these codes may draw on."""
    found: list[str] = []
    for code in codes:
        coupon, _ = meant(plan, resolved.codes, code)
        if coupon is not None:
            found += [name for name, _, _ in limits_of(coupon, purse, purchase)]
            found += [budget_counter(coupon.id)] if coupon.budget_minor else []
    if paper_needs(resolved, codes):
        found += [name for coupon in may_lie_there(plan) for name in counters_of_coupon(coupon, purse, purchase)]
    return tuple(dict.fromkeys(found))


def limits_of(coupon: Coupon, purse: PurseId, purchase: Purchase) -> tuple[tuple[str, int, str], ...]:
    """(counter, what it begins with, its name in the file) of the coupon's limits for this purchase."""
    member = purse_text(purse) if len(purse) == 16 else ""
    return limit_counters(coupon, member=member, branch=purchase.branch, staff=purchase.actor, day=purchase.business_date)


def meant(plan: Plan, there: "dict[bytes, Code]", code: ShownCode) -> tuple[Coupon | None, Code | None]:
    """The coupon that a code opens (None: none of this program's), and the made code behind it (None: a shared one, or none at all)."""
    shared = plan.shared_codes.get((False, code.text)) or plan.shared_codes.get((True, code.exact))
    if shared is not None:
        return shared, None
    for hashed, exactly in ((code.hash, False), (code.exact_hash, True)):
        found = there.get(hashed)
        if found is not None:
            coupon = plan.coupons.get(found.campaign)
            if coupon is None or coupon.capitals_matter == exactly:
                return coupon, found
    return None, None


def entered(
    plan: Plan, facts: Facts, resolved: Resolved, codes: Sequence[ShownCode], purse: PurseId, purchase: Purchase, *, new: bool
) -> tuple[EnteredCode, ...]:
    """Each code judged; refuses the first that does not hold, unless the program leaves such codes out. `new`: nobody's card was shown."""
    found: list[EnteredCode] = []
    for code in codes:
        for hashed in (code.hash, code.exact_hash):
            facts.code(resolved, hashed)
        there = opened(plan, facts, resolved, code, purse)
        printed = [_of_paper(facts, one, tail(code.text), purse, purchase, new=new) for one in there]
        for one in printed or (_judged(plan, facts, resolved, code, purse, purchase, new=new),):
            if not one.why and any(one.coupon == other.coupon and not other.why for other in found):
                one = EnteredCode(one.coupon, one.hash, one.tail, "one_code_only")
            if one.why and one.why not in SOFT and plan.compiled.program.settings.wrong_codes == "refused":
                raise REFUSALS[one.why]("", coupon=one.coupon, tail=one.tail)
            found.append(one)
    return tuple(found)


def _of_paper(facts: Facts, there: Opened, last: str, purse: PurseId, purchase: Purchase, *, new: bool) -> EnteredCode:
    """A coupon that the code of a receipt opens, as an entered code."""
    coupon = there.coupon
    if coupon is None or there.why:
        return EnteredCode("" if coupon is None else coupon.id, "", last, there.why)
    why, budget = _room(facts, coupon, purse, purchase, new=new)
    if why:
        return EnteredCode(coupon.id, "", last, why)
    return EnteredCode(coupon.id, "", last, "", budget, there.value_minor if coupon.in_parts else NO_CAP, purse=there.purse)


def _room(facts: Facts, coupon: Coupon, purse: PurseId, purchase: Purchase, *, new: bool) -> tuple[str, int]:
    """Why the coupon's limits leave no room for another use ("": they do), and what is left of its budget."""
    if coupon.per_member and new:
        return "member_needed", NO_CAP
    if any(facts.left(counter, of) < 1 for counter, of, _ in limits_of(coupon, purse, purchase)):
        return "code_used_up", NO_CAP
    budget = max(facts.left(budget_counter(coupon.id), coupon.budget_minor), 0) if coupon.budget_minor else NO_CAP
    return ("code_budget_spent" if budget == 0 else ""), budget


def _judged(
    plan: Plan, facts: Facts, resolved: Resolved, shown: ShownCode, purse: PurseId, purchase: Purchase, *, new: bool
) -> EnteredCode:
    coupon, code = meant(plan, facts.codes, shown)
    last = code.tail if code is not None else tail(shown.text)
    name, hashed = ("" if coupon is None else coupon.id), ("" if code is None else code.hash.hex())
    honour = ""

    def no(why: str) -> EnteredCode:
        return EnteredCode(name, hashed, last, why)

    if coupon is None and code is None:
        return no("code_mistyped" if _looks_drawn(shown.text) else "code_unknown")
    if coupon is None or (code is not None and code.state == CANCELLED):
        return no("code_ended")
    if code is not None:
        if code.member is not None and resolved.follow(code.member) != purse:
            return no("not_your_code")
        moment = purchase.happened_at
        if moment < code.valid_from:
            return no("code_not_yet")
        if moment >= code.valid_until:
            until = _grace(plan, coupon, code)
            if moment >= until or not shown.honour.strip():
                return no("code_expired")
            honour = shown.honour.strip()
        if code.left < 1 or (coupon.worth_minor and code.value_left < 1):
            return no("code_used")
    why, budget = _room(facts, coupon, purse, purchase, new=new)
    if why:
        return no(why)
    return EnteredCode(name, hashed, last, "", budget, code.value_left if code is not None and coupon.worth_minor else NO_CAP, honour)


def _looks_drawn(text: str) -> bool:
    """Whether somebody seems to have mistyped a drawn code: told from a guess before anything was looked up."""
    return len(text) == DRAWN_LENGTH and all(symbol in SYMBOLS for symbol in text) and not is_well_made(text)


def _grace(plan: Plan, coupon: Coupon, code: Code) -> Instant:
    """Until when a colleague may honour the code."""
    if not coupon.grace_days:
        return code.valid_until
    last = plan.day_of(Instant(code.valid_until - 1))
    return end_of_day(plus_days(last, coupon.grace_days), plan.zone)


# -- uses


def taken(plan: Plan, codes: Sequence[EnteredCode], effects: Sequence[Effect], purse: PurseId, purchase: Purchase, *, hold: bool) -> Taken:
    """What a purchase (or a hold) takes of its codes: those that did something, or every one that holds where entering counts."""
    counts = plan.compiled.program.settings.codes_count
    draws: list[Draw] = []
    moves: list[CodeMove] = []
    kept: list[EnteredCode] = []
    for code in codes:
        did, off = took(code.coupon, effects) if not code.why else (False, 0)
        counted = not code.why and (did or counts == "when entered") and not (hold and counts == "when completed")
        kept.append(
            EnteredCode(
                code.coupon, code.hash, code.tail, code.why, code.budget_minor, code.value_minor, code.honour, int(counted), off,
                code.purse,
            )
        )  # fmt: skip
        if counted:
            coupon = plan.coupons[code.coupon]
            draws += [Draw(counter, 1, of) for counter, of, _ in limits_of(coupon, purse, purchase)]
            draws += [Draw(budget_counter(coupon.id), off, coupon.budget_minor)] if coupon.budget_minor and off else []
            moves += use_of(coupon, kept[-1], held=hold and counts == "when paid")
    return Taken(tuple(draws), tuple(moves), tuple(kept))


def use_of(coupon: Coupon, code: EnteredCode, *, held: bool) -> list[CodeMove]:
    """One use of a made code. A voucher in parts is used up with the last of its value."""
    if not code.hash:
        return []
    worth = code.off_minor if coupon.worth_minor else 0
    if coupon.worth_minor and coupon.in_parts and worth < code.value_minor:
        return [CodeMove(bytes.fromhex(code.hash), 0, 0, 0, -worth)]
    return [CodeMove(bytes.fromhex(code.hash), -1, int(held), int(not held), -worth)]


def completed(plan: Plan, document: Document) -> tuple[tuple[CodeMove, ...], tuple[EnteredCode, ...]]:
    """A hold that is paid: what it set aside of codes is used now."""
    kept = codes_kept(document.body)
    if plan.compiled.program.settings.codes_count != "when paid":
        return (), kept
    moves = [move for code in kept if code.counted for move in use_of(plan.coupons[code.coupon], code, held=True)]
    return tuple([CodeMove(move.hash, 0, -move.held, move.held) for move in moves if move.held]), kept


def codes_back(plan: Plan, document: Document) -> tuple[tuple[Draw, ...], tuple[CodeMove, ...]]:
    """What a hold that is cancelled or timed out took of codes, put back whole."""
    settings = plan.compiled.program.settings
    if settings.cancelled_codes == "stay used":
        return (), _let_go(plan, document)
    bought = document.purchase
    body = document.body
    draws: list[Draw] = []
    moves: list[CodeMove] = []
    for code in codes_kept(body):
        coupon = plan.coupons.get(code.coupon)
        if not code.counted or coupon is None or bought is None:
            continue
        of = limit_counters(
            coupon, member=body["purse"], branch=bought["branch"], staff=bought["actor"], day=bought["business_date"]
        )  # fmt: skip
        draws += [Draw(counter, -1, most) for counter, most, _ in of]
        draws += [Draw(budget_counter(coupon.id), -code.off_minor, coupon.budget_minor)] if coupon.budget_minor and code.off_minor else []
        aside = use_of(coupon, code, held=settings.codes_count == "when paid")
        moves += [CodeMove(m.hash, -m.left, -m.held, -m.used, -m.value_left) for m in aside]
    return tuple(draws), tuple(moves)


def _let_go(plan: Plan, document: Document) -> tuple[CodeMove, ...]:
    """A cancelled hold whose codes stay used: what was set aside is gone."""
    return completed(plan, document)[0]


def known_again(facts: Facts, plan: Plan, document: Document, purse: PurseId, purchase: Purchase) -> None:
    """Ask for codes and counters of a hold that set nothing aside, where they were not fetched yet."""
    hashes = [bytes.fromhex(code.hash) for code in codes_kept(document.body) if code.hash and not code.why]
    counters = [
        name for code in codes_kept(document.body) if not code.why and code.coupon in plan.coupons
        for name in counters_of_coupon(plan.coupons[code.coupon], purse, purchase)
    ]  # fmt: skip
    codes = tuple(hashed for hashed in dict.fromkeys(hashes) if hashed not in facts.codes and hashed not in facts.asked)
    names = tuple(name for name in dict.fromkeys(counters) if name not in facts.counters and name not in facts.asked)
    if codes or names:
        facts.asked.update(codes)
        facts.asked.update(names)
        raise Missing(Needs((), counters=names, codes=codes))


def counters_of_coupon(coupon: Coupon, purse: PurseId, purchase: Purchase) -> list[str]:
    """The counters of a coupon's limits and budget."""
    names = [name for name, _, _ in limits_of(coupon, purse, purchase)]
    return [*names, budget_counter(coupon.id)] if coupon.budget_minor else names


def still_hold(facts: Facts, plan: Plan, codes: Sequence[EnteredCode], purse: PurseId, purchase: Purchase) -> None:
    """Refuse codes of a hold that set nothing aside and that somebody else used up meanwhile."""
    for code in codes:
        if code.why:
            continue
        coupon = plan.coupons[code.coupon]
        made = facts.codes.get(bytes.fromhex(code.hash)) if code.hash else None
        if made is not None and (made.left < 1 or (coupon.worth_minor and made.value_left < code.off_minor)):
            raise REFUSALS["code_used"]("", coupon=code.coupon, tail=code.tail)
        if any(facts.left(counter, of) < 1 for counter, of, _ in limits_of(coupon, purse, purchase)):
            raise REFUSALS["code_used_up"]("", coupon=code.coupon, tail=code.tail)
        if coupon.budget_minor and facts.left(budget_counter(coupon.id), coupon.budget_minor) < code.off_minor:
            raise REFUSALS["code_budget_spent"]("", coupon=code.coupon, tail=code.tail)
