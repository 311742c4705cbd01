"""Headings of the office's lists, by the key of their columns; files that are taken along have the same."""

from typing import Final

from zegel.program.model import Words

COLUMNS: Final[dict[str, Words]] = {
    "column name": Words("Naam", "Name"),
    "column card": Words("Kaart", "Card"),
    "column tier": Words("Niveau", "Tier"),
    "column since": Words("Klant sinds", "Customer since"),
    "column seen": Words("Laatste bezoek", "Last visit"),
    "column visits": Words("Bezoeken", "Visits"),
    "column spent": Words("Besteed", "Spent"),
    "column blocked": Words("Geblokkeerd", "Blocked"),
    "column number": Words("Nummer", "Number"),
    "column when": Words("Wanneer", "When"),
    "column who": Words("Wie", "Who"),
    "column what": Words("Wat", "What"),
    "column object": Words("Waarvan", "Of what"),
    "column before": Words("Eerst", "Before"),
    "column after": Words("Daarna", "After"),
    "column reason": Words("Reden", "Reason"),
    "column gesture": Words("Geste", "Gesture"),
    "column people": Words("Mensen", "People"),
    "column tills": Words("Kassa’s", "Tills"),
    "column envelope": Words("Envelop deze maand", "Envelope this month"),
    "column given": Words("Gegeven", "Given"),
    "column left": Words("Over", "Left"),
    "column decided": Words("Akkoord van", "Agreed by"),
    "column worth": Words("Waarde", "Worth"),
    "column branch": Words("Filiaal", "Branch"),
}
"""`column <key>` → what stands above it."""
