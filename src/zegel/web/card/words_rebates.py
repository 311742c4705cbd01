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
    "rebate save": Words("Hier wil ik het op", "Pay it into this one"),
}
