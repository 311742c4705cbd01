"""How members sign in: by a code that is mailed to the address of their card, or by a passkey. There are no passwords.

A stranger learns nothing: the reply is the same whether an address is a member's or not, and a code for nobody opens nothing.
"""

from typing import Final

from zegel.access.factors import Factors, Site
from zegel.access.identifiers import normalised
from zegel.access.principal import Principal
from zegel.access.refusals import LinkSpent, WrongProof
from zegel.access.secrets import HouseKey, RandomBytes, drawn, parted
from zegel.access.sessions import Begun, Sessions, subject_of
from zegel.access.signing_in import From, short
from zegel.access.staff import Done
from zegel.access.tries import BY_ADDRESS, BY_PERSON, NEW_CARDS, Tries
from zegel.core.canonical import Json
from zegel.core.ids import CompanyId, PurseId, purse_text
from zegel.core.periods import MINUTE, Instant
from zegel.core.purchase import Identifier
from zegel.core.refusals import NotSignedIn
from zegel.desk.register import Change, Register
from zegel.flows.facts import Wants
from zegel.store.people_queries import PeopleQueries, add_message, add_one_time, end_sessions, try_one_time, use_one_time
from zegel.store.people_records import MessageIntent, OneTime
from zegel.store.port import Store

CODE: Final = "member code"
"""The kind of one-time code, and of the message that carries it."""
NEW_ADDRESS: Final = "new address code"
"""The kind of one-time code that proves an address; it opens nothing."""
JOINING: Final = "joining code"
"""The kind of one-time code that proves the address of somebody who has no card yet, or forgot that they have."""
CODE_LASTS: Final = 10 * MINUTE
MOST_TRIES: Final = 5
NOBODY: Final = ""


