"""What the office says of gift cards that are printed beforehand."""

from typing import Final

from zegel.program.model import Words

CARD_WORDS: Final[dict[str, Words]] = {
    "card batches": Words("Gedrukte cadeaukaarten", "Printed gift cards"),
    "card batches what": Words(
        "Elke serie die u liet drukken, en waar de kaarten zijn. Een kaart is pas geld als de kassa hem verkoopt.",
        "Each batch that you had printed, and where its cards are. A card is money only once a till sells it.",
    ),
    "card batches here": Words("De kaarten die naar uw filiaal gingen.", "The cards that were sent to your branch."),
    "no card batches": Words(
        "Nog geen serie. Maak er een voordat u kaarten laat drukken.", "No batch yet. Make one before you have cards printed."
    ),
    "no card batches here": Words("Er zijn geen kaarten naar uw filiaal gestuurd.", "No cards were sent to your branch."),
    "to card batches": Words("Gedrukte kaarten", "Printed cards"),
    "new card batch": Words("Nieuwe serie kaarten", "New batch of cards"),
    "how many cards": Words("Hoeveel kaarten", "How many cards"),
    "worth on cards": Words(
        "Bedrag dat op elke kaart staat; leeg: de klant kiest", "Amount printed on each card; empty: the customer chooses"
    ),
    "card rule": Words("Wat de kassa verkoopt", "What the till sells"),
    "card rule registered": Words(
        "Een gedrukte kaart wordt alleen verkocht als hij in een van deze series staat.",
        "A printed card is sold only where it is in one of these batches.",
    ),
    "card rule any": Words(
        'Een kaart die in geen serie staat wordt ook verkocht. Niet goed? Zet in het programma bij cadeaukaarten "printed: registered".',
        'A card that is in no batch is sold too. If you do not want that, say "printed: registered" in the program, at gift cards.',
    ),
    "card no money": Words(
        "Een gestolen kaart die niet verkocht is, is niets waard: er staat geen geld op.",
        "A stolen card that was not sold is worth nothing: there is no money on it.",
    ),
    "cards in batch": Words("{count} kaarten", "{count} cards"),
    "worth each": Words("{amount} per kaart", "{amount} each"),
    "worth at sale": Words("bedrag naar keuze", "any amount"),
    "take cards what": Words(
        "De codes worden gemaakt terwijl u ze ophaalt, voor u of voor de drukker. Breekt het af, begin dan opnieuw: het zijn dezelfde.",
        "The codes are made while you get them, for you or for the printer. If it breaks off, begin again: they are the same.",
    ),
    "print only cards": Words("Zelf afdrukken kan tot {count} kaarten.", "Printing them yourself is for up to {count} cards."),
    "cards sheet": Words("Cadeaukaarten van {batch}", "Gift cards of {batch}"),
    "gift card": Words("Cadeaukaart", "Gift card"),
    "cards coming": Words("Onderweg naar {branch}", "On their way to {branch}"),
    "cards coming one": Words("1 kaart. Tel na en meld dat hij er is.", "1 card. Check it and say that it is there."),
    "cards coming what": Words(
        "{count} kaarten, van nummer {first} tot en met {last}. Tel ze na.", "{count} cards, number {first} through {last}. Count them."
    ),
    "all came in": Words("Alles is binnen", "All came in"),
    "some missing": Words(
        "Ontbreekt er een? Meld die nummers eerst hieronder als verloren.", "Is one missing? Report those numbers as lost below first."
    ),
    "its cards": Words("Kaarten", "Cards"),
    "find card hint": Words("Nummer, laatste tekens of filiaal", "Number, last symbols or branch"),
    "no cards so": Words("Geen kaarten.", "No cards."),
    "do to cards": Words("Doe iets met kaarten", "Do something with cards"),
    "do to cards what": Words(
        "Alleen kaarten die nog niet verkocht zijn. Een verkochte kaart heeft een eigen pagina: klik op het nummer en blokkeer hem daar.",
        "Only cards that were not sold. A card that was sold has a page of its own: follow its number and block it there.",
    ),
    "what to do": Words("Wat", "What"),
    "cards send": Words("Stuur naar een filiaal", "Send to a branch"),
    "cards receive": Words("Zijn aangekomen in een filiaal", "Came in at a branch"),
    "cards block": Words("Blokkeer", "Block"),
    "cards lose": Words("Meld als verloren of gestolen", "Report as lost or stolen"),
    "cards free": Words("Geef weer vrij", "Free again"),
    "from number": Words("Van nummer", "From number"),
    "to number": Words("tot en met", "through"),
    "which branch": Words("Filiaal, bij sturen en aankomen", "Branch, for sending and coming in"),
    "why cards": Words("Bijvoorbeeld: doos 3 gestolen", "For instance: box 3 was stolen"),
    "do it": Words("Doe het", "Do it"),
    "stands made": Words("bij u", "with you"),
    "stands sent": Words("onderweg", "on its way"),
    "stands there": Words("in filiaal", "in branch"),
    "stands active": Words("verkocht", "sold"),
    "stands used": Words("opgebruikt", "used up"),
    "stands expired": Words("verlopen", "expired"),
    "stands replaced": Words("vervangen", "replaced"),
    "stands blocked": Words("geblokkeerd", "blocked"),
    "stands lost": Words("verloren", "lost"),
    "stands gone": Words("op of vervangen", "used or replaced"),
    "stands stopped": Words("geblokkeerd of verloren", "blocked or lost"),
    "column cardbatch": Words("Serie", "Batch"),
    "column begun": Words("Gemaakt", "Made"),
    "column printedworth": Words("Bedrag", "Amount"),
    "column cards": Words("Kaarten", "Cards"),
    "column cardsmade": Words("Bij u", "With you"),
    "column cardssent": Words("Onderweg", "On their way"),
    "column cardsthere": Words("In filiaal", "In branch"),
    "column cardsactive": Words("Met tegoed", "Money on it"),
    "column cardsgone": Words("Opgebruikt", "Used up"),
    "column cardsstopped": Words("Geblokkeerd", "Blocked"),
    "column cardno": Words("Nummer", "Number"),
    "column stood": Words("Sinds", "Since"),
    "file cardbatches": Words("kaartseries", "card-batches"),
    "file printedcards": Words("gedrukte-kaarten", "printed-cards"),
}
"""Key → words."""
