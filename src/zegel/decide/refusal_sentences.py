"""What a cashier reads when Zegel refuses: one sentence for every code, in Dutch and English, short enough for a till."""

from typing import Final

from zegel.core.refusals import ZegelError
from zegel.program.model import Words

REFUSAL_SENTENCES: Final[dict[str, Words]] = {
    "malformed": Words("De invoer heeft niet de gevraagde vorm.", "The input is not of the form that is asked for."),
    "amount_out_of_range": Words("Een bedrag of aantal is te groot.", "An amount or a count is too large."),
    "duplicate_key": Words("Hetzelfde veld staat er twee keer in.", "The same field stands there twice."),
    "wrong_currency": Words("De aankoop is in een andere munt dan de winkel.", "The purchase is in another currency than the shop's."),
    "unknown_branch": Words("Dit filiaal staat niet in het programma.", "The program names no such branch."),
    "happened_in_future": Words("De aankoop ligt in de toekomst.", "The purchase is dated in the future."),
    "tenders_do_not_match": Words("De betalingen kloppen niet met het totaal.", "The tenders do not add up to what is to be paid."),
    "negative_line": Words("Alleen statiegeld mag negatief zijn.", "Only deposits may be negative; use a return for goods."),
    "key_reused": Words("Deze sleutel hoort al bij een ander verzoek.", "This key was used for another request."),
    "key_missing": Words("Dit verzoek heeft een Idempotency-Key nodig.", "This request needs an Idempotency-Key."),
    "receipt_number_used": Words("Dit bonnummer is al eerder gestuurd.", "This receipt number was sent before."),
    "identifier_taken": Words("Dit hoort al bij iemand.", "This belongs to someone already."),
    "unknown_member": Words("Hiermee is geen lid bekend.", "No member is known by this."),
    "unknown_receipt": Words("Deze bon bestaat niet.", "There is no such receipt."),
    "unknown_hold": Words("Deze reservering bestaat niet.", "There is no such hold."),
    "unknown_redemption": Words("Deze inwisseling bestaat niet.", "There is no such redemption."),
    "unknown_reward": Words("Deze beloning of korting kent het programma niet.", "The program has no such reward or discount."),
    "unknown_gift_card": Words("Deze cadeaukaart is niet bekend.", "There is no such gift card."),
    "unknown_choice": Words("Dat kan hier niet worden gekozen.", "That cannot be chosen here."),
    "unknown_unit": Words("Deze eenheid kent het programma niet.", "The program has no such unit."),
    "unknown_line": Words("Deze regel staat niet op de bon.", "The receipt has no such line."),
    "unknown_draft": Words("Er is geen concept met die naam.", "There is no draft of that name."),
    "draft_changed": Words("Iemand wijzigde dit concept intussen; bekijk dat eerst.", "Somebody changed this draft meanwhile; look first."),
    "draft_seen_missing": Words("Zeg welke versie u zag (If-Match).", "Say which revision you saw (If-Match)."),
    "no_program": Words("Op dat moment gold er geen programma.", "No program was live at that moment."),
    "erased": Words("De inhoud van deze bon is op verzoek gewist.", "What this receipt held was erased on request."),
    "member_blocked": Words("Dit lid is geblokkeerd; een collega weet waarom.", "This member is blocked; a colleague can tell why."),
    "purse_merged": Words("Deze kaart is samengevoegd met een andere.", "This card was merged into another."),
    "already_member": Words("Deze kaart is al van een lid.", "This card belongs to a member already."),
    "same_purse": Words("Een kaart kan niet met zichzelf worden samengevoegd.", "A card cannot be merged with itself."),
    "hold_not_open": Words("Deze reservering is niet meer open.", "This hold is no longer open."),
    "hold_open": Words("Er staat nog een reservering open.", "A hold is still open."),
    "not_a_redemption": Words("Die bon is geen inwisseling die terug kan.", "That receipt is no redemption that can be cancelled."),
    "already_cancelled": Words("Die inwisseling is al teruggedraaid.", "That redemption was cancelled before."),
    "not_a_sale": Words("Die bon is geen verkoop die terug kan.", "That receipt is no sale that can be returned."),
    "more_than_sold": Words("Er komt meer terug dan er nog van verkocht is.", "More is returned than was sold and not yet returned."),
    "return_too_late": Words("De retourtermijn is voorbij; geef een reden op.", "Too late to return without a reason."),
    "claim_too_late": Words("De termijn om dit op naam te zetten is voorbij.", "It is too late to claim this."),
    "reason_missing": Words("Een correctie heeft een reden nodig.", "A correction needs a reason."),
    "purse_moved": Words("De kaart is intussen gebruikt; tel opnieuw.", "The purse moved on meanwhile; count again."),
    "unknown_agreement": Words("Die afspraak is er niet.", "There is no such agreement."),
    "agreement_taken": Words(
        "De omzet van deze klant telt al mee voor een andere afspraak.", "This customer's turnover counts for another agreement."
    ),
    "bonus_not_in_state": Words("Dat kan nu niet met de bonus van dat jaar.", "That cannot be done with that year's bonus now."),
    "year_not_over": Words("Het jaar van de afspraak is nog niet om.", "The year of the agreement is not over yet."),
    "four_eyes": Words("Iemand anders dan wie vastzette keurt goed.", "Somebody else than who locked it approves."),
    "nothing_to_correct": Words("Er is niets te corrigeren.", "There is nothing to correct."),
    "not_under_review": Words("Van die bon wacht niets op controle.", "Nothing of that receipt waits for a review."),
    "reward_not_now": Words("De beloning geldt nu niet.", "The reward does not apply to this member or basket."),
    "limit_reached": Words("Dit mag niet vaker.", "This may not be had more often."),
    "no_referral": Words("Voor het aanbrengen van een vriend is niets beloofd.", "Nothing is promised for bringing a friend."),
    "not_a_friend": Words("Dit lid telt niet als nieuwe vriend.", "This member does not count as a new friend."),
    "referred_before": Words("Dit lid is al door iemand aangebracht.", "This member came by somebody already."),
    "referral_not_yet": Words("Of deze vriend telt, is nog niet te zeggen.", "Whether this friend counts cannot be said yet."),
    "member_needed": Words("Hiervoor is een ledenkaart nodig.", "This needs a member's card."),
    "not_enough": Words("Er is niet genoeg beschikbaar.", "There is not enough available."),
    "out_of_stock": Words("Deze beloning is op.", "There is none left of this reward."),
    "budget_used_up": Words("Het bedrag dat hiervoor klaarlag is op.", "What was set aside for this is used up."),
    "step_only": Words("Punten gaan alleen in hele stappen.", "Points go in whole steps only."),
    "over_maximum": Words("Dat is meer dan er met punten betaald mag worden.", "That is more than points may pay."),
    "would_go_below_zero": Words("Daarmee komt het saldo onder nul.", "That would take the balance below zero."),
    "not_allowed": Words("Deze sleutel mag dat niet.", "This key may not do that."),
    "not_signed_in": Words("Er is een geldige API-sleutel nodig.", "A valid API key is needed."),
    "busy": Words("De boeken zijn bezet; probeer hetzelfde nog een keer.", "The books are busy; send the same request again."),
    "storage_full": Words("De opslag is vol; er is niets geboekt.", "The storage is full; nothing was written."),
    "program_mistakes": Words("Het programmabestand heeft fouten.", "The program file has mistakes."),
}  # fmt: skip
"""Refusal code → its sentence. A code that is not here (a door's own) is said in its class's English sentence."""


def refusal_sentence(refusal: ZegelError) -> Words:
    """What is said of `refusal`."""
    found = REFUSAL_SENTENCES.get(refusal.code)
    return found if found is not None else Words(refusal.sentence, refusal.sentence)
