"""The keys of the sections that keep money for somebody."""

from typing import Final

from zegel.program.key import Key
from zegel.program.price_protection import PROTECTION, PROTECTION_KEYS

STORED_VALUE_SECTIONS: Final = (
    Key("store credit", "table `store credit`", "Money that the shop owes a member in goods; it pays like cash."),
    Key("gift cards", "table `gift cards`", "Money that somebody paid beforehand; whoever shows the card's code pays with it."),
    Key("paid stamps", "table `paid stamps`", "Stamps that are bought beside the groceries (koopzegels) and paid out by the book."),
    PROTECTION,
)

STORED_VALUE: Final[dict[str, tuple[Key, ...]]] = {
    "store credit": (
        Key("names", "`{nl: …, en: …}`", "What members read.", "winkeltegoed, store credit"),
        Key("expires", "like a unit's", "How long it can be spent.", "never"),
        Key("pending", "like a unit's", "How long what a rule earned of it waits.", "at once"),
    ),
    "gift cards": (
        Key("names", "`{nl: …, en: …}`", "What members read.", "cadeaukaart, gift card"),
        Key("valid for", "like a unit's `expires`", "How long what is on a card can be spent; no less than the law asks.", "never lapses"),
        Key("from", "`5.00 EUR`", "The least that a card is sold or topped up for.", "any amount"),
        Key("at most", "`150.00 EUR`", "The most that is ever on one.", "no limit"),
        Key("printed", "`any` or `registered`", "Which printed cards a till sells: any, or those of the shop's own batches.", "any"),
    ),
    "paid stamps": (
        Key("price", "`0.10 EUR`", "What one costs.", needed=True),
        Key("at most", "`1 per 1.00 EUR`", "How many may be bought with a basket: for each full amount of what counts.", needed=True),
        Key("book", "count", "How many make a full book.", needed=True),
        Key("pays", "`52.00 EUR`", "What a full book pays out. A book that is not full pays what was paid for it.", needed=True),
        Key("VAT", "list of table `VAT share`", "How the turnover is divided, for the bonus of a full book.", "all at 21%"),
        Key("counted", "`true` or `false`", "Whether what is sold is counted: above an amount the central bank must be told.", "true"),
        Key("told from", "`70%`", "From which part of that amount on the office is told.", "70%"),
        Key("above it", "`told` or `refused`", "Whether stamps are still sold above that amount.", "told"),
        Key("names", "`{nl: [koopzegel, koopzegels], en: [stamp, stamps]}`", "One and many.", "koopzegel, savings stamp"),
    ),
    "VAT share": (
        Key("rate", "`9%`", "A VAT rate; `0%` for none.", needed=True),
        Key("share", "`80%`", "The part of the turnover that it is on.", needed=True),
    ),
    **PROTECTION_KEYS,
}  # fmt: skip

STORED_VALUE_TITLES: Final = {name: f"`{name}`" for name in STORED_VALUE}
STORED_VALUE_NOT_LAWFUL: Final = "The country's law does not allow it."
