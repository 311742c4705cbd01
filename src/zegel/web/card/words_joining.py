"""What the card says to whoever makes one themselves, to parents, and of what was said and noted before."""

from typing import Final

from zegel.program.model import Words

JOINING_WORDS: Final[dict[str, Words]] = {
    "join title": Words("Maak mijn kaart", "Make my card"),
    "join what": Words(
        "Met uw e-mailadres hebt u in een minuut een kaart. Wij sturen u één code om te zien dat het adres van u is.",
        "With your e-mail address you have a card in a minute. We send you one code to see that the address is yours.",
    ),
    "join invited": Words("U komt via een uitnodiging. Die telt vanzelf mee.", "You come by an invitation. It counts by itself."),
    "if you like": Words("(hoeft niet)", "(if you like)"),
    "birthday odd": Words("Die geboortedatum bestaat niet. Kijk hem even na.", "There is no such day of birth. Please check it."),
    "join may we": Words("Mogen wij u iets sturen?", "May we send you something?"),
    "join may what": Words(
        "Alles staat uit. U spaart net zoveel als u nee zegt, en kunt het altijd veranderen.",
        "Everything is off. You save just as much if you say no, and can change it whenever you like.",
    ),
    "your age": Words("Uw leeftijd", "Your age"),
    "old enough": Words("Ik ben {age} jaar of ouder", "I am {age} or older"),
    "join kept": Words(
        "Wij bewaren uw adres, uw naam als u die geeft, en wat u spaart. U kunt alles inzien, meenemen en wissen.",
        "We keep your address, your name if you give it, and what you save. You can see, take along and erase all of it.",
    ),
    "join code what": Words(
        "Er staat een code van zes cijfers in de mail van {email}. U kunt hem 10 minuten gebruiken.",
        "A code of six digits is in the mail of {email}. You can use it for 10 minutes.",
    ),
    "join make": Words("Maak mijn kaart", "Make my card"),
    "join loose": Words("Liever zonder naam?", "Rather without a name?"),
    "join loose what": Words(
        "Een kaart zonder naam is er meteen en vraagt niets. U spaart ermee; later op uw naam zetten kan.",
        "A card without a name is there at once and asks nothing. You save with it, and can put it in your name later.",
    ),
    "make loose": Words("Maak een kaart zonder naam", "Make a card without a name"),
    "show loose": Words("Toon mijn kaart zonder naam", "Show my card without a name"),
    "have card": Words("Ik heb al een kaart", "I have a card already"),
    "no card yet": Words("Nog geen kaart? Maak er een", "No card yet? Make one"),
    "add child": Words("Voeg een kind toe", "Add a child"),
    "child what": Words(
        "Voor kinderen tot {age} jaar. Uw kind krijgt een kaart met een code; besteden doet u, uit de pot.",
        "For children up to {age}. Your child gets a card with a code; you spend, out of the pot.",
    ),
    "child name": Words("Voornaam van uw kind", "First name of your child"),
    "child odd": Words("Vul de voornaam en de geboortedatum in.", "Fill in the first name and the day of birth."),
    "parent consents": Words("Toestemming", "Consent"),
    "parent says": Words(
        "Ik ben de ouder of voogd en vind goed dat mijn kind een kaart heeft.",
        "I am the parent or guardian and agree that my child has a card.",
    ),
    "parent unsure": Words(
        "Zet het vinkje: alleen een ouder of voogd kan dit doen.", "Tick the box: only a parent or guardian can do this."
    ),
    "child kept": Words(
        "Wij bewaren de voornaam, de geboortedatum en wat uw kind spaart. Reclame krijgt uw kind niet.",
        "We keep the first name, the day of birth and what your child saves. Your child gets no advertising.",
    ),
    "card of child": Words("Toon de kaart", "Show the card"),
    "child pool": Words("Zet in de pot", "Put into the pot"),
    "child out": Words("Wis deze kaart", "Erase this card"),
    "child out what": Words(
        "De kaart van {name} en wat erop staat, is dan voorgoed weg. Zet punten eerst in de pot.",
        "The card of {name} and what is on it are gone for good then. Put points into the pot first.",
    ),
    "child out sure": Words("Ja, wis deze kaart", "Yes, erase this card"),
    "said before": Words("Wat u eerder zei", "What you said before"),
    "said that": Words("ja", "yes"),
    "said that not": Words("nee", "no"),
    "said on card": Words("op uw kaart", "on your card"),
    "said at till": Words("aan de kassa", "at the till"),
    "said at office": Words("via een collega van de winkel", "through a colleague of the shop"),
    "said elsewhere": Words("via de webwinkel of een koppeling", "by the web shop or a connection"),
    "purpose child-card": Words("Kaart van een kind", "Card of a child"),
    "young title": Words("Laat een ouder u toevoegen", "Have a parent add you"),
    "young what": Words(
        "Een eigen kaart is er vanaf {age} jaar. Bent u jonger, dan spaart u mee in het huishouden van uw ouder of voogd.",
        "A card of your own is from {age}. If you are younger, you save in the household of your parent or guardian.",
    ),
    "young how": Words(
        "Uw ouder opent de eigen kaart, kiest Ik, dan Huishouden, en daar: Voeg een kind toe.",
        "Your parent opens their own card, chooses Me, then Household, and there: Add a child.",
    ),
    "young not kept": Words("Van wat u hier invulde is niets bewaard.", "Nothing of what you filled in here was kept."),
    "young older": Words("Ik ben wel {age} of ouder", "I am {age} or older"),
    "invited mine": Words(
        "U hebt al een kaart. Zeg bij Breng een vriend mee dat iemand u uitnodigde.",
        "You have a card already. Say under Bring a friend that somebody invited you.",
    ),
    "welcome": Words("Uw kaart is klaar. Laat de code bij de kassa scannen.", "Your card is ready. Have the code scanned at the till."),
    "welcome back": Words("U had al een kaart. Hier is hij.", "You had a card already. Here it is."),
    "welcome friend": Words(
        "Uw uitnodiging is genoteerd. U hoort het als de beloning er is.", "Your invitation was noted. You hear when the reward is there."
    ),
    "welcome no friend": Words(
        "De uitnodiging telt niet mee: ze is van uzelf, of van niemand meer.",
        "The invitation does not count: it is your own, or nobody's any more.",
    ),
    "let it be scanned": Words("Laat deze code bij de kassa scannen.", "Have this code scanned at the till."),
    "loose keep": Words(
        "Alleen dit toestel kent deze kaart. Maak een schermafdruk, of zet hem op uw naam.",
        "Only this device knows this card. Take a screenshot, or put it in your name.",
    ),
    "loose name": Words("Zet hem op mijn naam", "Put it in my name"),
    "another nameless": Words("Een andere kaart zonder naam", "Another card without a name"),
}
