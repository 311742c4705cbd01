"""What a line of the audit log says was done."""

from typing import Final

from zegel.program.model import Words

DEEDS: Final[dict[str, Words]] = {
    "deed key.make": Words("API-sleutel gemaakt", "API key made"),
    "deed key.revoke": Words("API-sleutel ingetrokken", "API key revoked"),
    "deed books.check": Words("Boeken laten nakijken", "Had the books checked"),
    "deed books.adjust": Words("Tegoed met de hand veranderd", "Balance changed by hand"),
    "deed tier.set": Words("Niveau met de hand gegeven", "Tier given by hand"),
    "deed credit.issue": Words("Winkeltegoed gegeven", "Store credit given"),
    "deed member.merge": Words("Twee kaarten samengevoegd", "Two cards merged"),
    "deed member.sign_out": Words("Lid overal afgemeld", "Member signed out everywhere"),
    "deed sale.review": Words("Aankoop beoordeeld", "Sale reviewed"),
    "deed bonus.move": Words("Jaarbonus verder gezet", "Yearly bonus moved on"),
    "deed gesture.decide": Words("Over een geste besloten", "Decided about a gesture"),
    "deed gift_card.replace": Words("Cadeaukaart vervangen", "Gift card replaced"),
    "deed program.publish": Words("Programma gepubliceerd", "Program published"),
    "deed staff.first_owner": Words("Eerste eigenaar begon", "First owner came in"),
    "deed staff.take_on": Words("Collega aangenomen", "Colleague taken on"),
    "deed staff.change": Words("Collega gewijzigd", "Colleague changed"),
    "deed staff.roles": Words("Rollen gewijzigd", "Roles changed"),
    "deed staff.invite": Words("Collega uitgenodigd", "Colleague invited"),
    "deed staff.let_go": Words("Collega ging weg", "Colleague left"),
    "deed staff.take_back": Words("Collega kwam terug", "Colleague came back"),
    "deed password.set": Words("Wachtwoord gekozen", "Password chosen"),
    "deed totp.set": Words("App voor codes gekoppeld", "App for codes paired"),
    "deed passkey.add": Words("Toegangssleutel toegevoegd", "Passkey added"),
    "deed totp.forget": Words("App voor codes losgemaakt", "App for codes taken off"),
    "deed passkey.forget": Words("Toegangssleutel weggehaald", "Passkey taken away"),
    "deed sso.link": Words("Aanmelden elders gekoppeld", "Signing in elsewhere linked"),
    "deed pin.set": Words("PIN gegeven", "PIN given"),
    "deed pin.drop": Words("PIN ingetrokken", "PIN withdrawn"),
    "deed pin.unlock": Words("PIN weer open", "PIN open again"),
    "deed till.link": Words("Link voor een kassa gemaakt", "Link for a till made"),
    "deed till.enrol": Words("Kassa gekoppeld", "Till enrolled"),
    "deed till.revoke": Words("Kassa ingetrokken", "Till withdrawn"),
    "deed list.export": Words("Lijst meegenomen als bestand", "List taken along as a file"),
    "deed stock.change": Words("Voorraad veranderd", "Stock changed"),
    "deed reward.face": Words("Foto of categorie van een beloning", "Photo or category of a reward"),
    "deed till.unlock": Words("Kassa weer open", "Till open again"),
}
