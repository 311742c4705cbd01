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
    "kept hold": Words("Wat opzij gezet is", "What is set aside"),
    "kept measure_day": Words("Wat wij optellen voor uw spaarregels", "What we add up for your rewards"),
    "kept one_time": Words("Codes voor één keer", "Codes for one time"),
    "kept qr_spent": Words("Wanneer uw code gelezen werd", "When your code was read"),
    "kept staff": Words("U werkt hier", "You work here"),
    "kept till_lease": Words("Klaargezet voor een kassa zonder verbinding", "Set aside for a till without a connection"),
    "take along": Words("Neem alles mee", "Take everything along"),
    "downloads proof": Words(
        "In een download staat alles: elke aankoop, en een bankrekening die u opgaf voluit. Daarom vragen wij u eerst te laten zien dat u"
        " het bent.",
        "A download holds everything: each purchase, and in full any bank account that you gave. So we first ask you to show that it is"
        " you.",
    ),
    "downloads open": Words(
        "U hebt net laten zien dat u het bent. U kunt nu downloaden.",
        "You showed a moment ago that it is you. You can download now.",
    ),
    "what you have": Words("Wat u hebt", "What you have"),
    "what waits": Words("Aankopen die wij nog nakijken", "Purchases that we still look at"),
    "what card came": Words("Kaarten die bij de uwe kwamen", "Cards that came to yours"),
    "is blocked": Words("Uw kaart is geblokkeerd", "Your card is blocked"),
    "a count": Words("telling {value}, waar een regel naar kijkt", "a count of {value} that a rule looks at"),
    "a moment counted": Words("een moment waarop een regel weer kijkt", "a moment at which a rule looks again"),
    "a rebate counted": Words("{value} teruggave", "{value} of rebates"),
    "a rebate's VAT": Words("{value} btw in de teruggave", "{value} of VAT in the rebate"),
    "spent counted": Words("{value} besteed", "{value} spent"),
    "turnover counted": Words("{value} omzet zonder btw", "{value} of turnover without VAT"),
    "visits counted": Words("{value} keer geweest", "came {value} times"),
    "hold": Words("Voor een aankoop of een beloning, tot en met", "For a purchase or a reward, through"),
    "a code once": Words("Code om binnen te komen", "Code to come in"),
    "a code read": Words("Code op uw telefoon", "Code on your phone"),
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
