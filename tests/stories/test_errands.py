"""Messages that are written and tasks that staff are asked to do: with a purchase, an event, on a day; each with its reason why not."""

import json

import pytest

from tests import make
from tests.make import WEDNESDAY, header, line
from tests.paper import PaperShop, Said, refuses
from tests.program.files import mistakes_in
from tests.programs import read_yaml
from tests.stories.test_events import happens
from zegel.core.ids import ReceiptId
from zegel.core.periods import Day
from zegel.decide.cases import SERVICE, TASK
from zegel.decide.document import read
from zegel.decide.surveys import answers_of
from zegel.flows.commands import AnswerSurvey, Enrol, GiveConsent, MoveCase, OpenCase, Profile
from zegel.messages.notices import is_told, notices_of
from zegel.program.errand_words import errand_bare
from zegel.program.sentences import sentences

HEAD = """
zegel: 1
program: Kruidenier Het Pakhuis
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {worth: 0.01 EUR}}
events:
  complaint: {fields: {grave: yes or no}}
earn:
  base: {give: 1 points, per: 1.00 EUR}
"""
ERRANDS = """
messages:
  second visit: {says: {nl: "U was hier {purchase} keer.", en: "You were here {purchase} times."}, for: {purchase: every 2nd}}
  your points:  {says: {nl: Uw punten staan klaar., en: Your points are ready.}, purpose: service, once per: member}
  a wish:       {says: {nl: Gefeliciteerd!, en: Happy birthday!}, on: birthday}
tasks:
  call back:    {do: {nl: Bel deze klant., en: Call this customer.}, on: event complaint, with: {grave: true}, within: 2 days}
  write a card: {do: {nl: Schrijf een kaartje., en: Write a card.}, basket: at least 100.00 EUR}
  ten years:    {do: {nl: "Vier {years} jaar.", en: "Celebrate {years} years."}, on: jubilee 10 years}
"""
ANNA = make.purse(901)


def a_shop(errands: str = ERRANDS, *, consents: bool = True) -> PaperShop:
    shop = PaperShop(read_yaml(f"{HEAD}{errands}"))
    shop.done(Enrol(header(WEDNESDAY), ANNA, Profile("Anna", "nl", "06-15"), (make.card("anna"),), Day("2016-09-20")))
    if consents:
        shop.done(GiveConsent(header(WEDNESDAY), ANNA, "newsletter", "email", "v1"))
    return shop


def tasks(shop: PaperShop) -> list[tuple[str, str, str]]:
    """(id without the receipt, state, what staff read) of each task."""
    return [(one.id, one.state, one.data) for one in shop.memory.facts.dossiers_of(ANNA, TASK)]


def mailed(shop: PaperShop, said: Said) -> list[tuple[list[str], object]]:
    """What is written because of a receipt: the Dutch text, and the consent that it needs."""
    document = said.outcome.receipt.document
    found = notices_of(lambda _digest: shop.compiled, ANNA, 1, document, said.body["happened_at"])
    assert is_told(document) == bool(found)
    return [(one.data["says"]["nl"], one.data.get("consent")) for one in found]


def test_a_message_goes_with_a_purchase_and_only_to_who_said_yes():
    shop, other = a_shop(), a_shop(consents=False)
    for one in (shop, other):
        one.buys(ANNA, line(1_000))

    said, silent = shop.buys(ANNA, line(1_000)), other.buys(ANNA, line(1_000))

    assert said.effects("message") == [{"purpose": "newsletter", "rule": "second visit"}]
    assert mailed(shop, said) == [(["U was hier 2 keer."], "newsletter")]
    assert (silent.effects("message"), mailed(other, silent)) == ([], [])
    assert any("Bericht “U was hier … keer”" in text and "nieuwsbrief" in text for text in silent.said)


def test_a_message_about_what_is_theirs_needs_no_consent_and_comes_once():
    shop = a_shop(consents=False)

    first, second = shop.buys(ANNA, line(1_000)), shop.buys(ANNA, line(1_000))

    assert first.effects("message") == [{"purpose": "service", "rule": "your points"}]
    assert mailed(shop, first) == [(["Uw punten staan klaar."], None)]
    assert "Wij mailen u (als wij uw adres hebben): “Uw punten staan klaar.”." in first.said
    assert second.effects("message") == []
    assert "Bericht “Uw punten staan klaar”: dat geldt alleen één keer per lid; u hebt dit al gehad." in second.said


def test_a_shopper_without_a_card_is_written_nothing_and_staff_are_asked_all_the_same():
    shop = a_shop()

    said = shop.buys(None, line(10_000))

    assert said.effects("message") == []
    assert said.effects("task") == [{"by": "", "rule": "write a card"}]
    (task,) = shop.memory.facts.dossiers_of(said.id.purse, TASK)
    assert (task.state, "Schrijf een kaartje." in task.data) == ("to do", True)


