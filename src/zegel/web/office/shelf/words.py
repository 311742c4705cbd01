"""What the office says of rewards, codes, gift cards and experiences."""

from typing import Final

from zegel.program.model import Words

WORDS: Final[dict[str, Words]] = {
    "room rewards": Words("Beloningen", "Rewards"),
    "rewards title": Words("Beloningen en voorraad", "Rewards and stock"),
    "rewards given lately": Words(
        "{count} beloningen, in {days} dagen {given} keer gegeven", "{count} rewards, given {given} times in {days} days"
    ),
    "no rewards": Words(
        "Uw programma heeft nog geen beloningen. Zet er een in bij Programma.", "Your program has no rewards yet. Add one under Program."
    ),
    "category": Words("Categorie", "Category"),
    "every category": Words("Alle", "All"),
    "categories": Words("Categorieën", "Categories"),
    "for a token": Words("voor een volle kaart of een tegoedbon", "for a full card or a token"),
    "and cash": Words("{price} en {cash}", "{price} and {cash}"),
    "costs you": Words("kost u {amount}", "costs you {amount}"),
    "no limit": Words("zonder grens", "without limit"),
    "left here": Words("nog {count}", "{count} left"),
    "least at": Words("nog {count} in {branch}", "{count} left at {branch}"),
    "given times": Words("{count} keer", "{count} times"),
    "nearly gone": Words("{name} is bijna op: {stock}.", "{name} is nearly gone: {stock}."),
    "refill": Words("Vul aan", "Refill"),
    "stock": Words("Voorraad", "Stock"),
    "stock of": Words("Voorraad: {stock}", "Stock: {stock}"),
    "all together": Words("alle filialen samen", "all branches together"),
    "how many more": Words("Hoeveel komen erbij? Met een min ervoor gaan ze eraf.", "How many come in? With a minus they go out."),
    "why stock": Words("Bijvoorbeeld: geleverd, geteld, gebroken.", "For instance: delivered, counted, broken."),
    "without stock": Words(
        "Deze beloning heeft geen voorraad. Zet die in het programma als er maar zoveel zijn.",
        "This reward has no stock. State it in the program if there are only so many.",
    ),
    "looks": Words("Foto en categorie", "Photo and category"),
    "photo": Words("Foto", "Photo"),
    "photo of": Words("Foto van {name}", "Photo of {name}"),
    "photo help": Words(
        "JPEG, PNG of WebP, hoogstens 8 MB. Plaats en camera gaan eruit.", "JPEG, PNG or WebP, 8 MB at most. Place and camera are removed."
    ),
    "take photo away": Words("Haal de foto weg", "Take the photo away"),
    "photo empty": Words("Kies eerst een foto.", "Choose a photo first."),
    "photo kind": Words("Dit is geen JPEG, PNG of WebP. Kies een andere foto.", "This is no JPEG, PNG or WebP. Choose another photo."),
    "photo bytes": Words("Deze foto is groter dan 8 MB. Kies een kleinere.", "This photo is larger than 8 MB. Choose a smaller one."),
    "photo pixels": Words(
        "Deze foto is te groot of te klein. Neem er een van 48 tot 16.000 beeldpunten breed.",
        "This photo is too large or too small. Take one of 48 to 16,000 pixels wide.",
    ),
    "photo broken": Words("Deze foto is beschadigd. Kies een andere.", "This photo is damaged. Choose another."),
    "given lately": Words("Gegeven in {days} dagen", "Given in {days} days"),
    "never given": Words("Nog niet gegeven.", "Not given yet."),
    "counted at seal": Words(
        "Geteld als de boeken worden verzegeld, elke paar minuten.", "Counted when the books are sealed, every few minutes."
    ),
    "file rewards": Words("beloningen", "rewards"),
    "file given": Words("gegeven", "given"),
    "column reward": Words("Beloning", "Reward"),
    "column category": Words("Categorie", "Category"),
    "column price": Words("Prijs", "Price"),
    "column cost": Words("Kost u", "Costs you"),
    "column stock": Words("Voorraad", "Stock"),
    "column given": Words("Gegeven", "Given"),
    "column day": Words("Dag", "Day"),
}
"""Key → words."""
