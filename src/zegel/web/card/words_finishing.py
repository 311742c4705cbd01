"""What the card says to whoever was enrolled at the till a moment ago."""

from typing import Final

from zegel.program.model import Words

FINISHING: Final[dict[str, Words]] = {
    "finish title": Words("Uw kaart staat klaar", "Your card is ready"),
    "finish what": Words(
        "U bent net aan de kassa ingeschreven. Open uw kaart op deze telefoon; daar vult u zelf uw naam in.",
        "You were just enrolled at the till. Open your card on this phone; there you fill in your name yourself.",
    ),
    "finish open": Words("Open mijn kaart", "Open my card"),
    "finish once": Words("Dit werkt één keer, tien minuten lang.", "This works once, for ten minutes."),
    "finish spent title": Words("Deze code is op", "This code is used up"),
    "finish spent": Words(
        "De code van de kassa werkt één keer, tien minuten lang. Opende u hem niet zelf? Zeg het aan de kassa: met een code in uw eigen"
        " mail is de kaart alleen van u.",
        "The till's code works once, for ten minutes. Was it not you who opened it? Tell the till: with a code in your own mail the card is"
        " yours alone.",
    ),
    "finish why code": Words(
        "Anderen konden meekijken op het scherm van de kassa. Daarom opent uw eigen mail de kaart.",
        "Others could see the screen of the till. That is why your own mail opens the card.",
    ),
    "welcome title": Words("Welkom", "Welcome"),
    "welcome what": Words(
        "Hoe heet u, en waar mogen wij u mailen? U mag alles leeg laten: sparen gaat ook zonder.",
        "What is your name, and where may we mail you? You may leave it all empty: saving works without it.",
    ),
    "welcome email": Words("E-mailadres (mag leeg)", "E-mail address (may be empty)"),
    "welcome email help": Words(
        "Hiermee opent u uw kaart later weer. Wij sturen u eerst een code.",
        "With it you open your card again later. We send you a code first.",
    ),
    "welcome mailed": Words("Wij mailen u op", "We mail you at"),
    "welcome done": Words("Klaar, naar mijn kaart", "Done, to my card"),
    "welcome may": Words("Mogen wij u iets sturen?", "May we send you something?"),
}
