"""What insight.vitals finds, said to whoever minds the shop: the office shows it, `zegel doctor` too."""

from typing import Final

from zegel.program.model import Words

TROUBLES: Final = {
    "books differ": Words(
        "De boeken kloppen niet met wat er is geboekt. Bel uw beheerder.", "The books differ from what was booked. Call your administrator."
    ),
    "worker stands still": Words(
        "Wat vanzelf moet gebeuren, gebeurt niet. Bel uw beheerder: de werker staat stil.",
        "What should happen by itself does not. Call your administrator: the worker stands still.",
    ),
    "seals late": Words(
        "De boeken zijn al langer dan een uur niet verzegeld. Bel uw beheerder.",
        "The books were not sealed for more than an hour. Call your administrator.",
    ),
    "draft late": Words(
        "Een gepland programma is niet ingegaan. Kijk bij Programma.", "A scheduled program did not go live. Look at Program."
    ),
    "disk full": Words("De schijf raakt vol. Maak ruimte.", "The disk is getting full. Make room."),
    "no backup": Words("Er is nog geen reservekopie gemaakt.", "No backup was made yet."),
    "backup old": Words("De nieuwste reservekopie is ouder dan twee dagen.", "The newest backup is more than two days old."),
    "never restored": Words("Nog geen reservekopie is ooit teruggezet. Probeer het een keer.", "No backup was ever restored. Try it once."),
    "restore old": Words(
        "Het is meer dan drie maanden geleden dat u een reservekopie terugzette.", "You last restored a backup more than three months ago."
    ),
    "never checked": Words("De boeken zijn nog nooit nagekeken.", "The books were never checked."),
    "check old": Words("De boeken zijn meer dan een maand niet nagekeken.", "The books were not checked for more than a month."),
    "no mail server": Words("Er wacht post, en er is geen mailserver ingesteld.", "Mail is waiting, and no mail server has been set."),
    "mail late": Words("Post wacht al langer dan een uur.", "Mail has been waiting for more than an hour."),
    "mail failed": Words("Sommige post kon niet worden bezorgd.", "Some mail could not be delivered."),
}
