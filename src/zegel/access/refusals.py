"""Refusals that only who stands at a door can meet."""

from typing import Final

from zegel.core.refusals import ZegelError


class InvalidIdentifier(ZegelError):
    """The text cannot be an identifier of that kind: a phone number without digits, an e-mail address without a domain."""

    code = "invalid_identifier"
    sentence = "That is no card number, phone number, e-mail address or code of the kind that it says."


class ForgedRequest(ZegelError):
    """A cookie came with a request that is not its own page's: no token, another's token, or from another site."""

    code = "forged_request"
    sentence = "This request does not come from a page of Zegel that is open here; load the page again."


class TillFileUnreadable(ZegelError):
    """The file is none that a till writes."""

    code = "till_file_unreadable"
    sentence = "That is no file of a till."


class TillFileNotOurs(ZegelError):
    """The file was written for another shop, by a till that we do not know, or somebody changed it."""

    code = "till_file_not_ours"
    sentence = "No till of this shop wrote that file, or it was changed since; nothing of it was booked."


class StepUpNeeded(ZegelError):
    """What is asked needs a second proof, given lately: a code, a passkey, the password once more."""

    code = "step_up_needed"
    sentence = "Prove once more who you are, and try again."


class WrongProof(ZegelError):
    """The address, the password, the code or the PIN is not right. Which of them is never said."""

    code = "wrong_proof"
    sentence = "That does not match. Look at it once more."


class SecondProofNeeded(ZegelError):
    """The password was right, and a code or a passkey is asked for as well."""

    code = "second_proof_needed"
    sentence = "A code of the authenticator app is asked for as well."


class ProviderAway(ZegelError):
    """The provider at which staff sign in does not answer, or not as it should: another way in still works."""

    code = "provider_away"
    sentence = "Signing in elsewhere does not work now. Use your password, or try again later."


class PinLocked(ZegelError):
    """Too many wrong PINs: a manager unlocks it."""

    code = "pin_locked"
    sentence = "Too many wrong PINs; a manager can unlock it."


class PinTaken(ZegelError):
    """Somebody else at this branch has that PIN."""

    code = "pin_taken"
    sentence = "Choose another PIN; this one cannot be used here."


class WeakPin(ZegelError):
    """A PIN has six digits, not all alike and not in a row."""

    code = "weak_pin"
    sentence = "A PIN has six digits, not all alike and not in a row."


class WeakPassword(ZegelError):
    """Too short, or one that is known from leaks, or made of the person's own name and address."""

    code = "weak_password"
    sentence = "Choose a longer password, or one that others do not use."


class EmailTaken(ZegelError):
    """A colleague has that address."""

    code = "email_taken"
    sentence = "A colleague has that address already."


class UnknownStaff(ZegelError):
    """Nobody who works here has that id."""

    code = "unknown_staff"
    sentence = "Nobody here is known by that."


class UnknownTill(ZegelError):
    """No till of the company has that id."""

    code = "unknown_till"
    sentence = "There is no such till."


class TillNotEnrolled(ZegelError):
    """This browser is no enrolled till, or it is trusted no longer."""

    code = "till_not_enrolled"
    sentence = "This is not a till that was enrolled here."


class LinkSpent(ZegelError):
    """The link or code was used, is too old, or never was one."""

    code = "link_spent"
    sentence = "This link or code is used up or too old; ask for a new one."


class NotYourself(ZegelError):
    """Nobody changes their own roles, and nobody acts on their own card."""

    code = "not_yourself"
    sentence = "Somebody else does that for you."


class RoleBeyondKey(ZegelError):
    """A key gives no role that may do more than it may itself, and moves nobody who has one."""

    code = "role_beyond_key"
    sentence = "A key cannot do this to somebody with this role; an owner can, in the office."

    def __init__(self, *, role: str) -> None:
        self.role = role
        super().__init__(role)


class LastOwner(ZegelError):
    """Somebody always has to be able to open the house."""

    code = "last_owner"
    sentence = "There must be an owner who can sign in; make another one first."