def test_a_task_stands_until_somebody_did_it_and_says_who():
    shop = a_shop()
    bought = shop.buys(ANNA, line(10_000))
    small = shop.buys(ANNA, line(9_999))

    assert bought.effects("task") == [{"by": "", "rule": "write a card"}]
    assert "Ons team kijkt hiernaar." in bought.said
    assert small.effects("task") == []
    assert any("Taak “Schrijf een kaartje”: dat geldt alleen bij een mandje van minstens € 100,00" in text for text in small.said)
    move = MoveCase(header(WEDNESDAY), bought.id, "done", "", "")
    assert shop.done(move).effects("case") == [{"kind": "task", "state": "done", "until": "", "what": "write a card"}]
    ((_, state, data),) = tasks(shop)
    assert (state, '"done_on":"2026-03-04"' in data, '"done_by":""' in data) == ("done", True, False)
    assert refuses(shop, move).refusal == "wrong_state"
    assert refuses(shop, MoveCase(header(WEDNESDAY), bought.id, "to do", "", "")).refusal == "reason_missing"
    assert shop.done(MoveCase(header(WEDNESDAY), bought.id, "to do", "", "it came back")).refusal == ""


def test_an_event_asks_staff_for_something_within_days():
    shop = a_shop()

    grave, small = (happens(shop, ANNA, "complaint", ("grave", n)) for n in (1, 0))

    assert grave.effects("task") == [{"by": "2026-03-06", "rule": "call back"}]
    assert small.effects("task") == []
    assert any("Taak “Bel deze klant”: dat geldt alleen als bij grave ja is gemeld" in text for text in small.said)
    assert '"answer_by":"2026-03-06"' in tasks(shop)[0][2]


def test_two_tasks_of_one_receipt_are_done_apart():
    shop = a_shop(ERRANDS.replace("write a card:", "a tin:        {do: {nl: Leg een blik klaar., en: Put a tin ready.}}\n  write a card:"))
    bought = shop.buys(ANNA, line(10_000))

    shop.done(MoveCase(header(WEDNESDAY), bought.id, "done", "", "", number=2))

    assert [(one[0].removeprefix(str(bought.id)), one[1]) for one in sorted(tasks(shop))] == [("", "to do"), (".2", "done")]
    assert refuses(shop, MoveCase(header(WEDNESDAY), bought.id, "done", "", "", number=3)).refusal == "unknown_case"


def test_a_birthday_and_a_jubilee_bring_a_message_and_a_task_once():
    shop = a_shop()
    shop.wait_until("2026-12-01 09:00")

    found = [read(kept).body for kept in shop.memory.facts.receipts.values() if kept and read(kept).body["kind"] == "occasion"]

    assert [(body["business_date"], body["effects"]) for body in found] == [
        ("2026-06-15", [{"effect": "message", "purpose": "newsletter", "rule": "a wish"}]),
        ("2026-09-20", [{"by": "", "effect": "task", "rule": "ten years"}]),
    ]
    assert [(state, "Vier 10 jaar." in data) for _, state, data in tasks(shop)] == [("to do", True)]


def test_a_hold_writes_nothing_until_it_is_paid():
    shop = a_shop()
    held = shop.holds(ANNA, line(10_000))
    assert (held.effects("task"), mailed(shop, held), tasks(shop)) == ([], [], [])

    paid = shop.commits(held)

    assert paid.effects("task") == [{"by": "", "rule": "write a card"}]
    assert len(tasks(shop)) == 1
    assert [text for text, _ in mailed(shop, paid)] == [["Uw punten staan klaar."]]


@pytest.mark.parametrize(("entry", "codes"), [
    ("messages: {m: {says: {nl: Hoi}, on: event nothing}}", ["unknown_event"]),
    ("messages: {m: {says: {nl: Hoi}, with: {grave: true}}}", ["not_together"]),
    ("messages: {m: {says: {nl: Hoi}, on: birthday, once per: year}}", ["not_together"]),
    ("messages: {m: {says: {nl: 'Hoi {naam}'}}}", ["unknown_placeholder"]),
    ("messages: {m: {says: {nl: Hoi}, purpose: Every Day}}", ["not_of_this_form"]),
    ("messages: {base: {says: {nl: Hoi}}}", ["id_taken"]),
    ("tasks: {t: {do: {nl: Bel}, on: event complaint, basket: at least 1.00 EUR}}", ["not_together"]),
    ("tasks: {t: {within: 2 days}}", ["missing_key"]),
])  # fmt: skip
def test_mistakes_are_told(entry, codes):
    assert [one.code for one in mistakes_in(f"{HEAD}{entry}\n")] == codes


