"""What the office says of the house itself."""

from typing import Final

from zegel.program.model import Words

WORDS: Final[dict[str, Words]] = {
    "room health": Words("Gezondheid", "Health"),
    "room privacy": Words("Privacy", "Privacy"),
    "privacy use": Words(
        "Dit lezen uw leden op hun kaart, ook voordat zij er een nemen. De bewaartijden komen uit uw programma.",
        "This is what your members read on their card, also before they take one. Keeping times come from your program.",
    ),
    "privacy change": Words("Verander de bewaartijden", "Change the keeping times"),
    "privacy where": Words("Zoals leden het zien", "As members see it"),
    "health what": Words(
        "Of de boeken kloppen, of u ze kunt terugzetten, en wat er wacht.",
        "Whether the books balance, whether you can restore, and what waits.",
    ),
    "all well": Words("Alles gaat goed.", "All is well."),
    "trouble books differ": Words(
        "De boeken kloppen niet met wat er is geboekt. Bel uw beheerder.", "The books differ from what was booked. Call your administrator."
    ),
    "trouble worker stands still": Words(
        "Wat vanzelf moet gebeuren, gebeurt niet. Bel uw beheerder: de werker staat stil.",
        "What should happen by itself does not. Call your administrator: the worker stands still.",
    ),
    "trouble seals late": Words(
        "De boeken zijn al langer dan een uur niet verzegeld. Bel uw beheerder.",
        "The books were not sealed for more than an hour. Call your administrator.",
    ),
    "trouble draft late": Words(
        "Een gepland programma is niet ingegaan. Kijk bij Programma.", "A scheduled program did not go live. Look at Program."
    ),
    "trouble disk full": Words("De schijf raakt vol. Maak ruimte.", "The disk is getting full. Make room."),
    "trouble no backup": Words("Er is nog geen reservekopie gemaakt.", "No backup was made yet."),
    "trouble backup old": Words("De nieuwste reservekopie is ouder dan twee dagen.", "The newest backup is more than two days old."),
    "trouble never restored": Words(
        "Nog geen reservekopie is ooit teruggezet. Probeer het een keer.", "No backup was ever restored. Try it once."
    ),
    "trouble restore old": Words(
        "Het is meer dan drie maanden geleden dat u een reservekopie terugzette.", "You last restored a backup more than three months ago."
    ),
    "trouble never checked": Words("De boeken zijn nog nooit nagekeken.", "The books were never checked."),
    "trouble check old": Words("De boeken zijn meer dan een maand niet nagekeken.", "The books were not checked for more than a month."),
    "trouble no mail server": Words(
        "Er wacht post, en er is geen mailserver ingesteld.", "Mail is waiting, and no mail server has been set."
    ),
    "trouble mail late": Words("Post wacht al langer dan een uur.", "Mail has been waiting for more than an hour."),
    "trouble mail failed": Words("Sommige post kon niet worden bezorgd.", "Some mail could not be delivered."),
    "act now": Words("Nu doen", "Now"),
    "act soon": Words("Binnenkort", "Soon"),
    "books": Words("De boeken", "The books"),
    "books balance": Words("Kloppen", "They balance"),
    "books balance not": Words("Kloppen niet", "They do not balance"),
    "not checked": Words("Nog nooit nagekeken", "Never checked"),
    "checked at": Words("nagekeken op {day} om {hour}", "checked on {day} at {hour}"),
    "checked over": Words(
        "Boekingen: {entries}. Spaarpotten: {purses}. Bonnen: {receipts}.", "Entries: {entries}. Purses: {purses}. Receipts: {receipts}."
    ),
    "check books": Words("Kijk de boeken na", "Check the books"),
    "check help": Words("Het mag onder werktijd: de kassa’s gaan door.", "You may do it while you work: the tills go on."),
    "checking": Words("De boeken worden nagekeken", "The books are being checked"),
    "checked so far": Words("{done} van {total} spaarpotten", "{done} of {total} purses"),
    "stopping": Words("Stopt zo", "Stopping"),
    "stop check": Words("Stop", "Stop"),
    "findings": Words("Voor uw beheerder: wat er niet klopt", "For your administrator: what differs"),
    "backups": Words("Reservekopieën", "Backups"),
    "last made": Words("Laatst gemaakt", "Last made"),
    "last restored": Words("Laatst teruggezet", "Last restored"),
    "all backups": Words("Alle die we kennen", "All that we know of"),
    "never": Words("nog nooit", "never"),
    "file": Words("Bestand", "File"),
    "made": Words("Gemaakt", "Made"),
    "size": Words("Grootte", "Size"),
    "put back": Words("Teruggezet", "Restored"),
    "restore help": Words(
        "Teruggezet is ook: geprobeerd met zegel restore BESTAND --check.", "Restored also means: tried with zegel restore FILE --check."
    ),
    "waiting": Words("Wat er wacht", "What waits"),
    "due": Words("Vrij te geven, vervallen of na te kijken", "To release, expire or review"),
    "due since": Words("{count}, de oudste van {day}, {hour}", "{count}, the oldest of {day}, {hour}"),
    "nothing waits": Words("niets", "nothing"),
    "to be sealed": Words("Te verzegelen spaarpotten", "Purses to be sealed"),
    "sealed at": Words("Laatst verzegeld", "Last sealed"),
    "lines removed": Words("Oude bonregels verwijderd", "Old receipt lines removed"),
    "lines removed before": Words("tot {day}", "until {day}"),
    "commands waiting": Words("Opdrachten in de rij", "Commands in the queue"),
    "mail waiting": Words("Post die wacht", "Mail that waits"),
    "mail failed": Words("Post die niet aankwam", "Mail that did not arrive"),
    "mail server": Words("Mailserver", "Mail server"),
    "mail server set": Words("ingesteld", "set"),
    "mail server none": Words("niet ingesteld", "not set"),
    "worker": Words("Werker", "Worker"),
    "worker here": Words("in deze server", "in this server"),
    "worker apart": Words("los van deze server", "apart from this server"),
    "machine": Words("De machine", "The machine"),
    "zegel version": Words("Versie van Zegel", "Version of Zegel"),
    "schema": Words("Schema van de database", "Schema of the database"),
    "database size": Words("Database", "Database"),
    "room left": Words("Ruimte op de schijf", "Room on the disk"),
    "room branches": Words("Filialen", "Branches"),
    "branches what": Words(
        "Wie er werkt, welke kassa’s er staan, en wat er van de envelop voor gestes over is.",
        "Who works there, which tills stand there, and what is left of the envelope for gestures.",
    ),
    "file branches": Words("filialen", "branches"),
    "file gestures": Words("gestes", "gestures"),
    "envelope": Words("Envelop van {month}", "Envelope of {month}"),
    "envelope left": Words("{left} over van {envelope}", "{left} left of {envelope}"),
    "envelope given": Words("{given} gegeven", "{given} given"),
    "no envelope": Words("Het programma kent geen gestes.", "The program knows no gestures."),
    "given this month": Words("Deze maand gegeven", "Given this month"),
    "no gestures yet": Words("Deze maand nog niets gegeven.", "Nothing given this month yet."),
    "works here": Words("Wie hier werkt", "Who works here"),
    "nobody here": Words("Niemand heeft hier een rol.", "Nobody has a role here."),
    "stand here": Words("Kassa’s hier", "Tills here"),
    "till locked": Words("vergrendeld", "locked"),
    "opens at": Words("De dag begint om {hour}, tijdzone {zone}.", "The day begins at {hour}, time zone {zone}."),
    "room keys": Words("Sleutels", "Keys"),
    "keys what": Words(
        "Waarmee kassa’s en andere systemen zich melden. Een sleutel is één keer te zien.",
        "With which tills and other systems sign in. A key is shown once.",
    ),
    "key shown": Words("De sleutel voor {source}", "The key for {source}"),
    "key shown once": Words("Bewaar hem nu: hij wordt nooit meer getoond.", "Keep it now: it is never shown again."),
    "keys good": Words("Geldige sleutels", "Keys that are good"),
    "keys over": Words("Voorbij: {count}", "Over: {count}"),
    "no keys": Words("Nog geen sleutel.", "No key yet."),
    "until revoked": Words("tot u hem intrekt", "until you revoke it"),
    "key good": Words("geldig", "good"),
    "revoked": Words("ingetrokken", "revoked"),
    "lapsed": Words("verlopen", "lapsed"),
    "new key": Words("Nieuwe sleutel", "New key"),
    "key source": Words("Wie gebruikt hem?", "Who uses it?"),
    "key source help": Words("Een kassa of een systeem, elk een eigen sleutel.", "A till or a system, each with a key of its own."),
    "key may": Words("Wat mag hij?", "What may it do?"),
    "set till": Words("Wat een kassa mag", "What a till may"),
    "set office": Words("Wat een kantoor mag", "What an office may"),
    "set all": Words("Alles", "Everything"),
    "set none": Words("Alleen wat ik hieronder kies", "Only what I choose below"),
    "one by one": Words("Kies ze één voor één", "Choose them one by one"),
    "key lasts": Words("Hoe lang?", "For how long?"),
    "days many": Words("{count} dagen", "{count} days"),
    "make key": Words("Maak sleutel", "Make key"),
    "revoke key": Words("Trek in", "Revoke"),
    "revoke which": Words("Een sleutel intrekken", "Revoke a key"),
    "scope members:read": Words("een lid opzoeken, met gegevens en tegoed", "look a member up, read profile and balances"),
    "scope members:list": Words("alle leden doorlopen", "page through all members"),
    "scope members:merge": Words("twee leden tot één maken", "make two members one"),
    "scope members:block": Words("verdienen of besteden van een lid tegenhouden", "stop a member's earning or spending"),
    "scope members:erase": Words("leden voorgoed laten weggaan en wissen", "let members leave for good, and erase them"),
    "scope members:write": Words("leden inschrijven en kaarten toevoegen", "enrol members, add identifiers"),
    "scope books:read": Words("tegoeden, boekingen en bonnen lezen", "read lots, entries and receipts"),
    "scope program:read": Words("het programma lezen", "read the live program and its sentences"),
    "scope program:check": Words("een programma nakijken", "check a program, and see what it would change"),
    "scope program:write": Words("ontwerpen van het programma schrijven", "write drafts of the program"),
    "scope program:publish": Words("een programma publiceren", "publish a draft: what is promised from then on"),
    "scope articles:read": Words("het assortiment lezen", "read the catalogue of articles"),
    "scope articles:write": Words("het assortiment bijwerken", "put articles into the catalogue"),
    "scope codes:read": Words("series codes bekijken", "see how batches of codes stand"),
    "scope segments:read": Words("groepen van leden zien: hoeveel, niet wie", "see saved segments: how many, not who"),
    "scope segments:write": Words(
        "groepen bewaren en weggooien, en wie erin zit uitnodigen", "keep and drop segments, and invite whoever is in them"
    ),
    "scope codes:write": Words("series codes maken en beëindigen", "make batches of codes, and end them"),
    "scope staff:read": Words("zien wie hier werkt", "see who works here"),
    "scope staff:write": Words("collega’s aannemen, rollen geven en laten gaan", "take colleagues on, give them roles, let them go"),
    "scope quotes:read": Words("vragen wat een aankoop zou doen", "ask what a purchase would do"),
    "scope holds:write": Words("aankopen vasthouden, afronden en loslaten", "open, commit and cancel holds"),
    "scope purchases:write": Words("aankopen vastleggen", "record purchases, one by one or in bulk"),
    "scope returns:write": Words("goederen terugnemen", "take goods back"),
    "scope exchanges:write": Words("goederen ruilen", "take goods back and sell others for them"),
    "scope redemptions:write": Words("beloningen geven en terugdraaien", "hand over rewards, and cancel that"),
    "scope gestures:write": Words("geven wat een filiaal zelf mag geven", "give what a branch may give by itself"),
    "scope gestures:approve": Words("beslissen over gestes van collega’s", "approve or refuse what a colleague wants to give"),
    "scope claims:write": Words("een anonieme kaart op naam zetten", "make an anonymous purse a member's"),
    "scope events:write": Words("melden wat er naast aankopen gebeurt", "report what happened besides purchases"),
    "scope adjustments:write": Words("tegoeden met de hand corrigeren", "correct balances by hand"),
    "scope adjustments:approve": Words("correcties van collega’s goedkeuren", "agree to corrections that colleagues asked for"),
    "scope agreements:read": Words("bonusafspraken van zakelijke klanten bekijken", "see what business customers' agreements come to"),
    "scope agreements:write": Words("bonusafspraken vastleggen", "bind business customers to agreements"),
    "scope settlements:read": Words("bekijken wat partners elkaar schuldig zijn", "see what partners of a coalition owe each other"),
    "scope invoices:write": Words(
        "melden welke facturen betaald, geleverd of betwist zijn", "report which invoices are paid, delivered or disputed"
    ),
    "scope settlements:write": Words(
        "verrekeningen betwisten en daarover beslissen", "dispute statements between partners, and decide on that"
    ),
    "scope bonuses:write": Words(
        "jaarbonussen opmaken, vastzetten en goedkeuren", "make up, lock, approve, hold and correct yearly bonuses"
    ),
    "scope credit:write": Words("winkeltegoed geven", "give store credit"),
    "scope memberships:write": Words("lidmaatschappen beginnen en beëindigen", "start, offer and end memberships"),
    "scope tiers:write": Words("een niveau met de hand zetten", "set a tier by hand"),
    "scope cases:write": Words(
        "garanties, teruggaven, inruil en meldingen openen en afhandelen", "open and move warranties, rebates, trade-ins and service cases"
    ),
    "scope rebates:pay": Words("teruggaven naar de bank sturen en afmelden", "send rebates to the bank, and report on them"),
    "scope cases:list": Words("die van alle leden bekijken", "list them over all members"),
    "scope experiences:read": Words("zien waar leden heen mogen en wat vrij is", "see what members may come to, and the seats left"),
    "scope experiences:write": Words("aanmeldingen opnemen en mensen binnenlaten", "take replies, and let members in at the door"),
    "scope experiences:cancel": Words("een belevenis afblazen", "call an experience off"),
    "scope experiences:list": Words("zien wie komt en wie wacht", "see who comes and who waits"),
    "scope gift_cards:read": Words("zien wat er op een cadeaukaart staat", "see what is on a gift card"),
    "scope gift_cards:write": Words("cadeaukaarten uitgeven en opladen", "put gift cards into circulation, and top them up"),
    "scope gift_cards:replace": Words("een verloren cadeaukaart vervangen of blokkeren", "give a lost gift card another code, or block it"),
    "scope reviews:read": Words("zien wat er opvalt aan bonnen", "see what stands out among receipts"),
    "scope printed_cards:read": Words("zien waar gedrukte cadeaukaarten zijn", "see where printed gift cards are"),
    "scope printed_cards:make": Words(
        "cadeaukaarten laten drukken en naar filialen sturen", "have gift cards printed, and send them to branches"
    ),
    "scope printed_cards:write": Words(
        "gedrukte cadeaukaarten ontvangen, blokkeren en als verloren melden", "receive printed gift cards, block them, report them lost"
    ),
    "scope reviews:write": Words("beslissen over aankopen die te laat kwamen", "approve or refuse sales that came in late"),
    "elsewhere": Words("op een andere machine", "on another machine"),
}
"""Key → words. `trouble …` is what `insight.vitals` finds."""
