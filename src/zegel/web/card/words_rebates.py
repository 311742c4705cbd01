"""What the card says of rebates that are paid into a bank account."""

from typing import Final

from zegel.program.model import Words

REBATES: Final[dict[str, Words]] = {
    "rebates": Words("Geld terug", "Money back"),
    "rebates what": Words(
        "Teruggaven die u aanvroeg, en op welke rekening u ze krijgt.", "Rebates that you claimed, and into which account you get them."
    ),
    "no rebates": Words("U vroeg nog niets terug.", "You claimed nothing yet."),
    "rebate into": Words("op {account}", "into {account}"),
    "rebate less": Words("{amount} minder: dat hoorde bij wat u terugbracht.", "{amount} less: that belonged to what you returned."),
    "rebate kept back": Words(
        "{amount} ging af van het geld dat u bij de retour terugkreeg, want deze teruggave kreeg u al.",
        "{amount} came off the money that you got back for what you returned, for you were given this rebate already.",
    ),
    "rebate nowhere": Words("Wij weten nog niet op welke rekening.", "We do not know yet into which account."),
    "rebate account": Words("Op welke rekening?", "Into which account?"),
    "rebate other account": Words("Andere rekening", "Another account"),
    "rebate iban": Words("IBAN", "IBAN"),
    "rebate iban help": Words("Zoals NL91 ABNA 0417 1643 00.", "Such as NL91 ABNA 0417 1643 00."),
    "rebate holder": Words("Op naam van", "In the name of"),
    "rebate kept": Words(
        "Wij bewaren uw rekeningnummer alleen om te betalen, en wissen het daarna. Niemand ziet het voluit, behalve de bank.",
        "We keep your account number only to pay you, and erase it after that. Nobody sees it whole but the bank.",
    ),
    "claiming": Words("Iets aanvragen", "Claim something"),
    "claiming what": Words("Wat wilt u aanvragen?", "What would you like to claim?"),
    "nothing to claim": Words("Hier is nu niets aan te vragen.", "There is nothing to claim here now."),
    "claim rebate": Words("Vraag geld terug", "Claim a rebate"),
    "claim warranty": Words("Vraag een garantiebewijs", "Ask for a warranty certificate"),
    "claim trade in": Words("Bied iets ouds aan", "Offer something old"),
    "claim then rebate": Words("Wij bekijken het, en u leest hier hoe het ermee staat.", "We look at it, and you read here how it stands."),
    "claim then warranty": Words("Het bewijs staat daarna bij uw historie.", "The certificate is in your history after that."),
    "claim then trade in": Words(
        "Neem het mee naar de winkel; daar kijken wij samen of de staat klopt.",
        "Bring it to the shop; there we see together what it is like.",
    ),
    "claim send": Words("Vraag aan", "Send"),
    "claim pick": Words("Kies eerst wat u wilt aanvragen.", "Choose first what you would like to claim."),
    "claim old thing": Words("Wat is het?", "What is it?"),
    "claim condition": Words("In welke staat is het?", "What is it like?"),
    "claim serial": Words("Serienummer (mag leeg)", "Serial number (may be empty)"),
    "condition A": Words("als nieuw", "as new"),
    "condition B": Words("goed, met lichte sporen", "good, with slight marks"),
    "condition C": Words("gebruikt, werkt goed", "used, works well"),
    "condition D": Words("beschadigd", "damaged"),
    "claimed rebate": Words("Aangevraagd. Wij bekijken het.", "Claimed. We look at it."),
    "claimed warranty": Words("Uw garantiebewijs staat klaar bij uw historie.", "Your warranty certificate is in your history."),
    "claimed trade-in": Words("Wij hebben het genoteerd. Neem het mee naar de winkel.", "We noted it. Bring it to the shop."),
    "rebate save": Words("Hier wil ik het op", "Pay it into this one"),
}