class Members:
    """Members at the card's door."""

    def __init__(
        self, store: Store, register: Register, sessions: Sessions, tries: Tries, factors: Factors, key: HouseKey, random_bytes: RandomBytes
    ) -> None:
        self._store, self._register, self._sessions, self._tries = store, register, sessions, tries
        self._factors, self._key, self._random = factors, key, random_bytes

    async def send_code(self, company: CompanyId, email: str, language: str, at: Instant, whence: From) -> str:
        """Mail a code of six digits to `email` if it is a member's; gives the ticket that comes back with the code, either way."""
        address = normalised("email", email).text
        await self._tries.admit(company, f"address:{whence.address}", BY_ADDRESS, at)
        await self._tries.admit(company, f"code:{short(address)}", BY_PERSON, at)
        purse = await self._purse_of(company, Identifier("email", address))
        return await self._sent(company, purse, address, language, at)

    async def send_step_up(self, principal: Principal, at: Instant) -> str:
        """Mail a code to the member who is signed in, to prove once more that it is them; gives its ticket."""
        if principal.kind != "member" or principal.purse is None:
            raise NotSignedIn()
        await self._tries.admit(principal.company, f"step-up:{principal.subject}", BY_PERSON, at)
        known = await self._store.queries.identifiers_of(principal.company, principal.purse)
        address = next((one.text for one in known if one.kind == "email"), "")
        return await self._sent(principal.company, principal.purse if address else None, address, principal.language, at)

    async def send_to_new(self, principal: Principal, address: str, at: Instant) -> str:
        """Mail a code to an address that the member who is signed in wants to be mailed at from now on; gives its ticket."""
        if principal.kind != "member" or principal.purse is None:
            raise NotSignedIn()
        await self._tries.admit(principal.company, f"step-up:{principal.subject}", BY_PERSON, at)
        await self._tries.admit(principal.company, f"code:{short(address)}", BY_PERSON, at)
        return await self._sent(principal.company, principal.purse, address, principal.language, at, NEW_ADDRESS)

    async def new_address(self, principal: Principal, ticket: str, code: str, at: Instant, whence: From) -> str:
        """The address that the code of `send_to_new` was mailed to: it is the member's."""
        company, who, data = await self._checked(ticket, code, at, whence, NEW_ADDRESS)
        if principal.kind != "member" or (principal.company, principal.subject) != (company, who):
            raise WrongProof()
        return str(data["address"])

    async def send_to_join(self, company: CompanyId, email: str, language: str, at: Instant, whence: From) -> str:
        """Mail a code to whoever wants a card of their own, whether the address is a member's or not; gives its ticket."""
        address = normalised("email", email).text
        await self._tries.admit(company, f"new card:{whence.address}", NEW_CARDS, at)
        await self._tries.admit(company, f"code:{short(address)}", BY_PERSON, at)
        return await self._sent(company, None, address, language, at, JOINING)

    async def joins(self, company: CompanyId, ticket: str, code: str, at: Instant, whence: From) -> tuple[str, PurseId | None]:
        """The address that the code of `send_to_join` was mailed to: it is theirs; and whose card it opens already, None for nobody's."""
        found, _, data = await self._checked(ticket, code, at, whence, JOINING)
        if found != company:
            raise WrongProof()
        address = str(data["address"])
        return address, await self.purse_of(company, address)

    async def purse_of(self, company: CompanyId, email: str) -> PurseId | None:
        """Whose card an address opens, None for nobody's."""
        return await self._purse_of(company, Identifier("email", email))

    async def begin(self, company: CompanyId, purse: PurseId, at: Instant, whence: From) -> Begun:
        """A session of whoever just proved that the address of `purse` is theirs."""
        return await self._sessions.begin(
            "member", company, purse_text(purse), at, method="code", instead_of=whence.before, label=whence.label, stepped_up=True
        )

    async def admit_nameless(self, company: CompanyId, at: Instant, whence: From) -> None:
        """Count a card without a name that somebody takes; refuses `too_many_tries`."""
        await self._tries.admit(company, f"new card:{whence.address}", NEW_CARDS, at)

    async def _sent(self, company: CompanyId, purse: PurseId | None, address: str, language: str, at: Instant, kind: str = CODE) -> str:
        ticket = drawn(self._random)
        code = f"{int.from_bytes(self._random(8), 'big') % 1_000_000:06}"
        until = Instant(at + CODE_LASTS)
        who = NOBODY if purse is None else purse_text(purse)
        data: dict[str, Json] = {"address": address} if purse is not None or kind == JOINING else {}
        row = OneTime(ticket.id, company, kind, who, self._hash(company, ticket.id, code), data, 0, at, until, None)
        sealed = self._key.seal(code.encode(), ticket.id, self._random)
        steps = [add_one_time(row)]
        if purse is not None or kind == JOINING:
            steps.append(add_message(company, MessageIntent(ticket.id, CODE, address, language, {}, sealed, at, until, None)))
        await self._register.write(company, *steps)
        return ticket.text

    def code_of(self, message: MessageIntent) -> str:
        """The code that a message carries: for whoever sends it (and the demo's mailbox), nobody else."""
        found = None if message.sealed is None else self._key.unseal(message.sealed, message.id)
        return "" if found is None else found.decode()

    def _hash(self, company: CompanyId, ticket: str, code: str) -> bytes:
        return self._key.hashed("code", company, ticket, code)

    async def by_code(self, ticket: str, code: str, at: Instant, whence: From) -> Begun:
        """A member with the code that was mailed: a session. Refuses `wrong_proof`, and `link_spent` after five wrong ones.

        It opens the card that the address finds now: none where it is nobody's any more.
        """
        company, who = await self._opens(ticket, code, at, whence)
        return await self._sessions.begin(
            "member", company, who, at, method="code", instead_of=whence.before, label=whence.label, stepped_up=True
        )

    async def step_up(self, principal: Principal, ticket: str, code: str, at: Instant, whence: From) -> None:
        """The code of `send_step_up`: what asks for a second proof is open for ten minutes."""
        company, who = await self._opens(ticket, code, at, whence)
        if principal.kind != "member" or (principal.company, principal.subject) != (company, who):
            raise WrongProof()
        await self._sessions.stepped_up(principal, at)

    async def _opens(self, ticket: str, code: str, at: Instant, whence: From) -> tuple[CompanyId, str]:
        """Whose card a code opens, by the address that it was mailed to as it stands now; refuses `link_spent` for nobody's."""
        company, _, data = await self._checked(ticket, code, at, whence)
        now = await self.purse_of(company, f"{data.get('address', '')}")
        if now is None:
            raise LinkSpent()
        return company, purse_text(now)

    async def _checked(self, ticket: str, code: str, at: Instant, whence: From, kind: str = CODE) -> tuple[CompanyId, str, dict[str, Json]]:
        named = parted(ticket)[0]
        row = await self._register.people.one_time(named) if named else None
        if row is None or row.kind != kind:
            raise LinkSpent()
        company = row.company
        await self._tries.admit(company, f"address:{whence.address}", BY_ADDRESS, at)
        if not (await self._register.write(company, try_one_time(company, row.id, MOST_TRIES, at)))[0]:
            raise LinkSpent()
        if row.hash != self._hash(company, row.id, code.replace(" ", "")) or (row.subject == NOBODY and kind != JOINING):
            raise WrongProof()
        if not (await self._register.write(company, use_one_time(company, row.id, at)))[0]:
            raise LinkSpent()
        await self._tries.right(company, "", f"address:{whence.address}", at=at)
        return company, row.subject, row.data

    async def by_passkey(
        self, company: CompanyId, site: Site, challenge: str, answer: dict[str, object], at: Instant, whence: From
    ) -> Begun:
        """A member with a passkey."""
        await self._tries.admit(company, f"address:{whence.address}", BY_ADDRESS, at)
        kind, _, found = (await self._factors.whose(company, site, challenge, answer, at)).partition(":")
        if kind != "member":
            raise WrongProof()
        await self.was_right(company, at, whence)
        return await self._sessions.begin(
            "member", company, found, at, method="passkey", instead_of=whence.before, label=whence.label, stepped_up=True
        )

    async def admit(self, company: CompanyId, at: Instant, whence: From) -> None:
        """Count a try of whoever is at the door; refuses `too_many_tries`."""
        await self._tries.admit(company, f"address:{whence.address}", BY_ADDRESS, at)

    async def was_right(self, company: CompanyId, at: Instant, whence: From) -> None:
        """A try that was admitted was right: a shop's guests share one address, and only guesses stop it."""
        await self._tries.right(company, "", f"address:{whence.address}", at=at)

    async def step_up_by_passkey(
        self, principal: Principal, site: Site, challenge: str, answer: dict[str, object], at: Instant, whence: From
    ) -> None:
        """A passkey of the member who is signed in, to prove once more that it is them."""
        await self.admit(principal.company, at, whence)
        found = await self._factors.whose(principal.company, site, challenge, answer, at)
        if principal.kind != "member" or found != subject_of("member", principal.subject):
            raise WrongProof()
        await self.was_right(principal.company, at, whence)
        await self._sessions.stepped_up(principal, at)

    async def sign_out_others(self, done: Done) -> None:
        """Every other session of the member who is signed in is over."""
        subject, session = subject_of("member", done.by.subject), done.by.session
        if done.by.kind != "member" or session is None:
            raise NotSignedIn()

        async def work(_people: PeopleQueries) -> Change[None]:
            ended = end_sessions(done.by.company, done.at, subject=subject, but=session.id)
            return Change((ended,), (done.deed("member.sign_out", subject),), None)

        await self._register.change(done.by.company, done.at, work)

    async def sign_out_everywhere(self, done: Done, company: CompanyId, purse: PurseId) -> None:
        """Every session of a member is over: a lost telephone, or a colleague on the member's request."""
        subject = subject_of("member", purse_text(purse))

        async def work(_people: PeopleQueries) -> Change[None]:
            return Change((end_sessions(company, done.at, subject=subject),), (done.deed("member.sign_out", subject),), None)

        await self._register.change(company, done.at, work)

    async def _purse_of(self, company: CompanyId, identifier: Identifier) -> PurseId | None:
        async with self._store.view([company]) as view:
            found = (await view.resolve([(company, Wants(None, (identifier,), None, ()))]))[0]
        purse = found.purse_of.get(identifier)
        return None if purse is None else found.follow(purse)
