"""What each kind of entry is called on every face's pages."""

from typing import Final

from zegel.flows.members import SHOWN_LATER
from zegel.program.model import Words

HAPPENED: Final[dict[str, Words]] = {
    "did enrol": Words("Lid geworden", "Became a member"),
    "did enrol card": Words("Kaart erbij", "A card added"),
    "did enrol qr": Words("Kaart op de telefoon erbij", "A card on the phone added"),
    "did enrol phone": Words("Telefoonnummer erbij", "A telephone number added"),
    "did enrol email": Words("E-mailadres erbij", "An e-mail address added"),
    "did enrol external": Words("Nummer van een ander systeem erbij", "A number of another system added"),
    "did enrol referral": Words("Link voor vrienden gemaakt", "Link for friends made"),
    "did profile": Words("Gegevens veranderd", "Details changed"),
    "did trial": Words("Proefperiode", "Trial"),
    "did empty": Words("Tegoed leeggemaakt", "Value emptied"),
    "did purchase": Words("Aankoop", "Purchase"),
    "did purchase of": Words("Aankoop van {amount}", "Purchase of {amount}"),
    "did hold": Words("Aankoop gereserveerd", "Purchase reserved"),
    "did commit": Words("Aankoop afgerond", "Purchase completed"),
    "did commit of": Words("Aankoop van {amount}", "Purchase of {amount}"),
    "did cancel hold": Words("Reservering vervallen", "Reservation cancelled"),
    "did time out": Words("Reservering verlopen", "Reservation timed out"),
    "did redeem": Words("Beloning gegeven", "Reward given"),
    "did cancel redemption": Words("Beloning teruggedraaid", "Reward undone"),
    "did return": Words("Retour", "Return"),
    "did return of": Words("Retour van {amount}", "Return of {amount}"),
    "did adjust": Words("Met de hand gecorrigeerd", "Corrected by hand"),
    "did release": Words("Vrijgegeven", "Released"),
    "did expire": Words("Vervallen", "Expired"),
    "did tier": Words("Ander niveau", "Another tier"),
    "did set tier": Words("Niveau met de hand gezet", "Tier set by hand"),
    "did transfer out": Words("Overgezet naar een ander lid", "Moved to another member"),
    "did transfer in": Words("Overgenomen van een andere kaart", "Taken over from another card"),
    "did review": Words("Nagekeken", "Reviewed"),
    "did fill": Words("Cadeaukaart opgeladen", "Gift card topped up"),
    "did issue": Words("Tegoed uitgegeven", "Value issued"),
    "did pay": Words("Met tegoed betaald", "Paid with stored value"),
    "did pay back": Words("Tegoed teruggegeven", "Stored value given back"),
    "did set aside": Words("Tegoed vastgehouden", "Value set aside"),
    "did let go": Words("Tegoed losgelaten", "Value let go"),
    "did refer": Words("Iemand meegebracht", "Brought somebody along"),
    "did case": Words("Servicezaak", "Service case"),
    "did price drop": Words("Prijsverlaging vergoed", "Price drop made good"),
    "did seat": Words("Plaats bij een evenement", "Seat at an event"),
    "did consent": Words("Toestemming veranderd", "Consent changed"),
    "did agreement": Words("Afspraak vastgelegd", "Agreement recorded"),
    "did pay out": Words("Uitbetaald", "Paid out"),
    "did gesture": Words("Geste", "Gesture"),
    "did order": Words("Beloning gereserveerd", "Reward reserved"),
    "did pick": Words("Beloning klaargelegd", "Reward set ready"),
    "did hand over": Words("Beloning uitgereikt", "Reward handed over"),
    "did cancel order": Words("Reservering van beloning geannuleerd", "Reward reservation cancelled"),
    "did membership": Words("Lidmaatschap", "Membership"),
    "did occasion": Words("Cadeau bij een gelegenheid", "Gift on an occasion"),
    "did household": Words("Huishouden", "Household"),
    "did leave": Words("Weggegaan", "Left"),
    "did invoice": Words("Factuur gemeld", "Invoice reported"),
    "did block": Words("Blokkade", "Block"),
    "did merge": Words("Samenvoegen met een ander lid", "Merging with another member"),
    "did dispute": Words("Bezwaar tegen een verrekening", "Dispute about a settlement"),
    "did event": Words("Gebeurtenis", "Event"),
    "did lines gone": Words("Oude bonnen opgeruimd", "Old receipts tidied up"),
}  # fmt: skip


def word_of(kind: str, reason: str) -> str:
    """The key of what an entry is called. Whoever showed something more later did not join anew.

    >>> word_of("purchase", ""), word_of("enrol", ""), word_of("enrol", "identifier: card")
    ('did purchase', 'did enrol', 'did enrol card')
    """
    later = kind == "enrol" and reason.startswith(SHOWN_LATER)
    return f"did enrol {reason.removeprefix(SHOWN_LATER)}" if later else f"did {kind}"
