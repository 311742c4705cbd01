"""The three questions the desk and replay ask of any command: what it wants looked up, what it needs, what it comes to."""

from collections.abc import Callable
from typing import Any

from zegel.core.refusals import ZegelError
from zegel.decide.short_of import with_amounts
from zegel.flows import (
    adjust,
    agreement_view,
    agreements,
    blocking,
    cases,
    claim_receipt,
    consents,
    corrections,
    credit,
    disputes,
    exchange,
    fill,
    friend_counts,
    gestures,
    gift_cards,
    holds,
    households,
    invoices,
    leaving,
    marks,
    members,
    memberships,
    merging,
    notes,
    occasions,
    orders,
    paid_stamps,
    price_drop,
    profiles,
    rebates,
    record_event,
    record_purchase,
    redeem,
    refer,
    return_goods,
    run_due,
    seats,
    survey,
    thinning,
)
from zegel.flows.commands import (
    AddIdentifier,
    Adjust,
    AnswerInvitation,
    AnswerSurvey,
    AskAgreement,
    AskMerge,
    BlockMember,
    CallOff,
    CancelHold,
    CancelRedemption,
    ChangeProfile,
    CheckIn,
    Claim,
    ClaimReceipt,
    Command,
    CommitHold,
    DecideAdjustment,
    DecideDispute,
    DecideGesture,
    DecideMerge,
    EndMembership,
    Enrol,
    Exchange,
    FillMeasures,
    ForgetLines,
    GiveConsent,
    GiveGesture,
    IssueCredit,
    IssueGiftCard,
    JoinHousehold,
    Leave,
    LeaveHousehold,
    MakeAgreement,
    MergeMembers,
    MoveBonus,
    MoveCase,
    MoveOrder,
    NameAccount,
    NoteMarks,
    OpenCase,
    OpenDispute,
    OpenHold,
    OrderReward,
    PayOutStamps,
    PlanOccasions,
    PoolPoints,
    ProtectPrice,
    Quote,
    RecordEvent,
    RecordPurchase,
    Redeem,
    Refer,
    ReplaceGiftCard,
    ReportInvoice,
    ReturnGoods,
    Review,
    RunDue,
    SetTier,
    SettleReferral,
    SettleSeat,
    StartMembership,
    TopUpGiftCard,
    WithdrawConsent,
    WriteNote,
)
from zegel.flows.facts import Facts, Missing, Needs, Outcome, PurseNeeds, Resolved, Shelf, Wants
from zegel.ledger.draft import NotLoaded

Flow = tuple[Callable[[Any], Wants], Callable[[Shelf, Any, Resolved], Needs], Callable[[Facts, Resolved, Any], Outcome]]

