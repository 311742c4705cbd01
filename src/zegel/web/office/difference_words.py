"""What the office says of sales that tills made without a line: each flag as a fact, and what to do about it."""

from typing import Final

from zegel.program.model import Words

W = Words
DIFFERENCES: Final[dict[str, Words]] = {
    "room offline": W("Offline verschillen", "Offline differences"),
    "offline what": W(
        "Aankopen van kassa's zonder verbinding waar iemand naar moet kijken. De klant is geholpen en merkt er niets van.",
        "Purchases of tills without a connection that somebody should look at. The customer was served and notices nothing.",
    ),
    "offline none": W("Geen verschillen. Alles van de kassa's klopt.", "No differences. Everything the tills sold adds up."),
    "offline at": W("Kassa {till}, {branch}", "Till {till}, {branch}"),
    "offline booked": W("staat in de boeken", "is in the books"),
    "offline not booked": W("staat nog niet in de boeken", "is not in the books yet"),
    "offline receipt": W("Bekijk de bon", "See the receipt"),
    "offline claimed": W("De klok van de kassa zei {when}.", "The till's clock said {when}."),
    "offline off": W("De kassa gaf zelf {what}: {amount}.", "The till gave {what} by itself: {amount}."),
    "offline gap": W(
        "{missing} van de eerste {last} offline aankopen van deze kassa kwamen nooit binnen. Zet die kassa aan.",
        "{missing} of this till's first {last} offline purchases never came in. Turn that till on.",
    ),
    "file title": W("Een kassa zonder verbinding", "A till without a connection"),
    "file what": W(
        "Komt de verbinding van een kassa niet terug? Laat de kassa haar wachtrij als bestand bewaren, en lees het hier in.",
        "Does a till's connection not come back? Let the till save its queue as a file, and bring it in here.",
    ),
    "file field": W("Bestand van de kassa", "File of the till"),
    "file help": W(
        "Twee keer inlezen mag: een aankoop die er al staat, komt er niet nog eens bij.",
        "You may bring it in twice: a purchase that is there already is not added again.",
    ),
    "file go": W("Lees in", "Bring in"),
    "file brought one": W("1 aankoop gelezen", "1 purchase read"),
    "file brought": W("{n} aankopen gelezen", "{n} purchases read"),
    "file applied": W("{n} bijgeschreven", "{n} added"),
    "file duplicate": W("{n} stond er al", "{n} there already"),
    "file review": W("{n} wacht hieronder op u", "{n} below for you to look at"),
    "file refused": W("{n} hieronder geweigerd door de boeken", "{n} refused by the books, below"),
    "file unreadable": W("{n} niet te lezen: gebruik de lijst van de kassa", "{n} cannot be read: use the till's list"),
    "file later": W("{n} nu niet gelukt: lees het bestand straks nog eens in", "{n} not now: bring the file in again in a while"),
    "flag clock": W("De klok van de kassa liep niet gelijk.", "The till's clock was wrong."),
    "flag clock do": W(
        "Zet de tijd van het apparaat op automatisch. De aankoop staat op de goede tijd.",
        "Set the device's time to automatic. The purchase stands at its true hour.",
    ),
    "flag paid": W("De klant betaalde {paid}, het programma komt op {pays}.", "The customer paid {paid}, the program says {pays}."),
    "flag paid do": W(
        "Geef het verschil terug bij het volgende bezoek, of laat het zo.",
        "Give the difference back next time, or leave it.",
    ),
    "flag moved": W("De gescande kaart is nu van iemand anders.", "The card that was scanned is somebody else's now."),
    "flag moved do": W(
        "De aankoop staat bij wie de kaart toen had. Klopt dat?",
        "The purchase went to whoever had the card then. Is that right?",
    ),
    "flag code": W("De gescande code klopte niet.", "The code that was scanned was not genuine."),
    "flag code do": W(
        "Er is alleen gespaard. Kijk of de aankoop bij dit lid hoort.",
        "It only earned. See whether the purchase is this member's.",
    ),
    "flag who": W("Wie verkocht, werkt hier niet (meer).", "Whoever sold this does not work here (any more)."),
    "flag who do": W("Kijk wie er aan de kassa stond.", "Find out who stood at the till."),
    "flag differs": W("Deze betaling stond er al, met een ander mandje.", "This payment was there already, with another basket."),
    "flag differs do": W("Vergelijk de bon met de kassarol.", "Compare the receipt with the cash register."),
    "flag late": W("De aankoop kwam meer dan drie dagen later binnen.", "The purchase came in more than three days late."),
    "flag late do": W("De punten wachten. Keur de aankoop goed, of niet.", "Its points wait. Approve the purchase, or not."),
    "flag revoked": W("Deze kassa was ingetrokken.", "This till had been withdrawn."),
    "flag revoked do": W("Boek de aankoop alleen als u haar herkent.", "Book the purchase only if you recognise it."),
    "flag refused": W("De boeken namen de aankoop niet aan: {why}", "The books did not take the purchase: {why}"),
    "flag refused do": W("Boek haar alsnog, op een andere kaart of zonder.", "Book it after all, on another card or without one."),
    "flag overspent": W("Er is meer ingezet dan er was: {paid} tegen {pays}.", "More was used than there was: {paid} against {pays}."),
    "flag overspent do": W(
        "De winkel draagt het verschil. De klant hoeft niets te doen.",
        "The shop bears the difference. The customer need do nothing.",
    ),
    "flag given": W(
        "Meegegeven zonder verbinding, en niet in de boeken: {what}.",
        "Given without a connection, and not in the books: {what}.",
    ),
    "flag given do": W(
        "De winkel draagt het. De klant hoeft niets te doen.",
        "The shop bears it. The customer need do nothing.",
    ),
    "flag unleased": W("De kassa liet meer inzetten dan voor haar klaarlag.", "The till let more be used than was set aside for it."),
    "flag unleased do": W("De boeken kloppen. Kijk of het vaker gebeurt.", "The books are right. See whether it happens more often."),
    "flag gift": W(
        "Bij deze aankoop hoort een cadeau: {gifts}. De kassa wist dat niet.",
        "A gift belongs to this purchase: {gifts}. The till did not know.",
    ),
    "flag gift do": W(
        "De boeken rekenen het als gegeven. Geef het bij het volgende bezoek.",
        "The books count it as given. Hand it over at the next visit.",
    ),
    "offline used": W("Ingezet zonder verbinding: {what}.", "Used without a connection: {what}."),
    "offline why": W("Wat deed u ermee?", "What did you do about it?"),
    "offline why usual": W("nagekeken, klopt", "looked at, it is right"),
    "offline card": W("Andere kaart (mag leeg)", "Another card (may be empty)"),
    "offline seen": W("Sluit af", "Close"),
    "offline book": W("Boek alsnog", "Book it after all"),
    "offline bare": W("Boek zonder kaart", "Book without a card"),
    "offline approve": W("Keur goed", "Approve"),
    "offline refuse": W("Keur af", "Refuse"),
}  # fmt: skip
