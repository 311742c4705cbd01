"""What is wrong with how a house is set up, apart from its books: settings, rights of files, and whether the server answers."""

from typing import Final

from zegel.core.periods import HOUR
from zegel.core.value import value
from zegel.insight.vitals import Trouble, Weight
from zegel.program.model import Words

CERTIFICATE_LEFT: Final = 14 * 24 * HOUR
"""Of a certificate that is renewed by itself there is always more left than this."""


@value
class Setup:
    """How the house stands. `answers`: the server does at its own address; `public` is why its outer address does not work, "" where it
    does or there is none; `certificate_left` is how long its certificate is good yet, None where there is none.

    `readable` files hold secrets, and can be read by others on the machine.
    """

    answers: bool
    local: bool
    public_url: str
    public: str
    certificate_left: int | None
    sends_mail: bool
    demo_post: bool
    readable: tuple[str, ...]
    companies: int


def house_troubles(setup: Setup) -> list[Trouble]:
    """Whatever is wrong, what is worst first.

    >>> [one.what for one in house_troubles(Setup(True, True, "", "", None, False, False, (), 1))]
    ['no public address', 'no mail at all']
    """
    found: list[Trouble] = []

    def if_(wrong: bool, what: str, weight: Weight) -> None:
        if wrong:
            found.append(Trouble(what, weight))

    if_(not setup.answers, "no server", "bad")
    if_(bool(setup.readable), "readable files", "bad")
    if_(bool(setup.public), "public address away", "bad")
    if_(setup.certificate_left is not None and setup.certificate_left < CERTIFICATE_LEFT, "certificate ends", "bad")
    if_(setup.demo_post and bool(setup.public_url), "demo post outside", "bad")
    if_(not setup.local and not setup.public_url.startswith("https://"), "no TLS", "bad")
    if_(not setup.companies, "no company", "warn")
    if_(not setup.public_url, "no public address", "warn")
    if_(not setup.sends_mail and not setup.demo_post, "no mail at all", "warn")
    return found


HOUSE_TROUBLES: Final = {
    "no server": Words(
        "De server antwoordt niet op {address}. Start hem: zegel serve.",
        "No server answers at {address}. Start it: zegel serve.",
    ),
    "readable files": Words(
        "Anderen op deze computer kunnen {files} lezen. Neem hun dat recht af (chmod 600).",
        "Others on this machine can read {files}. Take that right away (chmod 600).",
    ),
    "public address away": Words("Van buiten werkt {url} niet: {why}.", "From outside {url} does not work: {why}."),
    "certificate ends": Words(
        "Het certificaat van {url} is nog {days} dagen geldig. Kijk waarom het niet vanzelf wordt vernieuwd.",
        "The certificate of {url} is good for {days} more days. Look why it is not renewed by itself.",
    ),
    "demo post outside": Words(
        "ZEGEL_DEMO_POST toont ieders post, ook buiten. Zet het uit.", "ZEGEL_DEMO_POST shows everybody’s mail, outside too. Switch it off."
    ),
    "no TLS": Words(
        "De server luistert buiten deze computer zonder TLS. Zet er een proxy voor en stel ZEGEL_PUBLIC_URL in op https://….",
        "The server listens outside this machine without TLS. Put a proxy in front, and set ZEGEL_PUBLIC_URL to https://….",
    ),
    "no company": Words("Er is nog geen zaak: zegel company new.", "There is no company yet: zegel company new."),
    "no public address": Words(
        "ZEGEL_PUBLIC_URL is niet ingesteld: mail met aanbiedingen gaat niet weg, want niemand kan zich afmelden.",
        "ZEGEL_PUBLIC_URL is not set: mail with offers is not sent, for nobody could unsubscribe.",
    ),
    "no mail at all": Words(
        "ZEGEL_SMTP_HOST is niet ingesteld: leden krijgen geen inlogcode en geen bon.",
        "ZEGEL_SMTP_HOST is not set: members get no sign-in code and no receipt.",
    ),
    "no program": Words(
        "Er geldt nog geen programma: kies er een in het kantoor, of zegel program publish.",
        "No program is live yet: choose one in the office, or zegel program publish.",
    ),
    "no owner": Words("Er is nog geen eigenaar die kan inloggen: zegel staff first.", "No owner can sign in yet: zegel staff first."),
}
"""Trouble → words; `no program` and `no owner` are of one company."""
