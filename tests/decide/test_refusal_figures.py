"""A refusal that knows more than its sentence says it: the most that may be had, until when, where something stands."""

import pytest

from zegel.core import refusals
from zegel.core.refusals import REFUSALS
from zegel.decide.refusal_figures import _MORE
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES, refusal_sentence


@pytest.mark.parametrize(("refusal", "nl", "en"), [
    (refusals.TooManyStamps(most=10), "Hoogstens 10.", "10 at most."),
    (refusals.TooManyGuests(most=1), "Hoogstens 1.", "1 at most."),
    (refusals.ReplyTooLate(last_day="2026-12-13"), "Dat kon t/m 13 december 2026.", "That was possible through 13 December 2026."),
    (refusals.CaseTooLate(last_day="2026-03-01"), "Dat kon t/m 1 maart 2026.", "That was possible through 1 March 2026."),
    (refusals.NotToday(day="2026-12-20"), "Het is op 20 december 2026.", "It is on 20 December 2026."),
    (refusals.NotAFriend(why="self"), "Reden: het is de eigen link.", "Reason: it is their own link."),
    (refusals.NotAFriend(why="household"), "Reden: één huishouden.", "Reason: one household."),
    (refusals.UnknownCondition(condition="C", known="A, B"), "Wel voor A, B.", "It has one for A, B."),
    (refusals.WrongState(kind="warranty", state="honoured", to="void"), "Nu: ingelost.", "Now: honoured."),
    (refusals.WrongState(kind="experience", state="accepted", to="accepted"), "Nu: u hebt een plaats.", "Now: you have a seat."),
    (refusals.MoreThanSold(line=2, left=500), "Van regel 2 kan er nog 0,5 terug.", "Of line 2, 0.5 can still come back."),
    (refusals.MoreThanSold(line=1, left=0), "Regel 1 is al helemaal terug.", "All of line 1 has come back already."),
    (refusals.WrongEvent(event="review", field="stars", why="missing", words=""), "`stars` ontbreekt.", "`stars` is missing."),
    (refusals.WrongEvent(event="review", field="kind", why="a word", words="long, short"),
     "`kind` is een van: long, short.", "`kind` is one of: long, short."),
    (refusals.OverMaximum(most=500, given=900), "Hoogstens 500.", "500 at most."),
    (refusals.GestureTooLarge(most=250, worth=2_500, currency="EUR"), "Hoogstens € 2,50.", "€2.50 at most."),
    (refusals.GiftCardAmount(least=500, most=15_000, currency="EUR"),
     "Van € 5,00 tot en met € 150,00.", "From €5.00 through €150.00."),
    (refusals.GiftCardAmount(least=500, most=0, currency="EUR"), "Er kan niets meer bij.", "Nothing more can be added."),
    (refusals.BusinessGiftLimit(most=22_700, given=20_000, worth=4_540, year="2026", currency="EUR"),
     "Van de € 227,00 van 2026 is nog € 27,00 over.", "Of the €227.00 for 2026, €27.00 is left."),
    (refusals.BusinessGiftLimit(most=22_700, given=22_700, worth=1, year="2026", currency="EUR"),
     "De € 227,00 van 2026 is al gegeven.", "The €227.00 for 2026 has been given already."),
    (refusals.BonusNotInState(state="approved", step="approve"), "Nu: goedgekeurd.", "Now: approved."),
    (refusals.BonusNotInState(state="", step="lock"), "Nu: nog niet opgemaakt.", "Now: not made up yet."),
    (refusals.NotEnough(unit="points", available=120, needed=150, available_nl="120 punten", available_en="120 points",
                        needed_nl="150 punten", needed_en="150 points"),
     "Beschikbaar: 120 punten; nodig: 150 punten.", "Available: 120 points; needed: 150 points."),
    (refusals.StepOnly(step=100, given=150), "Een stap is 100.", "A step is 100."),
])  # fmt: skip
def test_figures_stand_behind_the_sentence_in_both_languages(refusal, nl, en):
    bare, told = REFUSAL_SENTENCES[refusal.code], refusal_sentence(refusal)

    assert (told.nl, told.en) == (f"{bare.nl} {nl}", f"{bare.en} {en}")


@pytest.mark.parametrize("refusal", [
    refusals.WrongState(state="open", to="closed"), refusals.NotAFriend(), refusals.NotEnough(unit="points", available=0, needed=1),
    refusals.GestureTooLarge(most=250, worth=2_500),
    refusals.WrongState(kind="warranty", state="nowhere", to="x"),
])  # fmt: skip
def test_what_a_refusal_does_not_know_is_not_said(refusal):
    assert refusal_sentence(refusal) == REFUSAL_SENTENCES[refusal.code]


def test_a_goodwill_that_is_not_for_this_says_so_and_speaks_of_no_article():
    told = refusal_sentence(refusals.NotCovered(offer="again"))

    assert told.nl == "Dit gebaar is voor iets ergers, of voor een volgende keer."
    assert told.en == "This goodwill is for something worse, or for another time."


def test_every_code_that_knows_more_is_a_refusal():
    assert set(_MORE) <= set(REFUSALS)
