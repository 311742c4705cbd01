"""What the office says of the house itself."""

from typing import Final

from zegel.program.model import Words

WORDS: Final[dict[str, Words]] = {
    "room health": Words("Gezondheid", "Health"),
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
    "elsewhere": Words("op een andere machine", "on another machine"),
}
"""Key → words. `trouble …` is what `insight.vitals` finds."""
