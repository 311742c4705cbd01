"""What the pages say of members merged, blocked, corrected and kept under a name."""

from typing import Final

from zegel.program.model import Words

WORDS: Final[dict[str, Words]] = {
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
}