class NobodyToAgree(ZegelError):
    """A new way in as the only colleague who could have agreed to it themselves: from the machine, which waits for nobody."""

    code = "nobody_to_agree"
    sentence = "Nobody but this colleague could agree to that. Ask whoever minds the computer Zegel runs on: zegel staff invite."


class PinTheirOwn(ZegelError):
    """Where two people give a role with power, nobody knows the PIN of somebody who agrees to what others ask."""

    code = "pin_their_own"
    sentence = "This colleague agrees to what others ask, so they choose their own PIN: in the office, at Your sign-in."


class QrUnknown(ZegelError):
    """No code of this shop's cards, or somebody changed it."""

    code = "qr_unknown"
    sentence = "This is no code of a card here."


class QrStale(ZegelError):
    """The code is too old, or of a clock that runs ahead: a photograph, or a telephone that was asleep."""

    code = "qr_stale"
    sentence = "This code is too old; the card shows a new one every half minute."


class QrSpent(ZegelError):
    """This code, or a copy of it, was scanned before."""

    code = "qr_spent"
    sentence = "This code was scanned before; wait for the next one."


class SpendLocked(ZegelError):
    """A static code identifies and earns; spending asks for the code that changes, on the member's own telephone."""

    code = "spend_locked"
    sentence = "To spend, scan the changing code on the member's telephone."


DUTCH: Final = {
    "invalid_identifier": "Dat is geen kaart, telefoonnummer, e-mailadres of code van die soort.",
    "forged_request": "Dit verzoek komt niet van een pagina van Zegel die hier open is; laad de pagina opnieuw.",
    "step_up_needed": "Laat nog een keer zien wie u bent, en probeer het opnieuw.",
    "wrong_proof": "Dat klopt niet. Kijk het nog eens na.",
    "provider_away": "Elders aanmelden lukt nu niet. Gebruik uw wachtwoord, of probeer het later nog eens.",
    "second_proof_needed": "Ook de code uit de authenticator-app is nodig.",
    "pin_locked": "Te vaak een verkeerde pincode; een leidinggevende kan dit opheffen.",
    "pin_taken": "Kies een andere pincode; deze kan hier niet.",
    "weak_pin": "Een pincode heeft zes cijfers, niet allemaal gelijk en niet op een rij.",
    "weak_password": "Kies een langer wachtwoord, of een dat anderen niet gebruiken.",
    "email_taken": "Een collega heeft dat adres al.",
    "unknown_staff": "Hiermee is hier niemand bekend.",
    "unknown_till": "Die kassa bestaat niet.",
    "till_not_enrolled": "Dit is geen kassa die hier is aangemeld.",
    "link_spent": "Deze link of code is gebruikt of te oud; vraag een nieuwe.",
    "not_yourself": "Dat doet iemand anders voor u.",
    "role_beyond_key": "Met een sleutel kan dit niet voor iemand met deze rol; een eigenaar kan het in het kantoor.",
    "nobody_to_agree": ("Buiten deze collega kan niemand daarmee instemmen. Vraag wie op de computer van Zegel past: zegel staff invite."),
    "pin_their_own": ("Deze collega stemt in met wat anderen vragen, en kiest dus zelf een pincode: in het kantoor, bij Uw aanmelding."),
    "qr_unknown": "Dit is geen code van een kaart van hier.",
    "qr_stale": "Deze code is te oud; de kaart toont elke halve minuut een nieuwe.",
    "qr_spent": "Deze code is al gescand; wacht op de volgende.",
    "till_file_unreadable": "Dit is geen bestand van een kassa.",
    "till_file_not_ours": "Geen kassa van deze zaak schreef dit bestand, of het is veranderd; er is niets geboekt.",
    "spend_locked": "Scan voor inwisselen de wisselende code op de telefoon van het lid.",
    "last_owner": "Er moet een eigenaar blijven die kan inloggen; maak er eerst nog een.",
}
"""The Dutch of codes that only who stands at a door can meet; all others are said in decide.refusal_sentences."""
