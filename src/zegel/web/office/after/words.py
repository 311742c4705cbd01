"""What the office says of what comes after a sale."""

from typing import Final

from zegel.program.model import Words

WORDS: Final[dict[str, Words]] = {
    "room cases": Words("Zaken", "Cases"),
    "cases what": Words(
        "Taken, garanties, teruggaven, inruil en meldingen: wat er loopt en wat u kunt doen.",
        "Tasks, warranties, rebates, trade-ins and complaints: what is under way and what you can do.",
    ),
    "file cases": Words("zaken", "cases"),
    "under way": Words("Wat loopt", "Under way"),
    "done with": Words("Voorbij", "Over"),
    "every kind": Words("alle soorten", "every kind"),
    "case kind": Words("Soort", "Kind"),
    "no cases": Words("Er is niets.", "There is nothing."),
    "case told": Words("Wat de klant vertelde", "What the customer said"),
    "case facts": Words("Waar het over gaat", "What it is about"),
    "case since": Words("Laatst veranderd", "Last changed"),
    "case by": Words("Laatst van", "Last by"),
    "case brought": Words("Aangebracht door", "Brought by"),
    "case from": Words("Geldig vanaf", "Valid from"),
    "case until": Words("Tot en met", "Through"),
    "case serial": Words("Serienummer", "Serial number"),
    "case worth": Words("Waarde", "Worth"),
    "case severity": Words("Hoe erg", "How bad"),
    "severity small": Words("iets kleins", "something small"),
    "severity serious": Words("iets ernstigs", "something serious"),
    "severity grave": Words("iets heel ernstigs", "something grave"),
    "case remedy": Words("Wat de wet geeft", "What the law gives"),
    "remedy repaired": Words("hersteld", "repaired"),
    "remedy replaced": Words("vervangen", "replaced"),
    "remedy refunded": Words("geld terug", "money back"),
    "remedy nothing due": Words("niets verplicht", "nothing due"),
    "do by": Words("Te doen voor", "To be done by"),
    "done by": Words("Gedaan door", "Done by"),
    "answer by": Words("Reageren voor", "Answer by"),
    "too late": Words("te laat", "too late"),
    "case offer": Words("Aangeboden gebaar", "Goodwill offered"),
    "case given": Words("Gegeven op", "Given on"),
    "case sale": Words("Bij de bon", "Of the receipt"),
    "look at receipt": Words("bekijk de bon", "look at the receipt"),
    "what now": Words("Wat nu?", "What now?"),
    "case is done": Words("Deze zaak is klaar.", "This case is done."),
    "case happened": Words("Wat er gebeurde", "What happened"),
    "open again": Words("Open weer", "Open again"),
    "case move": Words("Zet op: {state}", "Set to: {state}"),
    "other must": Words("{state}: dat doet iemand anders dan u.", "{state}: somebody else than you does that."),
    "which offer": Words("Welk gebaar?", "Which goodwill?"),
    "law first": Words(
        "Wat de wet geeft komt eerst; een gebaar komt daar bovenop.", "What the law gives comes first; goodwill comes on top of it."
    ),
    "most a year": Words("Hoogstens {count} keer per jaar per klant.", "At most {count} times a year for a customer."),
    "no offers": Words("Het programma kent geen gebaren bij meldingen.", "The program knows no goodwill for complaints."),
    "open case": Words("Noteer een melding", "Note a complaint"),
    "case about": Words("Waarover?", "What about?"),
    "member cases": Words("Zaken", "Cases"),
}
"""Key → words."""
