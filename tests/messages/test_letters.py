"""What mails say: in both languages, safe whatever a name holds, and the same every time."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.korenaar import KORENAAR, NOON
from zegel.core.periods import Instant
from zegel.messages.letters import KINDS, Shop, mail_of
from zegel.messages.smtp import Undeliverable, is_address, message_of
from zegel.messages.words import WORDS
from zegel.program.familiar import Kept

SHOP = Shop("Bakkerij De Korenaar", "EUR", "bakker@korenaar.example")
SAYS = {"nl": ["+12 punten: 1 punt per hele euro"], "en": ["+12 points: 1 point per full euro"]}
DATA = {
    "member code": {"minutes": 10},
    "receipt": {
        "receipt": "r.1", "day": "2026-03-03", "branch": "Dorpsstraat", "lines": [["Volkoren", 320]], "pays_minor": 320, "says": SAYS,
    },
    "own code": {"what": {"nl": "lentekorting", "en": "spring discount"}, "until_day": "2026-06-30", "consent": "offers"},
    "voucher ends": {"what": {"nl": "1 waardebon", "en": "1 voucher"}, "day": "2027-03-31"},
    "expiring": {"what": {"nl": "20 punten", "en": "20 points"}, "day": "2027-03-31"},
    "consent": {"purpose": "newsletter", "channel": "email", "state": "given"},
}  # fmt: skip
XSS = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}", "{% raw %}", "javascript:alert(1)",
    "</title><svg onload=x>", "&lt;b&gt;", "\u202eevil", "{name}",
)  # fmt: skip
INJECTED = ("Emma\r\nBcc: all@example.org", "Emma\nSubject: free", "Emma\x00", "Emma\u2028Bcc: x@example.org", "=?utf-8?q?x=0aBcc?=")


def made(kind, language="nl", **more):
    return mail_of(kind, DATA.get(kind, {"says": SAYS}), SHOP, language, code="123456", **more)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_mail_has_a_subject_a_text_and_accessible_html(language):
    for kind in KINDS:
        mail = made(kind, language, name="Emma")
        assert SHOP.name in mail.subject
        assert "Emma" in mail.text
        assert f'<html lang="{language}">' in mail.html
        assert mail.html.count("<h1") == 1
        assert "<img" not in mail.html
        assert "{" not in mail.text
        assert mail == made(kind, language, name="Emma")


def test_a_shop_that_says_je_says_so_in_every_mail_and_leaves_names_alone():
    shop = replace(SHOP, name="Wat U Zoekt", familiar=Kept())
    for kind in KINDS:
        mail = mail_of(kind, DATA.get(kind, {"says": SAYS}), shop, "nl", name="U Thant <b>", code="123456")
        for text, name in ((mail.subject, ""), (mail.text, "U Thant <b>"), (mail.html, "U Thant &lt;b&gt;")):
            assert name in text
            said = text.replace(shop.name, "").replace(name, "")
            assert re.search(r"\b[Uu]w?\b", said) is None, (kind, said)
        assert shop.name in mail.subject
        assert mail_of(kind, DATA.get(kind, {"says": SAYS}), shop, "en") == mail_of(
            kind, DATA.get(kind, {"says": SAYS}), replace(shop, familiar=None), "en"
        )
    code = mail_of("member code", DATA["member code"], shop, "nl", code="123456")
    assert code.subject == "Je inlogcode voor Wat U Zoekt"
    assert "Vroeg je hier niet om? Dan hoef je niets te doen." in code.text


@given(st.one_of(st.sampled_from(["U", "Uw", "Uw Kaart", "Hebt U"]), st.text("UuWw vanhebtd.,", min_size=1, max_size=20)))
def test_no_name_is_turned(name):
    shop, stands = replace(SHOP, familiar=Kept()), "Emma"
    for kind in ("member code", "tier"):
        data = DATA.get(kind, {"says": SAYS})
        called = [mail_of(kind, data, shop, "nl", name=one, code="123456") for one in (name, stands)]
        dear = f"Dag {' '.join(name.split())}," if name.strip() else "Dag,"

        assert dear in called[0].text.splitlines()
        assert called[0].html == called[1].html.replace(f"Dag {stands},", dear)


def test_a_member_reads_their_code_and_how_long_it_lasts():
    mail = made("member code")
    assert "123456" in mail.text
    assert "De code werkt 10 minuten en één keer." in mail.text
    assert "123456" in mail.html
    assert "123456" not in mail.subject, "a locked telephone shows subjects"


def test_what_a_list_of_mails_shows_says_what_it_is_about_and_never_the_code():
    for kind in KINDS:
        body = made(kind, name="Emma").html.partition("<body")[2].partition(">")[2]
        hidden, shown = body.partition("</div>")[0], body.partition("</div>")[2]
        first = unescape(re.sub(r"<[^>]+>", "", hidden)).replace("\u034f\u200c\u00a0", "").strip()
        assert first, kind
        assert len(re.findall("&#847;&zwnj;&#160;", hidden)) == 90, "what stands below does not follow it"
        assert "123456" not in first, kind
        assert "Emma" in shown, kind


def test_a_receipt_of_something_on_trial_says_what_was_paid_and_what_waits():
    mail = mail_of("receipt", DATA["receipt"] | {"pays_minor": 40000, "later_minor": 25000}, SHOP, "nl")
    text = " ".join(mail.text.split())

    assert "Betaald € 150,00 Na de proef te betalen € 250,00" in text


def test_a_receipt_names_what_was_bought_and_why_it_gave_points():
    text = made("receipt", "en").text
    assert "3 March 2026, Dorpsstraat" in text
    assert "€3.20" in text.replace("\u00a0", "")
    assert "+12 points: 1 point per full euro." in text


def test_figures_and_days_are_those_of_the_companys_country():
    american = Shop("Corner Grocer", "USD", SHOP.address, "US")
    data = DATA["receipt"] | {"pays_minor": 123450, "off_minor": 250}
    said = [mail_of("receipt", data, american, language).text.replace("\u00a0", " ") for language in ("en", "nl")]
    assert [one in said[0] for one in ("March 3, 2026, Dorpsstraat", "$1,234.50", "−$2.50")] == [True] * 3
    assert [one in said[1] for one in ("3 maart 2026", " $ 1.234,50", "−$ 2,50", "US$")] == [True] * 3 + [False]
    assert "Use it in time" in mail_of("expiring", DATA["expiring"], american, "en").text
    assert "March 31, 2027" in mail_of("expiring", DATA["expiring"], american, "en").text


def test_what_they_consented_to_is_called_as_on_the_card():
    for language, word in (("nl", "de nieuwsbrief, per e-mail"), ("en", "the newsletter, by e-mail")):
        assert word in made("consent", language).text


def test_words_are_in_both_languages_with_the_same_variables():
    for key, words in WORDS.items():
        assert words.nl.strip(), key
        assert words.en.strip(), key
        holes = [{part.partition("}")[0] for part in said.split("{")[1:]} for said in (words.nl, words.en)]
        assert holes[0] == holes[1], key


@pytest.mark.parametrize("text", XSS)
def test_nothing_that_anybody_typed_becomes_html(text):
    for kind in KINDS:
        data = DATA.get(kind, {}) | {
            "says": {"nl": [text], "en": [text]},
            "branch": text,
            "purpose": text,
            "receipt": text,
            "what": {"nl": text},
        }
        if kind == "receipt":
            data["lines"] = [[text, 320]]
        mail = mail_of(kind, data, Shop(text, "EUR", "a@b.example"), "nl", name=text, code=text)
        for tag in ("<script", "<img", "<svg", "</title><"):
            assert tag not in mail.html
        assert "49" not in mail.html.partition("<body")[2].replace("#F4F6F4", "")


@pytest.mark.parametrize("text", INJECTED)
def test_no_name_breaks_out_of_a_header(text):
    mail = mail_of(
        "gesture", {"says": SAYS}, Shop(text, "EUR", SHOP.address), "nl", name=text, unsubscribe="https://card.example/afmelden/x"
    )
    sent = message_of(mail, KORENAAR, "m1", text, SHOP.address, "emma@example.org", NOON).as_bytes()
    found = message_from_bytes(sent, policy=policy.default)
    assert {name.lower() for name in dict(found)} == {
        "subject", "from", "to", "date", "message-id", "auto-submitted", "list-unsubscribe", "list-unsubscribe-post", "mime-version",
        "content-type",
    }  # fmt: skip
    assert found["To"] == "emma@example.org"
    assert found["From"].addresses[0].addr_spec == SHOP.address


@pytest.mark.parametrize(
    "address",
    ["", "emma", "emma@", "a b@example.org", "emma@example.org\r\nBcc: x@example.org", "a@b.nl, c@d.nl", "<emma@b.nl>", "émma@b.nl"],
)
def test_mail_goes_to_one_plain_address_or_nowhere(address):
    assert not is_address(address)
    with pytest.raises(Undeliverable):
        message_of(made("gesture"), KORENAAR, "m1", SHOP.name, SHOP.address, address, NOON)


def test_a_mail_that_goes_out_twice_has_one_message_id():
    one, two, other = [
        message_of(made("gesture"), KORENAAR, name, SHOP.name, SHOP.address, "emma@example.org", Instant(NOON + n))
        for n, name in enumerate(("m1", "m1", "m2"))
    ]
    assert one["Message-ID"] == two["Message-ID"] != other["Message-ID"]


def test_only_marketing_has_the_header_that_unsubscribes_with_one_click():
    leave = "https://card.example/afmelden/x"
    sent = message_of(made("given", unsubscribe=leave), KORENAAR, "m1", SHOP.name, SHOP.address, "emma@example.org", NOON)
    assert sent["List-Unsubscribe"] == f"<{leave}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave in made("given", unsubscribe=leave).text
    assert "List-Unsubscribe" not in message_of(made("tier"), KORENAAR, "m1", SHOP.name, SHOP.address, "emma@example.org", NOON)


def test_a_long_name_on_a_receipt_goes_on_below_itself_and_the_amounts_stand_below_each_other():
    long = "Ambachtelijk desembrood met zonnebloempitten, pompoenpitten en lijnzaad, extra groot, gesneden"
    words = [long, "Volkoren", "Wortzusammensetzungsbezeichnungsspezialitätenverzeichnis"]
    data = DATA["receipt"] | {"lines": [[name, 100 * n] for n, name in enumerate(words, 1)]}

    letter = mail_of("receipt", data, SHOP, "nl")

    text = letter.text.replace("\u00a0", " ")
    rows = [line for line in text.splitlines() if re.search(r"€ \d", line) and "  " in line]
    assert {len(row) for row in rows} == {53}
    assert max(len(row) for row in text.splitlines()) <= 80
    assert long.replace(" ", "") in re.sub(r"€ [\d,]+|\s", "", text)
    assert "overflow-wrap:anywhere" in letter.html
