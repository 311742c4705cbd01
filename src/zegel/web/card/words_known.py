"""What the card says of everything that is known of its member, and how long it is kept."""

from typing import Final

from zegel.program.model import Words

KNOWN: Final[dict[str, Words]] = {
    "kept message_intent": Words("Mail aan u", "Mail to you"),
    "kept web_session": Words("Waar u aangemeld was", "Where you were signed in"),
    "kept credential": Words("Wat u bij de kaart bewaart", "What you keep with the card"),
    "kept rhythm": Words("Hoe vaak u komt", "How often you come"),
    "kept code": Words("Bonnen op uw naam", "Coupons in your name"),
    "kept audit": Words("Wat met de hand is gedaan", "What was done by hand"),
    "kept more": Words(
        "De nieuwste {shown} van {count}; alle staan in de download.", "The newest {shown} of {count}; all are in the download."
    ),
    "rhythm": Words("{visits} keer, van {first} tot en met {last}, voor {spent}", "{visits} times, from {first} to {last}, for {spent}"),
    "a browser": Words("Een browser", "A browser"),
    "a code of yours": Words("Code die eindigt op {tail}", "Code that ends in {tail}"),
    "way in passkey": Words("Toegangssleutel", "Passkey"),
    "way in gift card": Words("Cadeaukaart", "Gift card"),
    "mail member code": Words("Code om binnen te komen", "Code to come in"),
    "mail receipt": Words("Kassabon", "Receipt"),
    "mail consent": Words("Bevestiging van uw toestemming", "Confirmation of your consent"),
    "mail expiring": Words("Iets verloopt binnenkort", "Something lapses soon"),
    "mail voucher ends": Words("Een bon of beloning verloopt binnenkort", "A coupon or reward ends soon"),
    "mail tier": Words("Uw niveau veranderde", "Your tier changed"),
    "mail tier ends": Words("Uw niveau loopt af", "Your tier ends"),
    "mail card full": Words("Uw stempelkaart is vol", "Your stamp card is full"),
    "mail given": Words("Een cadeau voor u", "A present for you"),
    "mail other": Words("Bericht over uw kaart", "Message about your card"),
    "deed member.note": Words("Notitie over u geschreven of weggehaald", "Note about you written or taken away"),
    "deed member.lost": Words("Een kaart van u geblokkeerd", "A card of yours blocked"),
    "deed member.block": Words("Uw kaart geblokkeerd, of weer open", "Your card blocked, or open again"),
    "deed member.merge": Words("Een andere kaart bij de uwe gevoegd", "Another card made part of yours"),
    "deed member.sign_out": Words("Overal afgemeld", "Signed out everywhere"),
    "deed books.adjust": Words("Tegoed met de hand veranderd", "Balance changed by hand"),
    "deed tier.set": Words("Niveau met de hand gegeven", "Tier given by hand"),
    "deed credit.issue": Words("Winkeltegoed gegeven", "Store credit given"),
    "deed passkey.add": Words("Toegangssleutel toegevoegd", "Passkey added"),
    "deed passkey.forget": Words("Toegangssleutel weggehaald", "Passkey taken away"),
    "deed other": Words("Iets aan uw kaart gedaan", "Something done to your card"),
}