def test_each_says_itself():
    said = {one.path: one.nl for one in sentences(read_yaml(f"{HEAD}{ERRANDS}"))}

    assert said["messages.second visit"] == (
        "Bij elke 2e aankoop mailen wij u: “U was hier … keer”; alleen als u ja zei tegen de nieuwsbrief per e-mail."
    )
    assert said["tasks.ten years"] == "Op de dag waarop u 10 jaar lid bent, vragen wij ons team: “Vier … jaar”."
    assert said["tasks.call back"] == "Na “complaint” vragen wij ons team, als bij grave ja is gemeld: “Bel deze klant” (binnen 2 dagen)."


ASKED = """
messages:
  how was it: {says: {nl: "Hoe ging het?", en: "How did it go?"}, on: complaint closed, purpose: surveys}
tasks:
  look back: {do: {nl: Bespreek deze melding., en: Talk about this complaint.}, on: complaint closed, once per: month}
"""


def complains(shop: PaperShop, what: str) -> Said:
    return shop.done(OpenCase(header(WEDNESDAY), ANNA, "service", what, None, 0, "", 0))


def closes(shop: PaperShop, case: Said) -> Said:
    return shop.done(MoveCase(header(WEDNESDAY), case.id, "closed", "", ""))


def test_who_complained_is_asked_how_it_went_once_and_when_nothing_is_open_any_more():
    shop = a_shop(ASKED)
    shop.done(GiveConsent(header(WEDNESDAY), ANNA, "surveys", "email", "v1"))
    first, second = complains(shop, "stale bread"), complains(shop, "a stone in it")

    one_left, none_left = closes(shop, first), closes(shop, second)
    shop.done(MoveCase(header(WEDNESDAY), second.id, "open", "", "it was not done"))
    again = closes(shop, second)

    assert (one_left.effects("message"), one_left.effects("task")) == ([], [])
    assert none_left.effects("message") == [{"purpose": "surveys", "rule": "how was it"}]
    assert none_left.effects("task") == [{"by": "", "rule": "look back"}]
    assert mailed(shop, none_left) == [(["Hoe ging het?"], "surveys")]
    assert (again.effects("message"), again.effects("task")) == ([], [])
    assert len(tasks(shop)) == 1


def test_who_did_not_say_yes_is_not_asked_and_the_receipt_says_so():
    shop = a_shop(ASKED)

    closed = closes(shop, complains(shop, "stale bread"))

    assert (closed.effects("message"), mailed(shop, closed)) == ([], [])
    assert any(
        "Bericht “Hoe ging het?”: dat geldt alleen als u toestemming gaf voor vragen hoe het ging per e-mail" in text
        for text in closed.said
    )


def test_what_comes_after_a_complaint_says_itself():
    said = {one.path: one for one in sentences(read_yaml(f"{HEAD}{ASKED}"))}

    assert said["messages.how was it"].nl.startswith("Als een melding van u is afgesloten, mailen wij u: “Hoe ging het?")
    assert said["tasks.look back"].en.startswith("When a complaint of yours is closed, we ask our team")


SURVEY = """
events: {survey: {fields: {score: score}, names: {nl: antwoord, en: answer}}}
messages:
  how it went: {says: {nl: Hoe ging het?, en: How did it go?}, on: complaint closed, purpose: service, asks: 0 to 10}
"""
EARNS = "earn:\n  base: {give: 1 points, per: 1.00 EUR}\n  answered: {give: 25 points, on: event survey}\n"


def asked_how_it_went(program: str = "") -> tuple[PaperShop, ReceiptId, ReceiptId]:
    """A shop, the complaint that was closed, and the receipt that asked how that went."""
    head = HEAD.replace("earn:\n  base: {give: 1 points, per: 1.00 EUR}\n", EARNS).replace(
        "events:\n  complaint: {fields: {grave: yes or no}}\n", ""
    )
    shop = PaperShop(read_yaml(program or f"{head}{SURVEY}"))
    shop.done(Enrol(header(WEDNESDAY), ANNA, Profile("Anna", "nl", ""), (make.card("anna"),), Day("2016-09-20")))
    case = shop.done(OpenCase(header(WEDNESDAY), ANNA, "service", "te laat", None, 0, "", 0)).id
    return shop, case, shop.done(MoveCase(header(WEDNESDAY), case, "closed", "", "")).id


@pytest.mark.parametrize("score", [0, 7, 10])
def test_an_answer_is_kept_with_the_case_and_earns_whatever_the_score(score: int):
    shop, case, asked = asked_how_it_went()

    said = shop.done(AnswerSurvey(header(WEDNESDAY), asked, score))

    (kept,) = shop.memory.facts.dossiers_of(ANNA, SERVICE)
    survey = json.loads(kept.data)["survey"]
    assert (kept.id, kept.state, survey) == (
        str(case), "closed", {"by": str(asked), "on": "2026-03-04", "scale": [0, 10], "score": score}
    )  # fmt: skip
    assert (said.earned, shop.points(ANNA)) == ({"points": 25}, 25)
    assert said.body["totals"] == {"event": "survey", "told": {"score": score}}
    assert [(one.low, one.high, one.asked, one.count, one.average_hundredths) for one in answers_of([json.loads(kept.data)])] == [
        (0, 10, 1, 1, 100 * score)
    ]


