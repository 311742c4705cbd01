"""What a cashier reads when Zegel refuses: a sentence for every code, in Dutch and English, short enough for a till."""

from typing import Final

from zegel.core.refusals import ZegelError
from zegel.decide.refusal_figures import figures_of
from zegel.program.model import Words

REFUSAL_SENTENCES: Final[dict[str, Words]] = {
    "malformed": Words("De invoer heeft niet de gevraagde vorm.", "The input is not of the form that is asked for."),
    "amount_out_of_range": Words("Een bedrag of aantal is te groot.", "An amount or a count is too large."),
    "duplicate_key": Words("Hetzelfde veld staat er twee keer in.", "The same field stands there twice."),
    "wrong_currency": Words("De aankoop is in een andere munt dan de winkel.", "The purchase is in another currency than the shop's."),
    "unknown_branch": Words("Dit filiaal staat niet in het programma.", "The program names no such branch."),
    "happened_in_future": Words("De aankoop ligt in de toekomst.", "The purchase is dated in the future."),
    "tender_takes_no_code": Words("Alleen een cadeaukaart betaalt met een code.", "Only a gift card pays by a code."),
    "tenders_do_not_match": Words("De betalingen kloppen niet met het totaal.", "The tenders do not add up to what is to be paid."),
    "negative_line": Words("Alleen statiegeld mag negatief zijn.", "Only deposits may be negative; use a return for goods."),
    "unknown_legal_class": Words(
        "Dit lijkt op een wettelijke soort, en is het niet.", "That is nearly the name of a legal class, and not the name itself."
    ),
    "key_reused": Words("Deze sleutel hoort al bij een ander verzoek.", "This key was used for another request."),
    "key_missing": Words("Dit verzoek heeft een Idempotency-Key nodig.", "This request needs an Idempotency-Key."),
    "receipt_number_used": Words("Dit bonnummer is al eerder gestuurd.", "This receipt number was sent before."),
    "identifier_taken": Words("Dit hoort al bij iemand.", "This belongs to someone already."),
    "unknown_member": Words("Hiermee is geen lid bekend.", "No member is known by this."),
    "unknown_receipt": Words("Deze bon bestaat niet.", "There is no such receipt."),
    "unknown_hold": Words("Deze reservering bestaat niet.", "There is no such hold."),
    "unknown_redemption": Words("Deze inwisseling bestaat niet.", "There is no such redemption."),
    "unknown_reward": Words("Deze beloning of korting kent het programma niet.", "The program has no such reward or discount."),
    "gift_card_amount": Words("Voor dat bedrag is er geen cadeaukaart.", "A gift card is not sold for that amount."),
    "is_gift_card": Words("Een cadeaukaart kan niet op naam worden gezet.", "A gift card cannot be claimed."),
    "stamps_limit": Words(
        "Wij verkopen nu geen koopzegels meer: het meeste van twaalf maanden is bereikt.",
        "We sell no more stamps now: the most of twelve months is reached.",
    ),
    "too_many_stamps": Words("Zoveel koopzegels mogen niet bij dit bedrag.", "So many stamps do not go with this amount."),
    "no_stamps": Words("Er zijn geen koopzegels om in te leveren.", "There are no stamps to hand in."),
    "not_set_aside": Words("Tegoed betaalt hier alleen wat apart is gezet.", "Stored value pays here only what was set aside."),
    "unknown_gift_card": Words("Deze cadeaukaart is niet bekend.", "There is no such gift card."),
    "unknown_order": Words("Deze bestelling bestaat niet.", "There is no such order."),
    "unknown_gesture": Words("Dit gebaar kent het programma niet.", "The program has no such gesture."),
    "business_gift_limit": Words("Dit is boven de grens voor zakelijke cadeaus.", "That is above the limit for business gifts."),
    "unknown_role": Words("Deze rol kent het programma niet.", "The program has no such role."),
    "not_asked": Words("Dit gebaar wacht niet op een collega.", "That gesture does not wait for a colleague."),
    "same_person": Words("Wie het vroeg kan het niet zelf goedkeuren.", "Who asked for it cannot approve it."),
    "gesture_lapsed": Words("Dit is van een andere maand; vraag het opnieuw.", "That is of another month; ask again."),
    "gesture_too_large": Words("Dat is meer dan hier gegeven mag worden.", "That is more than may be given here."),
    "unknown_choice": Words("Dat kan hier niet worden gekozen.", "That cannot be chosen here."),
    "unknown_event": Words("Deze gebeurtenis kent het programma niet.", "The program declares no such event."),
    "wrong_event": Words("Wat erbij is gemeld klopt niet met het programma.", "What is told of it is not what the program declares."),
    "unknown_unit": Words("Deze eenheid kent het programma niet.", "The program has no such unit."),
    "unknown_line": Words("Deze regel staat niet op de bon.", "The receipt has no such line."),
    "unknown_draft": Words("Er is geen concept met die naam.", "There is no draft of that name."),
    "draft_changed": Words("Iemand wijzigde dit concept intussen; bekijk dat eerst.", "Somebody changed this draft meanwhile; look first."),
    "unknown_template": Words("Dit voorbeeldprogramma is er niet.", "There is no such program to begin with."),
    "unknown_version": Words("Het programma heeft geen versie met dat nummer.", "The program has no version of that number."),
    "version_live": Words(
        "Deze versie geldt al of gold; publiceer de volgende.", "This version is live, or was: publish the next one."
    ),
    "unknown_saved_segment": Words(
        "Die groep is er niet; misschien haalde iemand haar weg.", "There is no such segment; somebody may have taken it away."
    ),
    "segment_in_use": Words(
        "Een regel in het programma vraagt naar deze groep. Haal haar daar eerst weg.",
        "A rule of the program asks for this segment. Take it out of there first.",
    ),
    "unknown_handout": Words("Deze uitdeling bestaat niet.", "There is no such handout."),
    "nobody_in_it": Words("In deze groep is niemand die dit kan krijgen.", "Nobody in this segment can get this."),
    "segment_name_taken": Words("Er is al een groep met die naam.", "There is a segment of that name already."),
    "draft_seen_missing": Words("Zeg welke versie u zag (If-Match).", "Say which revision you saw (If-Match)."),
    "unknown_tier": Words("Dit niveau kent het programma niet.", "The program has no such tier."),
    "unknown_membership": Words("Dit lidmaatschap kent het programma niet.", "The program has no such membership."),
    "day_is_over": Words("Die dag is al voorbij.", "That day is over; name a later one."),
    "no_membership": Words("Dit lid heeft dat lidmaatschap niet.", "The member does not have that membership."),
    "trial_not_now": Words("Proberen kan niet (meer) voor dit lid.", "This member cannot try it (any more)."),
    "no_place_left": Words("Er is geen plaats meer in dit lidmaatschap.", "There is no place left in this membership."),
    "no_program": Words("Op dat moment gold er geen programma.", "No program was live at that moment."),
    "erased": Words("De inhoud van deze bon is op verzoek gewist.", "What this receipt held was erased on request."),
    "lines_removed": Words(
        "Deze bon is zo oud dat wij niet meer bewaren wat erop stond.", "This receipt is so old that we no longer keep what was on it."
    ),
    "member_blocked": Words("Dit lid is geblokkeerd; een collega weet waarom.", "This member is blocked; a colleague can tell why."),
    "spending_blocked": Words(
        "Inwisselen kan nu niet op deze kaart; een collega weet waarom.", "This card cannot spend for now; a colleague can tell why."
    ),
    "purse_merged": Words("Deze kaart is samengevoegd met een andere.", "This card was merged into another."),
    "already_member": Words("Deze kaart is al van een lid.", "This card belongs to a member already."),
    "merge_conflict": Words("Beide hebben iets dat niet samengaat; rond dat af.", "Both have what cannot be one; settle that first."),
    "same_purse": Words("Een kaart kan niet met zichzelf worden samengevoegd.", "A card cannot be merged with itself."),
    "hold_not_open": Words("Deze reservering is niet meer open.", "This hold is no longer open."),
    "in_household": Words("Eén van u zit al in een huishouden.", "One of you is in a household already."),
    "not_in_household": Words("Dit is niet (meer) uw huishouden.", "This is not your household (any more)."),
    "too_young": Words("Te jong voor een eigen kaart. Laat een ouder u toevoegen.", "Too young for an own card. Have a parent add you."),
    "not_a_child": Words("Alleen een kind met geboortedatum kunt u toevoegen.", "You can only add a child, with the day of birth."),
    "children_first": Words("Haal eerst de kinderen uit het huishouden.", "Take the children out of the household first."),
    "household_full": Words("Dit huishouden is vol.", "This household is full."),
    "still_owed": Words("Er staat nog geld of een afspraak open; rond dat af.", "Money or an agreement is still open; settle that."),
    "hold_open": Words("Er staat nog een reservering open.", "A hold is still open."),
    "not_a_redemption": Words("Die bon is geen inwisseling die terug kan.", "That receipt is no redemption that can be cancelled."),
    "already_cancelled": Words("Die inwisseling is al teruggedraaid.", "That redemption was cancelled before."),
    "redemption_too_late": Words(
        "Die beloning is op een andere dag meegegeven; geef een reden op.", "That reward was handed over on another day; give a reason."
    ),
    "not_a_sale": Words("Die bon is geen verkoop die terug kan.", "That receipt is no sale that can be returned."),
    "more_than_sold": Words("Er komt meer terug dan er nog van verkocht is.", "More is returned than was sold and not yet returned."),
    "return_too_late": Words("De retourtermijn is voorbij; geef een reden op.", "Too late to return without a reason."),
    "not_a_gift_card": Words("Die regel is geen cadeaukaart.", "That line is not a gift card."),
    "gift_card_unregistered": Words(
        "Deze kaart hoort niet bij een serie van deze winkel en wordt niet verkocht.",
        "This card is in no batch of this shop, so it is not sold.",
    ),
    "gift_card_blocked": Words(
        "Deze kaart is geblokkeerd of als verloren gemeld en wordt niet verkocht. Pak een andere.",
        "This card was blocked or reported lost, so it is not sold. Take another one.",
    ),
    "gift_card_worth": Words(
        "Op deze kaart staat een ander bedrag gedrukt. Verkoop hem daarvoor.", "Another amount is printed on this card. Sell it for that."
    ),
    "unknown_card_batch": Words("Er is geen serie cadeaukaarten met die naam.", "There is no such batch of gift cards."),
    "gift_card_used": Words("Op die cadeaukaart staat niets meer.", "Nothing is left on that gift card."),
    "already_claimed": Words("Deze bon is al bijgeschreven.", "This receipt was claimed already."),
    "claim_too_late": Words("De termijn om dit op naam te zetten is voorbij.", "It is too late to claim this."),
    "reason_missing": Words("Hiervoor is een reden nodig.", "This needs a reason."),
    "purse_moved": Words("De kaart is intussen gebruikt; tel opnieuw.", "The purse moved on meanwhile; count again."),
    "no_coalition": Words("Het programma heeft geen partners.", "The program has no partners."),
    "unknown_agreement": Words("Die afspraak is er niet.", "There is no such agreement."),
    "agreement_taken": Words(
        "De omzet van deze klant telt al mee voor een andere afspraak.", "This customer's turnover counts for another agreement."
    ),
    "bonus_not_in_state": Words("Dat kan nu niet met de bonus van dat jaar.", "That cannot be done with that year's bonus now."),
    "year_not_over": Words("Het jaar van de afspraak is nog niet om.", "The year of the agreement is not over yet."),
    "four_eyes": Words("Iemand anders moet dit goedkeuren.", "Somebody else has to agree to this."),
    "unknown_partner": Words("Die partner heeft het programma niet.", "The program has no such partner."),
    "unknown_dispute": Words("Dat bezwaar is er niet.", "There is no such dispute."),
    "month_not_over": Words("Die maand is nog niet om.", "That month is not over yet."),
    "dispute_too_late": Words("De tijd voor bezwaar is voorbij.", "The time to dispute that statement is over."),
    "not_in_statement": Words(
        "Die bon staat niet in deze verrekening van de partner.", "That receipt is not in this partner's statement of that month."
    ),
    "more_than_stated": Words("Dat is meer dan er van de verrekening over is.", "That is more than is left of the statement."),
    "correction_too_large": Words("Dit is meer dan deze collega mag goedkeuren.", "That is more than this colleague may agree to."),
    "nothing_reported": Words("Dat is van deze factuur al bekend.", "That is known of this invoice already."),
    "more_than_bought": Words("Er is meer geleverd gemeld dan er gekocht is.", "More is reported as delivered than was bought."),
    "turnover_open": Words("De bonus wacht: er staan facturen van dat jaar open.", "The bonus waits: invoices of that year are open."),
    "nothing_to_correct": Words("Er is niets te corrigeren.", "There is nothing to correct."),
    "not_under_review": Words("Van die bon wacht niets op controle.", "Nothing of that receipt waits for a review."),
    "reward_not_now": Words("De beloning geldt nu niet.", "The reward does not apply to this member or basket."),
    "limit_reached": Words("Dit mag niet vaker.", "This may not be had more often."),
    "no_referral": Words("Voor het aanbrengen van een vriend is niets beloofd.", "Nothing is promised for bringing a friend."),
    "not_a_friend": Words("Dit lid telt niet als nieuwe vriend.", "This member does not count as a new friend."),
    "referred_before": Words("Dit lid is al door iemand aangebracht.", "This member came by somebody already."),
    "referral_not_yet": Words("Of deze vriend telt, is nog niet te zeggen.", "Whether this friend counts cannot be said yet."),
    "survey_not_asked": Words("Hoe dit ging is niet gevraagd.", "Nobody asked how this went."),
    "survey_answered": Words("Dit antwoord was al gegeven.", "This answer was given before."),
    "unknown_case": Words("Deze zaak bestaat niet.", "There is no such case."),
    "unknown_promise": Words("Zoiets belooft het programma niet.", "The program promises nothing of that name."),
    "not_covered": Words("Dat geldt niet voor dit artikel.", "This is not promised for that article."),
    "came_back": Words("Dat artikel is teruggebracht.", "That article was brought back."),
    "case_too_late": Words("De tijd daarvoor is voorbij.", "The time for that is over."),
    "not_cheaper": Words("Dat is niet lager dan wat ervoor betaald is.", "That is no less than what was paid."),
    "protected_before": Words("Het verschil is voor dit artikel al gegeven.", "The difference was given for that article already."),
    "unknown_condition": Words("Voor die staat heeft het programma geen prijs.", "The program has no price for that condition."),
    "worth_is_set": Words("Het programma zegt wat het waard is.", "The program says what it is worth."),
    "statement_missing": Words(
        "Vanaf dit bedrag tekent de verkoper een inkoopverklaring.", "From this amount on the seller signs a statement."
    ),
    "invalid_iban": Words("Dit rekeningnummer klopt niet.", "This account number (IBAN) is not right."),
    "account_missing": Words("Er is nog geen rekening met naam bekend.", "No account with a name is known yet."),
    "payer_missing": Words(
        "Het programma zegt niet van welke rekening u betaalt.", "The program does not say which account pays."
    ),
    "nothing_to_pay": Words("Er wacht geen teruggave op betaling.", "No rebate waits to be paid."),
    "unknown_payment": Words("Dit betaalbestand bestaat niet, of is al gewist.", "There is no such payment file, or it was erased."),
    "bank_report_unreadable": Words("Dit is geen bericht van een bank (pain.002).", "This is no status report of a bank (pain.002)."),
    "opened_before": Words("Daar loopt al een zaak over.", "There is a case about that already."),
    "wrong_state": Words("Zo kan het van hieruit niet verder.", "From where it stands it cannot go there."),
    "unknown_experience": Words("Zoiets staat er niet op het programma.", "There is no such experience."),
    "experience_called_off": Words("Dit gaat niet door.", "This was called off."),
    "not_invited": Words("Dit lid is hiervoor niet uitgenodigd.", "This member is not invited."),
    "reply_too_late": Words("Aanmelden kan niet meer: de tijd is voorbij.", "The time to reply is over."),
    "too_many_guests": Words("Zo veel gasten mag een lid niet meebrengen.", "A member may not bring so many guests."),
    "no_reply": Words("Dit lid heeft zich niet aangemeld.", "This member did not reply."),
    "not_today": Words("Dat is op een andere dag.", "That is on another day."),
    "no_seat_yet": Words("Er is voor dit lid nog geen plaats.", "There is no seat for this member yet."),
    "member_needed": Words("Hiervoor is een ledenkaart nodig.", "This needs a member's card."),
    "code_unknown": Words("Deze code kennen wij niet.", "We do not know this code."),
    "code_mistyped": Words("In deze code zit een tikfout; kijk nog eens goed.", "This code has a typing mistake; look at it again."),
    "code_ended": Words("Deze code is ingetrokken of de actie is voorbij.", "This code was withdrawn, or its promotion is over."),
    "not_your_code": Words("Deze code staat op naam van een ander lid.", "This code is in another member's name."),
    "code_not_yet": Words("Deze code is nog niet geldig.", "This code is not valid yet."),
    "code_expired": Words("Deze code is verlopen.", "This code has expired."),
    "batch_exists": Words("Er is al een serie codes met die naam.", "There is a batch of codes of that name already."),
    "batch_mismatch": Words("Die serie is met andere gegevens begonnen.", "That batch was begun with other figures."),
    "unknown_batch": Words("Deze serie codes bestaat niet.", "There is no such batch of codes."),
    "unknown_coupon": Words("Het programma maakt voor deze actie geen codes.", "The program makes no codes for this coupon."),
    "from_price_too_high": Words(
        "De van-prijs is hoger dan de laagste prijs van de 30 dagen ervoor.", "The from-price is above the lowest of the 30 days before."
    ),
    "one_code_only": Words("Van deze actie telt één code per aankoop.", "One code of this promotion counts in a purchase."),
    "code_used": Words("Deze code is al gebruikt.", "This code was used before."),
    "code_used_up": Words("Deze actie is zo vaak gebruikt als mag.", "This promotion was used as often as it may be."),
    "code_budget_spent": Words("Het budget van deze actie is op.", "The budget of this promotion is spent."),
    "too_many_tries": Words("Te veel foute codes; wacht even en kijk goed.", "Too many wrong codes; wait, and look at the code."),
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
_NOT_OFFERED: Final = Words(
    "Dit gebaar is voor iets ergers, of voor een volgende keer.", "This goodwill is for something worse, or for another time."
)  # fmt: skip


def refusal_sentence(refusal: ZegelError) -> Words:
    """What is said of `refusal`."""
    found = REFUSAL_SENTENCES.get(refusal.code) or Words(refusal.sentence, refusal.sentence)
    if refusal.code == "not_covered" and refusal.data.get("offer"):
        found = _NOT_OFFERED
    more = figures_of(refusal)
    return found if more is None else Words(f"{found.nl} {more.nl}", f"{found.en} {more.en}")
