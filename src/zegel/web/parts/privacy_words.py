"""What the privacy text says: a text that a shop may use as it is."""

from typing import Final

from zegel.program.model import Words

PRIVACY_WORDS: Final[dict[str, Words]] = {
    "privacy title": Words("Uw gegevens bij ons", "Your data with us"),
    "privacy who title": Words("Wie", "Who"),
    "privacy who": Words(
        "{shop} bewaart deze gegevens en is er verantwoordelijk voor.", "{shop} keeps these data and is responsible for them."
    ),
    "privacy what title": Words("Wat", "What"),
    "privacy what": Words(
        "Wat u zelf vertelt (adres, naam, verjaardag), wat u kocht met de kaart, wat u spaarde en inwisselde, waar u ja of nee op zei,"
        " en wat wij over u opschrijven. Alles staat bij Ik, onder Wat wij weten.",
        "What you tell us (address, name, birthday), what you bought with the card, what you earned and spent, what you said yes or no to,"
        " and what we note about you. All of it is under Me, at What we know.",
    ),
    "privacy why title": Words("Waarom", "Why"),
    "privacy why": Words(
        "Om uw kaart te laten werken: dat spreken wij met u af. Om misbruik te zien: dat is ons belang, en ook het uwe.",
        "To make your card work: that is what we agree with you. To notice abuse: that is in our interest, and in yours.",
    ),
    "privacy mail title": Words("Mail en aanbiedingen", "Mail and offers"),
    "privacy mail": Words(
        "Alleen als u ja zei, per soort en per kanaal. U zet het altijd weer uit. U verliest er geen punt door.",
        "Only where you said yes, for each kind and channel. You can always switch it off. You lose no points by it.",
    ),
    "privacy alone title": Words("Niemand anders", "Nobody else"),
    "privacy alone": Words(
        "Wij verkopen niets over u. Deze bladzijden volgen u niet: geen cookies van anderen, geen beeldjes in mail die ons iets vertellen.",
        "We sell nothing about you. These pages do not follow you: no cookies of others, no pictures in mail that tell us anything.",
    ),
    "privacy rights title": Words("Wat u kunt doen", "What you can do"),
    "privacy rights": Words(
        "Alles zien, veranderen, meenemen en wissen kan op uw kaart, bij Ik. Of vraag het in de winkel. Kortingen rekent de computer uit en"
        " elke regel zegt waarom; klopt er iets niet, dan kijkt een mens ernaar.",
        "You can see, change, take along and erase everything on your card, under Me. Or ask in the shop. The computer works out discounts"
        " and every line says why; if something is not right, a person looks at it.",
    ),
    "privacy young title": Words("Jonger dan {age} jaar", "Younger than {age}"),
    "privacy young": Words(
        "Een eigen kaart op naam is er vanaf {age} jaar. Wie jonger is, spaart mee in het huishouden van een ouder, zonder profiel.",
        "A card in one's own name is from {age} years. Whoever is younger saves in a parent's household; we make no profile of them.",
    ),
    "privacy complain title": Words("Niet tevreden", "Not satisfied"),
    "privacy complain": Words(
        "Zeg het ons eerst. U mag ook altijd naar de Autoriteit Persoonsgegevens.",
        "Tell us first. You may always go to the data protection authority, too.",
    ),
    "keeping title": Words("Hoe lang wij het bewaren", "How long we keep it"),
    "keeping books": Words(
        "Wat u spaarde en inwisselde, houden wij zeven jaar in de boeken, zoals de belasting vraagt: zonder naam, als u weggaat.",
        "What you earned and spent stays in the books for seven years, as the tax office asks: without a name, if you leave.",
    ),
    "keeping rest": Words(
        "Al het andere bewaren wij tot u weggaat. Dan wissen wij het.", "We keep everything else until you leave. Then we erase it."
    ),
}
