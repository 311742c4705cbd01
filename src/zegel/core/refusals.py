"""What a refusal is. Each has a stable `code`, data, and a sentence a cashier understands.

HTTP status belongs to `api/problems.py`, screen text to the screens. A bug is an `assert`, never a refusal.
"""

from typing import ClassVar


class ZegelError(Exception):
    """A refusal. `code` is stable and documented; `data` is small, exact and free of personal data."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str] = "Zegel refuses this."

    def __init__(self, message: str = "", **data: int | str | bool | None) -> None:
        self.data: dict[str, int | str | bool | None] = data
        super().__init__(message or self.sentence)

    @property
    def message(self) -> str:
        """One English sentence that says what was wrong."""
        return str(self.args[0])


REFUSALS: dict[str, type[ZegelError]] = {}


def _refusal(code: str, sentence: str, base: type[ZegelError] = ZegelError) -> type[ZegelError]:
    """Define one refusal class with its stable code and its default sentence."""
    name = "".join(part.title() for part in code.split("_"))
    made = type(name, (base,), {"code": code, "sentence": sentence, "__doc__": sentence, "__module__": __name__})
    REFUSALS[code] = made
    return made


# shape: the input is not of the form that the door takes
Malformed = _refusal("malformed", "The input is not of the form that is asked for.")
AmountOutOfRange = _refusal("amount_out_of_range", "An amount is larger than Zegel keeps (10^12).", Malformed)
DuplicateKey = _refusal("duplicate_key", "The same field stands in the JSON twice.", Malformed)
WrongCurrency = _refusal("wrong_currency", "The purchase is in another currency than the company's.")
UnknownBranch = _refusal("unknown_branch", "The program names no such branch.")
HappenedInFuture = _refusal("happened_in_future", "The purchase is dated in the future.")
TenderTakesNoCode = _refusal("tender_takes_no_code", "Only a gift card pays by a code.")
TendersDoNotMatch = _refusal("tenders_do_not_match", "The tenders do not add up to what is to be paid.")
NegativeLine = _refusal("negative_line", "Only deposits may be negative lines; use a return for goods.")
UnknownLegalClass = _refusal("unknown_legal_class", "That is nearly the name of a legal class, and not the name itself.")

# repeat: the same key or number was seen before
KeyReused = _refusal("key_reused", "This Idempotency-Key was used for another request.")
KeyMissing = _refusal("key_missing", "This request needs an Idempotency-Key.")
ReceiptNumberUsed = _refusal("receipt_number_used", "This source has sent this receipt number before.")
IdentifierTaken = _refusal("identifier_taken", "This identifier belongs to someone already.")

# existence
UnknownMember = _refusal("unknown_member", "No member is known by this.")
UnknownReceipt = _refusal("unknown_receipt", "There is no such receipt.")
UnknownHold = _refusal("unknown_hold", "There is no such hold.")
UnknownRedemption = _refusal("unknown_redemption", "There is no such redemption.")
UnknownReward = _refusal("unknown_reward", "The program has no such reward or discount to use.")
GiftCardAmount = _refusal("gift_card_amount", "A gift card is not sold or topped up for that amount.")
GiftCardUnregistered = _refusal("gift_card_unregistered", "That card is in no batch of this shop, so it is not sold.")
GiftCardBlocked = _refusal("gift_card_blocked", "That card was blocked or reported lost, so it is not sold.")
GiftCardWorth = _refusal("gift_card_worth", "An amount is printed on that card; it is sold for that and nothing else.")
UnknownCardBatch = _refusal("unknown_card_batch", "There is no such batch of gift cards.")
NotAGiftCard = _refusal("not_a_gift_card", "That line is not a gift card: one piece, of legal class gift_card.")
GiftCardUsed = _refusal("gift_card_used", "Nothing is left on that gift card, so it cannot be brought back.")
IsGiftCard = _refusal("is_gift_card", "A gift card is nobody's: it cannot be claimed, and pays by its code.")
StampsLimit = _refusal("stamps_limit", "More money would be paid beforehand in twelve months than the program sells stamps for.")
TooManyStamps = _refusal("too_many_stamps", "That is more paid stamps than this basket allows.")
NoStamps = _refusal("no_stamps", "There are no paid stamps to be handed in.")
NotSetAside = _refusal("not_set_aside", "At a commit stored value pays only what the hold set aside.")
UnknownGiftCard = _refusal("unknown_gift_card", "There is no such gift card.")
NoCoalition = _refusal("no_coalition", "The program has no partners.")
UnknownAgreement = _refusal("unknown_agreement", "There is no such agreement.")
UnknownPartner = _refusal("unknown_partner", "The program has no such partner.")
UnknownDispute = _refusal("unknown_dispute", "There is no such dispute.")
UnknownOrder = _refusal("unknown_order", "There is no such order.")
UnknownGesture = _refusal("unknown_gesture", "The program has no such gesture.")
UnknownRole = _refusal("unknown_role", "The program gives no such role a say.")
UnknownChoice = _refusal("unknown_choice", "There is no such thing to choose.")
UnknownUnit = _refusal("unknown_unit", "The program has no such unit.")
UnknownEvent = _refusal("unknown_event", "The program declares no such event.")
WrongEvent = _refusal("wrong_event", "What is told of the event is not what the program declares.")
UnknownLine = _refusal("unknown_line", "The receipt has no such line.")
UnknownDraft = _refusal("unknown_draft", "There is no draft of that name.")
UnknownTemplate = _refusal("unknown_template", "There is no such program to begin with.")
UnknownVersion = _refusal("unknown_version", "The program has no version of that number.")
UnknownSavedSegment = _refusal("unknown_saved_segment", "There is no saved segment like that: somebody may have taken it away.")
UnknownHandout = _refusal("unknown_handout", "There is no such handout.")
UnknownTier = _refusal("unknown_tier", "The program has no such tier.")
UnknownMembership = _refusal("unknown_membership", "The program has no such membership.")
NoProgram = _refusal("no_program", "No program was live at that moment.")
Erased = _refusal("erased", "What this receipt held was erased at the member's request.")
LinesRemoved = _refusal("lines_removed", "What was bought on this receipt was removed: it was kept long enough.")

# state
MemberBlocked = _refusal("member_blocked", "This member is blocked; a colleague can tell why.")
SpendingBlocked = _refusal("spending_blocked", "This member cannot spend for now; a colleague can tell why.")
PurseMerged = _refusal("purse_merged", "This card was merged into another purse and accepts nothing.")
AlreadyMember = _refusal("already_member", "This purse belongs to a member already.")
MergeConflict = _refusal("merge_conflict", "Both members have something that cannot be made one: settle that with one of them first.")
SamePurse = _refusal("same_purse", "A purse cannot be merged into itself.")
HoldNotOpen = _refusal("hold_not_open", "This hold is no longer open.")
InHousehold = _refusal("in_household", "Somebody is in a household already: one pot is enough.")
NotInHousehold = _refusal("not_in_household", "They are not in that household.")
HouseholdFull = _refusal("household_full", "There are as many people in this household as it may have.")
TooYoung = _refusal("too_young", "Somebody that young has no card of their own: a parent adds them to the household.")
NotAChild = _refusal("not_a_child", "A parent adds only a child, with the day of birth: everybody else enrols themselves.")
ChildrenFirst = _refusal("children_first", "There are children in this household: their cards go first.")
StillOwed = _refusal("still_owed", "The shop still owes this member money, or has an agreement with them: settle that first.")
HoldOpen = _refusal("hold_open", "A hold is still open on this purse.")
NotARedemption = _refusal("not_a_redemption", "That receipt is not a redemption that can be cancelled.")
AlreadyCancelled = _refusal("already_cancelled", "That redemption was cancelled before.")
RedemptionTooLate = _refusal("redemption_too_late", "That reward was handed over on another day; say why it is taken back.")
NotASale = _refusal("not_a_sale", "That receipt is not a sale that can be returned.")
MoreThanSold = _refusal("more_than_sold", "More is returned than was sold and not yet returned.")
ReturnTooLate = _refusal("return_too_late", "The time to bring goods back is over; a later return needs a reason.")
AlreadyClaimed = _refusal("already_claimed", "What that purchase earned is on somebody's card already.")
ClaimTooLate = _refusal("claim_too_late", "The time to claim this card or receipt is over.")
ReasonMissing = _refusal("reason_missing", "This needs a reason.")
PurseMoved = _refusal("purse_moved", "The purse moved on while its purchases were being counted; count again.")
AgreementTaken = _refusal("agreement_taken", "This business customer's turnover counts for another agreement already.")
BonusNotInState = _refusal("bonus_not_in_state", "The bonus of that year is not in a state from which this can be done.")
YearNotOver = _refusal("year_not_over", "The year of the agreement is not over yet.")
FourEyes = _refusal("four_eyes", "Somebody else than who proposed it agrees to it.")
MonthNotOver = _refusal("month_not_over", "That month is not over yet, so that there is no statement to dispute.")
DisputeTooLate = _refusal("dispute_too_late", "The time to dispute that statement is over.")
NotInStatement = _refusal("not_in_statement", "That receipt is not a line of this partner's statement of that month.")
MoreThanStated = _refusal("more_than_stated", "That is more than is left of what the statement says.")
NothingReported = _refusal("nothing_reported", "That is known of this invoice already.")
MoreThanBought = _refusal("more_than_bought", "More is reported as delivered than was bought.")
TurnoverOpen = _refusal("turnover_open", "Invoices of that year are not paid, not delivered or disputed: its bonus waits for them.")
NothingToCorrect = _refusal("nothing_to_correct", "Nothing came after the bonus was locked.")
NotUnderReview = _refusal("not_under_review", "Nothing of that receipt waits for a review.")
NotAsked = _refusal("not_asked", "That does not wait for a colleague.")
SamePerson = _refusal("same_person", "Who asked for it cannot approve it.")
GestureLapsed = _refusal("gesture_lapsed", "It was asked for in another month; that month's envelope is closed.")
CorrectionTooLarge = _refusal("correction_too_large", "That is more than this colleague may agree to.")
GestureTooLarge = _refusal("gesture_too_large", "That is more than may be given here.")
LimitReached = _refusal("limit_reached", "This may be had so often only, and it was.")
RewardNotNow = _refusal("reward_not_now", "The reward does not apply to this member or this basket now.")
DraftChanged = _refusal("draft_changed", "Somebody changed this draft meanwhile; look at theirs first.")
VersionLive = _refusal("version_live", "This version is live, or was: publish the next one instead of taking it back.")
SegmentInUse = _refusal("segment_in_use", "A rule of the program asks for this segment: take it out of the program first.")
NobodyInIt = _refusal("nobody_in_it", "There is nobody in this segment who can get it.")
SegmentNameTaken = _refusal("segment_name_taken", "There is a saved segment of that name already.")
DraftSeenMissing = _refusal("draft_seen_missing", "Say which revision of the draft was seen: If-Match, or If-None-Match: * for a new one.")
NoReferral = _refusal("no_referral", "The program promises nothing for bringing a friend.")
NotAFriend = _refusal("not_a_friend", "This member does not count as a friend: not new, or the link is their own or nobody's.")
ReferredBefore = _refusal("referred_before", "This member came by somebody already.")
ReferralNotYet = _refusal("referral_not_yet", "It cannot be said yet whether this friend counts.")
DayIsOver = _refusal("day_is_over", "That day is over; name a later one.")
NoMembership = _refusal("no_membership", "The member does not have that membership.")
TrialNotNow = _refusal("trial_not_now", "There is no trial for this member: none is offered, or it was tried before.")
NoPlaceLeft = _refusal("no_place_left", "There is no place left in this membership.")
UnknownCase = _refusal("unknown_case", "There is no such case.")
SurveyNotAsked = _refusal("survey_not_asked", "Nobody asked how this case went.")
SurveyAnswered = _refusal("survey_answered", "How this case went was told before.")
UnknownPromise = _refusal("unknown_promise", "The program promises nothing of that name.")
NotCovered = _refusal("not_covered", "The program does not promise this for that article.")
CameBack = _refusal("came_back", "That article was brought back.")
CaseTooLate = _refusal("case_too_late", "The time for that is over.")
NotCheaper = _refusal("not_cheaper", "That is no less than what was paid.")
ProtectedBefore = _refusal("protected_before", "The difference was given for that article already.")
OpenedBefore = _refusal("opened_before", "There is a case about that already.")
UnknownCondition = _refusal("unknown_condition", "The program does not say what one in that condition is worth.")
WorthIsSet = _refusal("worth_is_set", "The program says what it is worth.")
InvalidIban = _refusal("invalid_iban", "That is no account number (IBAN) that euros can be paid into.")
AccountMissing = _refusal("account_missing", "It is not known into which account, in whose name, this is paid.")
PayerMissing = _refusal("payer_missing", "The program does not say from which account rebates are paid.")
NothingToPay = _refusal("nothing_to_pay", "No rebate waits to be paid.")
UnknownPayment = _refusal("unknown_payment", "There is no such payment file, or its accounts were erased.")
BankReportUnreadable = _refusal("bank_report_unreadable", "This is no status report of a bank (pain.002).")
StatementMissing = _refusal("statement_missing", "The law asks the seller's statement for a purchase of that much.")
WrongState = _refusal("wrong_state", "From where it stands it cannot go there.")
UnknownExperience = _refusal("unknown_experience", "The program has no such experience.")
ExperienceCalledOff = _refusal("experience_called_off", "This was called off.")
NotInvited = _refusal("not_invited", "This member is not invited.")
ReplyTooLate = _refusal("reply_too_late", "The time to reply is over.")
TooManyGuests = _refusal("too_many_guests", "A member may not bring so many.")
NoReply = _refusal("no_reply", "This member did not reply.")
NotToday = _refusal("not_today", "That is on another day.")
NoSeatYet = _refusal("no_seat_yet", "There is no seat for this member yet.")
MemberNeeded = _refusal("member_needed", "This needs a member's card.")

CodeUnknown = _refusal("code_unknown", "There is no such code.")
CodeMistyped = _refusal("code_mistyped", "This code has a mistake in it; look at it once more.")
CodeEnded = _refusal("code_ended", "This code was withdrawn, or what it was for is over.")
NotYourCode = _refusal("not_your_code", "This code belongs to another member.")
CodeNotYet = _refusal("code_not_yet", "This code cannot be used yet.")
CodeExpired = _refusal("code_expired", "The last day of this code is past.")
BatchExists = _refusal("batch_exists", "There is a batch of codes of that name already.")
BatchMismatch = _refusal("batch_mismatch", "A batch of that name was begun with another campaign, number or worth.")
UnknownBatch = _refusal("unknown_batch", "There is no such batch of codes.")
UnknownCoupon = _refusal("unknown_coupon", "The program has no such coupon, or everybody may use its code.")
FromPriceTooHigh = _refusal("from_price_too_high", "An announced discount is measured from a price above the lowest of the days before.")
OneCodeOnly = _refusal("one_code_only", "Only one code of this kind counts in a purchase.")

# balance
CodeUsed = _refusal("code_used", "This code was used before.")
CodeUsedUp = _refusal("code_used_up", "This coupon was used as often as it may be.")
CodeBudgetSpent = _refusal("code_budget_spent", "What this coupon may give in all was given.")
NotEnough = _refusal("not_enough", "There is less available than is asked for.")
OutOfStock = _refusal("out_of_stock", "There is none left of this reward.")
BudgetUsedUp = _refusal("budget_used_up", "What may be given away for now was given away.")
BusinessGiftLimit = _refusal("business_gift_limit", "That would be more business gifts than the law lets one recipient have in a year.")
StepOnly = _refusal("step_only", "Points go in whole steps only.")
OverMaximum = _refusal("over_maximum", "That is more than the rule lets points pay.")
WouldGoBelowZero = _refusal("would_go_below_zero", "That would take the balance below zero.")

# access and circumstances
NotAllowed = _refusal("not_allowed", "This key may not do that.")
NotSignedIn = _refusal("not_signed_in", "A valid API key is needed.")
TooManyTries = _refusal("too_many_tries", "Too many codes were wrong; wait a while and look at the code.")
Busy = _refusal("busy", "The books are busy; the same request may be sent again.")
StorageFull = _refusal("storage_full", "The storage is full; nothing was written.")
