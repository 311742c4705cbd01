"""What the pages say of members merged, blocked, corrected and kept under a name."""

from typing import Final

from zegel.program.model import Words
from zegel.web.office.people import words_handouts

WORDS: Final[dict[str, Words]] = words_handouts.WORDS | {
    "block": Words("Blokkade", "Block"),
    "block what": Words(
        "Blokkeer een lid bij misbruik of twijfel. Wat het lid heeft, blijft staan.",
        "Block a member at misuse or doubt. What the member has stays.",
    ),
    "block choose": Words("Wat kan dit lid dan niet?", "What can this member then not do?"),
    "block both": Words("sparen en inwisselen", "earn and spend"),
    "block spending": Words("inwisselen", "spend"),
    "block earning": Words("sparen", "earn"),
    "block do": Words("Blokkeer dit lid", "Block this member"),
    "block is": Words("Dit lid kan nu niet {what}.", "This member cannot {what} for now."),
    "block by": Words("Door {who} op {day}: “{reason}”", "By {who} on {day}: “{reason}”"),
    "block lift": Words("Hef de blokkade op", "Lift the block"),
    "room segments": Words("Groepen", "Segments"),
    "segments what": Words(
        "Keuzes uit uw leden, met een naam. Wie erin zit, wordt steeds opnieuw bekeken.",
        "Choices of your members, with a name. Who is in one is looked up anew each time.",
    ),
    "segments table": Words("Bewaarde groepen", "Saved segments"),
    "segment who": Words("Wie", "Who"),
    "segment size": Words("Hoeveel, en wie u mag schrijven", "How many, and whom you may write to"),
    "segment none": Words(
        "Nog geen groepen. Kies leden en bewaar de keuze met een naam.", "No segments yet. Choose members and keep the choice under a name."
    ),
    "visits of": Words("Aankopen van {name}", "Purchases of {name}"),
    "visits what": Words(
        "Elke aankoop met de kaart, zoals de cijfers haar tellen.", "Each purchase with the card, as the figures count it."
    ),
    "column paid": Words("Betaald", "Paid"),
    "everybody": Words("Iedereen", "Everybody"),
    "segment seen": Words(
        "Leden zien bij hun gegevens in welke groepen zij zitten.", "Members see with their data which segments they are in."
    ),
    "segment new": Words("Nieuwe groep", "New segment"),
    "segment name": Words("Hoe heet de groep?", "What is the segment called?"),
    "segment keep": Words("Bewaar als groep", "Keep as a segment"),
    "segment keep in": Words("Bewaar in {name}", "Keep in {name}"),
    "segment members": Words("Bekijk de leden", "See the members"),
    "segment change": Words("Naam en keuze", "Name and choice"),
    "segment save": Words("Bewaar", "Keep"),
    "segment drop": Words("Gooi de groep weg", "Drop the segment"),
    "segment drop what": Words("De leden zelf merken er niets van.", "The members themselves notice nothing."),
    "segment changed": Words("Gewijzigd op {day} door {who}", "Changed on {day} by {who}"),
    "segment all": Words("Alle groepen", "All segments"),
    "segment reach": Words("Wie u mag schrijven", "Whom you may write to"),
    "segment choose first": Words("Kies minstens één ding.", "Choose at least one thing."),
    "segment also": Words("en ook: {consent}", "and also: {consent}"),
    "correct": Words("Corrigeer het saldo", "Correct the balance"),
    "correct of": Words("Corrigeer het saldo van {name}", "Correct the balance of {name}"),
    "correct what": Words(
        "Met de hand erbij of eraf. U ziet eerst wat het wordt; het staat in de boeken met uw reden.",
        "Added or taken off by hand. You first see what it becomes; it stands in the books with your reason.",
    ),
    "correct do": Words("Wat verandert er?", "What changes?"),
    "correct unit": Words("Waarvan?", "Of what?"),
    "correct now": Words("nu {count}", "now {count}"),
    "correct way": Words("Erbij of eraf?", "More or less?"),
    "correct up": Words("erbij", "more"),
    "correct down": Words("eraf", "less"),
    "correct count": Words("Hoeveel?", "How much?"),
    "correct before": Words("Nu", "Now"),
    "correct change": Words("Verandering", "Change"),
    "correct why": Words("Het lid kan deze reden lezen.", "The member can read this reason."),
    "correct book": Words("Boek de correctie", "Book the correction"),
    "correct asked": Words("Gevraagd. Een collega ziet het bij Aanvragen.", "Asked. A colleague sees it under Requests."),
    "correct done": Words("De correctie is geboekt.", "The correction is booked."),
    "card stops": Words("Dit werkt niet meer", "This stops working"),
    "card stops what": Words(
        "{card}, ook op papier en in een portemonnee-app. Aan de kassa vindt het niemand meer.",
        "{card}, also on paper and in a wallet app. At the till it finds nobody any more.",
    ),
    "card begins": Words("Dit gaat werken", "This begins to work"),
    "card begins what": Words("{card} vindt vanaf nu {name}.", "{card} finds {name} from now on."),
    "card no new": Words("Er komt geen nieuwe kaart.", "There is no new card."),
    "card stays": Words("Dit blijft", "This stays"),
    "card stays balance": Words("Het tegoed, met dezelfde einddatums:", "The balance, with the same last days:"),
    "card stays by": Words("Ook te vinden met:", "Also found by:"),
    "card stays nothing": Words(
        "Niets anders vindt dit lid aan de kassa, behalve de naam.", "Nothing else finds this member at a till, but the name."
    ),
    "card stays app": Words(
        "De code in de eigen pas verandert elke halve minuut en blijft werken.",
        "The code in their own card app changes every half minute and goes on working.",
    ),
    "card taken": Words("{card} is al van iemand. Kies een andere kaart.", "{card} is somebody’s already. Choose another card."),
    "merge members": Words("Samenvoegen met een ander lid", "Merge with another member"),
    "merge members of": Words("Voeg {name} samen", "Merge {name}"),
    "merge members what": Words(
        "Is iemand twee keer lid? Kies wie erbij komt. U ziet eerst wat er gebeurt.",
        "Is somebody a member twice? Choose who comes along. You first see what happens.",
    ),
    "merge find": Words("Zoek het andere lid", "Find the other member"),
    "merge choose": Words("Kies {name}", "Choose {name}"),
    "merge found nobody": Words("Niemand anders gevonden bij “{words}”.", "Nobody else found for “{words}”."),
    "merge stays": Words("Blijft", "Stays"),
    "merge goes": Words("Gaat erin op", "Goes"),
    "merge after": Words("Daarna", "Afterwards"),
    "merge table": Words("Wat beiden hebben, en wat er daarna is", "What both have, and what there is afterwards"),
    "merge row": Words("Gegeven", "What"),
    "merge name": Words("Naam", "Name"),
    "merge shows": Words("Bekend door", "Known by"),
    "merge since": Words("Lid sinds", "Member since"),
    "merge tier": Words("Niveau", "Tier"),
    "merge consents": Words("Toestemmingen", "Consents"),
    "merge none": Words("geen", "none"),
    "merge happens": Words("Wat er gebeurt", "What happens"),
    "merge both find": Words(
        "Beide kaarten, adressen en nummers vinden daarna dit lid.", "Both cards, addresses and numbers then find this member."
    ),
    "merge strict": Words("Een toestemming blijft alleen als beiden haar gaven.", "A consent stays only where both gave it."),
    "merge for good": Words("Dit kan niet ongedaan worden gemaakt.", "This cannot be undone."),
    "merge waits": Words(
        "Dit is meer dan u alleen mag veranderen. Een collega moet het goedkeuren.",
        "This is more than you may change alone. A colleague has to agree.",
    ),
    "merge other way": Words("Andersom: {name} blijft", "The other way round: {name} stays"),
    "merge another": Words("Kies iemand anders", "Choose somebody else"),
    "merge sure": Words(
        "Het is dezelfde persoon. Ik weet dat dit niet terug kan.", "It is the same person. I know that this cannot be undone."
    ),
    "merge do": Words("Voeg samen", "Merge"),
    "merge ask": Words("Vraag een collega", "Ask a colleague"),
    "merge asked": Words("Gevraagd. Een collega ziet het bij Aanvragen.", "Asked. A colleague sees it under Requests."),
    "merges": Words("Samenvoegen van leden", "Merging members"),
    "merge asked of": Words("{other} komt bij {name}", "{other} comes into {name}"),
    "room oddities": Words("Opvallend", "Worth a look"),
    "oddities what": Words(
        "Wat misbruik kan zijn, en soms gewoon toeval is. Kijk, en vraag het eerst.",
        "What may be misuse, and is sometimes chance. Look, and ask first.",
    ),
    "odd kinds": Words("Wat valt op", "What stands out"),
    "odd days": Words("Van welke dagen", "Of which days"),
    "odd all": Words("Alles", "Everything"),
    "odd often": Words("Zelfde kaart, zelfde collega", "Same card, same colleague"),
    "odd apart": Words("Twee filialen tegelijk", "Two branches at once"),
    "odd woken": Words("Lang weg geweest", "Away for long"),
    "odd back": Words("Steeds terugbrengen", "Always bringing back"),
    "odd told often": Words("Deze kaart vaak op één dag bij dezelfde collega", "This card often on one day at the same colleague"),
    "odd told apart": Words(
        "In twee filialen binnen {minutes} minuten, eerst in {before}", "In two branches within {minutes} minutes, first in {before}"
    ),
    "odd told woken": Words(
        "Meer dan een jaar weg, en dan meteen korting. Vorig bezoek: {before}",
        "Away for over a year, and a discount at once. Visit before: {before}",
    ),
    "odd told back": Words("Bracht vaak iets terug", "Often brought something back"),
    "odd help": Words(
        "Er wordt niets geblokkeerd of afgenomen. Is het mis, blokkeer het lid dan op de eigen bladzijde.",
        "Nothing is blocked or taken away. If it is wrong, block the member on their page.",
    ),
    "nothing odd": Words("Er valt niets op.", "Nothing stands out."),
    "file oddities": Words("opvallend", "worth-a-look"),
    "column often": Words("Hoe vaak", "How often"),
}