FLOWS: dict[type, Flow] = {
    Enrol: (members.enrol_wants, members.enrol_needs, members.enrol_run),
    AddIdentifier: (members.add_wants, members.add_needs, members.add_run),
    GiveConsent: (consents.wants, consents.needs, consents.run),
    WithdrawConsent: (consents.wants, consents.needs, consents.run),
    ChangeProfile: (profiles.wants, profiles.needs, profiles.run),
    WriteNote: (notes.wants, notes.needs, notes.run),
    JoinHousehold: (households.wants, households.needs, households.join_run),
    LeaveHousehold: (households.wants, households.needs, households.leave_run),
    PoolPoints: (households.wants, households.needs, households.pool_run),
    Leave: (leaving.wants, leaving.needs, leaving.run),
    RecordPurchase: (record_purchase.wants, record_purchase.needs, record_purchase.run),
    Quote: (record_purchase.wants, record_purchase.needs, record_purchase.run),
    OpenHold: (holds.open_wants, holds.open_needs, holds.open_run),
    CommitHold: (holds.close_wants, holds.close_needs, holds.commit_run),
    CancelHold: (holds.close_wants, holds.close_needs, holds.cancel_run),
    Redeem: (redeem.wants, redeem.needs, redeem.run),
    CancelRedemption: (redeem.cancel_wants, redeem.cancel_needs, redeem.cancel_run),
    ReturnGoods: (return_goods.wants, return_goods.needs, return_goods.run),
    Exchange: (exchange.wants, exchange.needs, exchange.run),
    RecordEvent: (record_event.wants, record_event.needs, record_event.run),
    DecideAdjustment: (corrections.decide_wants, corrections.decide_needs, corrections.decide_run),
    Adjust: (adjust.wants, adjust.needs, adjust.run),
    Claim: (members.claim_wants, members.claim_needs, members.claim_run),
    MergeMembers: (merging.wants, merging.needs, merging.run),
    AskMerge: (merging.wants, merging.needs, merging.ask_run),
    BlockMember: (blocking.wants, blocking.needs, blocking.run),
    DecideMerge: (merging.decide_wants, merging.decide_needs, merging.decide_run),
    ClaimReceipt: (claim_receipt.wants, claim_receipt.needs, claim_receipt.run),
    Review: (adjust.review_wants, adjust.review_needs, adjust.review_run),
    FillMeasures: (fill.wants, fill.needs, fill.run),
    ForgetLines: (thinning.wants, thinning.needs, thinning.run),
    MakeAgreement: (agreements.wants, agreements.needs, agreements.make_run),
    MoveBonus: (agreements.wants, agreements.needs, agreements.move_run),
    AskAgreement: (agreements.wants, agreements.needs, agreement_view.run),
    ReportInvoice: (invoices.wants, invoices.needs, invoices.run),
    OpenDispute: (disputes.wants, disputes.needs, disputes.run),
    DecideDispute: (disputes.decide_wants, disputes.decide_needs, disputes.decide_run),
    IssueGiftCard: (gift_cards.issue_wants, gift_cards.issue_needs, gift_cards.issue_run),
    TopUpGiftCard: (gift_cards.top_up_wants, gift_cards.top_up_needs, gift_cards.top_up_run),
    ReplaceGiftCard: (gift_cards.replace_wants, gift_cards.replace_needs, gift_cards.replace_run),
    PayOutStamps: (paid_stamps.wants, paid_stamps.needs, paid_stamps.run),
    IssueCredit: (credit.wants, credit.needs, credit.run),
    OpenCase: (cases.open_wants, cases.open_needs, cases.open_run),
    ProtectPrice: (price_drop.wants, price_drop.needs, price_drop.run),
    NameAccount: (rebates.name_wants, rebates.name_needs, rebates.name_run),
    AnswerSurvey: (survey.wants, survey.needs, survey.run),
    MoveCase: (cases.move_wants, cases.move_needs, cases.move_run),
    Refer: (refer.wants, refer.needs, refer.run),
    SettleReferral: (friend_counts.wants, friend_counts.needs, friend_counts.run),
    NoteMarks: (marks.wants, marks.needs, marks.run),
    AnswerInvitation: (seats.wants, seats.needs, seats.reply_run),
    CheckIn: (seats.wants, seats.needs, seats.check_in_run),
    PlanOccasions: (occasions.wants, occasions.needs, occasions.run),
    CallOff: (seats.off_wants, seats.off_needs, seats.off_run),
    SettleSeat: (seats.wants, seats.needs, seats.settle_run),
    OrderReward: (redeem.wants, redeem.needs, orders.order_run),
    MoveOrder: (orders.move_wants, orders.move_needs, orders.move_run),
    GiveGesture: (gestures.wants, gestures.needs, gestures.run),
    DecideGesture: (gestures.decide_wants, gestures.decide_needs, gestures.decide_run),
    StartMembership: (memberships.wants, memberships.needs, memberships.run),
    EndMembership: (memberships.wants, memberships.needs, memberships.end_run),
    SetTier: (memberships.wants, memberships.tier_needs, memberships.tier_run),
    RunDue: (run_due.wants, run_due.needs, run_due.run),
}


def wants(command: Command) -> Wants:
    """RESOLVE: the look-ups by value."""
    return FLOWS[type(command)][0](command)


def needs(shelf: Shelf, command: Command, resolved: Resolved) -> Needs:
    """FETCH: the purses (locked) and receipts. Refuses what can be refused already (unknown member, no program)."""
    return FLOWS[type(command)][1](shelf, command, resolved)


def run(facts: Facts, resolved: Resolved, command: Command) -> Outcome:
    """DECIDE and BOOK: due work of the purse first, then the command. Moves `facts` on. Raises Missing when more is needed.

    A refusal comes back inside the outcome, beside the due work that was booked; nothing else of the command has happened.
    """
    try:
        outcome = FLOWS[type(command)][2](facts, resolved, command)
    except ZegelError as refusal:
        outcome = Outcome(refusal=_told(facts, command, refusal))
    except NotLoaded as more:
        raise Missing(Needs((PurseNeeds(more.purse, spend=((more.unit, more.amount),)),))) from None
    if facts.due_booked:
        due, given_back, codes_back = tuple(facts.due_booked), tuple(facts.due_draws), tuple(facts.due_codes)
        keys = [(entry.purse, entry.seq) for entry in due] if facts.due_receipts else []
        receipts = tuple(facts.due_receipts.pop(key) for key in keys if key in facts.due_receipts)
        dossiers = (*facts.due_dossiers, *outcome.dossiers)
        facts.due_dossiers.clear()
        facts.due_codes.clear()
        facts.due_booked.clear()
        facts.due_draws.clear()
        return Outcome(
            due + outcome.entries, outcome.receipt, outcome.refusal, given_back + outcome.draws, outcome.new_purses,
            outcome.profile, outcome.identifiers, outcome.receipt_number, outcome.merged, dossiers,
            codes_back + outcome.codes,
            receipts + outcome.linked,
            outcome.printed,
        )  # fmt: skip
    return outcome


def _told(facts: Facts, command: Command, refusal: ZegelError) -> ZegelError:
    """`refusal` with how much there is and was asked for in the program's own words."""
    if refusal.code != "not_enough":
        return refusal
    return with_amounts(facts.shelf.live_at(command.header.happened_at).program, refusal)
