"""What mails say, by key: Dutch and English beside each other."""

from typing import Final

from zegel.program.model import Words
from zegel.program.words import Language, of

WORDS: Final[dict[str, Words]] = {
    "dear": Words("Dag {name},", "Hello {name},"),
    "dear nobody": Words("Dag,", "Hello,"),
    "regards": Words("Met vriendelijke groet,", "Kind regards,"),
    "from": Words("U krijgt deze mail van {shop} ({address}).", "This mail is from {shop} ({address})."),
    "service": Words(
        "Deze mail hoort bij uw kaart; het is geen reclame.", "This mail belongs to your card; it is not advertising."
    ),
    "marketing": Words(
        "U krijgt deze mail omdat u daar ja op zei. Wilt u dit niet meer?",
        "You get this mail because you said yes to it. No more of this?",
    ),
    "unsubscribe": Words("Meld u af", "Unsubscribe"),
    "code subject": Words("Uw inlogcode voor {shop}", "Your sign-in code for {shop}"),
    "code title": Words("Uw inlogcode", "Your sign-in code"),
    "code use": Words("Vul deze code in om aan te melden:", "Enter this code to sign in:"),
    "code lasts": Words("De code werkt {minutes} minuten en één keer.", "The code works for {minutes} minutes, and once."),
    "code not you": Words(
        "Vroeg u hier niet om? Dan hoeft u niets te doen. Geef de code aan niemand, ook niet aan ons.",
        "Did you not ask for this? Then there is nothing to do. Give the code to nobody, not even to us.",
    ),
    "receipt subject": Words("Uw kassabon van {shop}", "Your receipt from {shop}"),
    "receipt title": Words("Uw kassabon", "Your receipt"),
    "receipt when": Words("{day}, {branch}", "{day}, {branch}"),
    "receipt off": Words("Uw voordeel", "Your advantage"),
    "receipt total": Words("Betaald", "Paid"),
    "receipt later": Words("Na de proef te betalen", "To be paid after the trial"),
    "receipt why": Words("Wat uw kaart hierbij deed:", "What your card did here:"),
    "receipt number": Words("Bon {receipt}", "Receipt {receipt}"),
    "gesture subject": Words("Iets van {shop} voor u", "Something from {shop} for you"),
    "gesture title": Words("Dit is voor u", "This is for you"),
    "gesture until": Words("U kunt het gebruiken tot en met {day}.", "You can use it up to and including {day}."),
    "consent subject": Words("U veranderde een toestemming bij {shop}", "You changed a consent at {shop}"),
    "consent given title": Words("U zei ja", "You said yes"),
    "consent withdrawn title": Words("U zei nee", "You said no"),
    "consent given": Words("U gaf toestemming voor {purpose}, {channel}.", "You gave your consent for {purpose}, {channel}."),
    "consent withdrawn": Words(
        "U trok uw toestemming in voor {purpose}, {channel}.", "You withdrew your consent for {purpose}, {channel}."
    ),
    "consent change": Words(
        "U kunt dit altijd weer veranderen. U verliest er geen punt door.", "You can change this at any time. You lose no points by it."
    ),
    "purpose offers": Words("aanbiedingen", "offers"),
    "purpose newsletter": Words("de nieuwsbrief", "the newsletter"),
    "purpose proposals": Words("persoonlijke voorstellen", "personal suggestions"),
    "purpose child-card": Words("de kaart van een kind", "the card of a child"),
    "receipt bought": Words("Wat u kocht", "What you bought"),
    "by email": Words("per e-mail", "by e-mail"),
    "by sms": Words("per sms", "by text message"),
    "by phone": Words("per telefoon", "by telephone"),
    "by post": Words("per post", "by post"),
    "by app": Words("in de app", "in the app"),
    "tier subject": Words("Uw niveau bij {shop}", "Your tier at {shop}"),
    "tier title": Words("Uw niveau verandert", "Your tier changes"),
    "card full subject": Words("Uw kaart bij {shop} is vol", "Your card at {shop} is full"),
    "card full title": Words("Uw kaart is vol", "Your card is full"),
    "given subject": Words("Een cadeau van {shop}", "A present from {shop}"),
    "given title": Words("Dit kreeg u van ons", "This is from us"),
    "issue subject": Words("Tegoed bij {shop}", "Credit at {shop}"),
    "issue title": Words("U hebt tegoed gekregen", "You have been given credit"),
    "price drop subject": Words("Geld terug van {shop}", "Money back from {shop}"),
    "price drop title": Words("De prijs daalde, u krijgt het verschil", "The price fell, you get the difference"),
    "seat subject": Words("Uw plaats bij {shop}", "Your place at {shop}"),
    "seat title": Words("Er is nieuws over uw plaats", "There is news about your place"),
    "membership subject": Words("Uw lidmaatschap bij {shop}", "Your membership at {shop}"),
    "membership title": Words("Uw lidmaatschap", "Your membership"),
    "message subject": Words("Een bericht van {shop}", "A message from {shop}"),
    "message title": Words("Een bericht voor u", "A message for you"),
    "survey link": Words("Zeg hoe het ging", "Say how it went"),
    "invitation subject": Words("Een uitnodiging van {shop}", "An invitation from {shop}"),
    "invitation title": Words("U bent uitgenodigd", "You are invited"),
    "own code subject": Words("Een code van {shop}, voor u alleen", "A code from {shop}, for you alone"),
    "own code title": Words("Een code voor u alleen", "A code for you alone"),
    "own code use": Words("{what}: laat deze code zien, samen met uw kaart.", "{what}: show this code, together with your card."),
    "own code once": Words("De code is van u; bij iemand anders werkt hij niet.", "The code is yours; it works for nobody else."),
    "membership ends subject": Words("Uw lidmaatschap bij {shop} loopt af", "Your membership at {shop} ends"),
    "membership ends title": Words("Uw lidmaatschap loopt af", "Your membership ends"),
    "tier ends subject": Words("Uw niveau bij {shop} loopt af", "Your tier at {shop} ends"),
    "tier ends title": Words("Uw niveau loopt af", "Your tier ends"),
    "trial ends subject": Words("Uw proef bij {shop} is bijna voorbij", "Your trial at {shop} is almost over"),
    "trial ends title": Words("Uw proef is bijna voorbij", "Your trial is almost over"),
    "trial over subject": Words("Uw proef bij {shop} is voorbij", "Your trial at {shop} is over"),
    "trial over title": Words("U houdt het", "You keep it"),
    "voucher ends subject": Words("Bij {shop} ligt nog iets voor u klaar", "Something at {shop} is still waiting for you"),
    "voucher ends title": Words("Haal het op tijd", "Fetch it in time"),
    "expiring subject": Words("Bij {shop} verloopt iets van u", "Something of yours expires at {shop}"),
    "expiring title": Words("Gebruik het op tijd", "Use it in time"),
    "expiring says": Words("Te gebruiken tot en met {day}: {what}.", "To be used up to and including {day}: {what}."),
}  # fmt: skip


def raw(key: str, language: Language) -> str:
    """The words of `key` in `language`, with their places left open. A key that is missing is a bug."""
    return of(WORDS[key], language)


def say(key: str, language: Language, **values: object) -> str:
    """The same, filled in. A value that is missing is a bug."""
    return raw(key, language).format(**values)
