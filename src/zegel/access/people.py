"""Everything that knows people, made once: what doors are given."""

from zegel.access.api_keys import ApiKeys
from zegel.access.factors import Factors
from zegel.access.finishing import Finishing
from zegel.access.households import Invitations
from zegel.access.members import Members
from zegel.access.passwords import Passwords
from zegel.access.qr import Qr
from zegel.access.secrets import HouseKey, RandomBytes
from zegel.access.sessions import Sessions
from zegel.access.signing_in import SigningIn
from zegel.access.single_sign_on import SingleSignOn
from zegel.access.staff import StaffBook
from zegel.access.tills import Tills
from zegel.access.tries import Tries
from zegel.access.wallet import Wallet
from zegel.desk.register import Register
from zegel.store.port import Store


class People:
    """Who is asking, of every company."""

    sso: SingleSignOn | None = None
    """Where staff sign in elsewhere (main)."""

    def __init__(self, store: Store, key: HouseKey, random_bytes: RandomBytes) -> None:
        self.key, self.random_bytes = key, random_bytes
        self.register = Register(store)
        self.tries = Tries(self.register)
        self.passwords = Passwords()
        self.api_keys = ApiKeys(self.register, random_bytes)
        self.sessions = Sessions(self.register, random_bytes)
        self.staff = StaffBook(self.register)
        self.factors = Factors(self.register, key, random_bytes)
        self.invitations = Invitations(self.register, random_bytes)
        self.finishing = Finishing(self.register, random_bytes)
        self.wallet = Wallet(self.register, key, random_bytes)
        self.qr = Qr(self.register, key, random_bytes)
        self.members = Members(store, self.register, self.sessions, self.tries, self.factors, key, random_bytes)
        self.signing_in = SigningIn(self.register, self.sessions, self.tries, self.passwords, self.factors, random_bytes)
        self.tills = Tills(self.register, self.sessions, self.tries, key, random_bytes)