def test_an_answer_is_given_once_and_only_where_it_was_asked_on_its_scale():
    shop, case, asked = asked_how_it_went()
    other = shop.done(OpenCase(header(WEDNESDAY), ANNA, "service", "kapot", None, 0, "", 0)).id

    assert refuses(shop, AnswerSurvey(header(WEDNESDAY), other, 8)).refusal == "survey_not_asked"
    assert refuses(shop, AnswerSurvey(header(WEDNESDAY), case, 11)).refusal == "malformed"
    assert shop.done(AnswerSurvey(header(WEDNESDAY), case, 8)).refusal == ""
    assert refuses(shop, AnswerSurvey(header(WEDNESDAY), asked, 9)).refusal == "survey_answered"
    assert refuses(shop, AnswerSurvey(header(WEDNESDAY), ReceiptId(ANNA, 1), 9)).refusal == "unknown_case"
    assert shop.points(ANNA) == 25


def test_a_program_that_declares_no_survey_keeps_the_answer_and_gives_nothing():
    shop, case, asked = asked_how_it_went(f"{HEAD}messages:{SURVEY.partition('messages:')[2]}".replace("0 to 10", "1 to 5"))

    said = shop.done(AnswerSurvey(header(WEDNESDAY), asked, 1))

    assert (said.body["effects"], shop.points(ANNA)) == ([], 0)
    assert '"score":1' in shop.memory.facts.dossiers_of(ANNA, SERVICE)[0].data
    assert refuses(shop, AnswerSurvey(header(WEDNESDAY), case, 0)).refusal == "survey_answered"


def test_the_mail_leads_to_the_page_and_the_terms_say_what_is_asked():
    shop, _, asked = asked_how_it_went()
    document = next(kept for id_, kept in shop.memory.facts.receipts.items() if id_ == asked)

    (told,) = notices_of(lambda _digest: shop.compiled, ANNA, asked.seq, document, read(document).body["happened_at"])
    (said,) = [one for one in sentences(shop.compiled.program) if one.path == "messages.how it went"]

    assert told.data["survey"] == str(asked)
    assert said.nl.startswith(
        "Als een melding van u is afgesloten, mailen wij u: “Hoe ging het?”, en vragen wij een cijfer van 0 tot en met 10"
    )


def test_averages_are_half_up_and_by_scale():
    tens = [{"survey": {"scale": [0, 10], "score": score}} for score in (8, 9, 9)]
    fives = [{"survey": {"scale": [1, 5], "score": 4}}, {"survey": {"scale": [1, 5]}}, {"what": "nobody asked"}]

    assert [(one.high, one.asked, one.count, one.average_hundredths) for one in answers_of(tens + fives)] == [
        (10, 3, 3, 867),
        (5, 2, 1, 400),
    ]


def test_a_score_is_asked_only_of_who_complained():
    text = f"{HEAD}messages:\n  hello: {{says: {{nl: Dag., en: Hello.}}, asks: 1 to 5}}\n"

    assert [(one.path, one.code) for one in mistakes_in(text)] == [("messages.hello.asks", "not_together")]


def test_an_answer_is_a_score_and_nothing_else():
    asks = SURVEY.partition("messages:")[2]
    more = HEAD.replace("events:", "events:\n  survey: {fields: {score: score, kind: [a, b]}}") + f"messages:{asks}"

    assert [(one.path, one.code) for one in mistakes_in(more)] == [("messages.how it went.asks", "not_together")]


@pytest.mark.parametrize(("says", "called"), [
    ("{nl: 'Bel deze klant.', en: 'Call them.'}", "taak “Bel deze klant”"),
    ("{nl: 'Veel plezier! Tot gauw.', en: 'Have fun! See you.'}", "taak “Veel plezier!”"),
    ("{nl: 'Vraag {years} keer of die nieuwe zadelpen nog past.', en: 'Ask.'}", "taak “Vraag … keer of die nieuwe zadelpen…”"),
    ("{en: 'Call them.'}", "taak “Call them”"),
    ("{nl: '.', en: '.'}", "taak “t”"),
])  # fmt: skip
def test_one_is_called_by_how_its_text_begins_and_by_its_id_where_that_is_nothing(says, called):
    program = read_yaml(f"{HEAD}tasks: {{t: {{do: {says}}}}}\n")

    assert errand_bare(program.errands[0], "nl") == called
