"""How staff and members sign in, and how nobody else does."""

from dataclasses import replace

import pyotp
import pytest

from tests.access.authenticator import Authenticator
from tests.access.crew import done, take_on, visit
from tests.korenaar import KORENAAR, MINUTE
from tests.shop_fixtures import both_databases
from zegel.access.factors import Site
from zegel.access.members import CODE
from zegel.access.refusals import LinkSpent, SecondProofNeeded, StepUpNeeded, WeakPassword, WrongProof
from zegel.access.sessions import need_step_up
from zegel.access.signing_in import From
from zegel.core.ids import purse_of
from zegel.core.refusals import NotSignedIn, TooManyTries

pytestmark = pytest.mark.anyio

HERE = From("192.0.2.1")
WORDS = "vier broden per fiets"
SITE = Site("shop.example", "https://shop.example")


async def asks(shop, begun):
    return await shop.door.people.sessions.principal(visit(begun.cookie), shop.clock.now())


async def invited(shop, name, *roles):
    one = await take_on(shop, name, *roles)
    text = await shop.door.people.signing_in.invite(done(), KORENAAR, one.one.id)
    return one, await shop.door.people.signing_in.accept(text, WORDS, shop.clock.now(), HERE)


async def with_app(shop, begun):
    """The app of whoever is signed in, paired."""
    people, who = shop.door.people, await asks(shop, begun)
    app = pyotp.TOTP((await people.factors.pair(who, shop.clock.now())).secret)
    await people.factors.confirm(done(who, at=shop.clock.at), app.at(shop.clock.at // 1000))
    return app


@both_databases
async def test_the_first_owner_comes_in_by_a_link_that_is_good_once(shop):
    people = shop.door.people
    old = await people.signing_in.first_link(KORENAAR, shop.clock.now())
    text = await people.signing_in.first_link(KORENAAR, shop.clock.now())
    assert old is not None
    assert text is not None
    owner = ("anna1", "Anna Visser", " Anna@Korenaar.example", "nl")

    for wrong in (old, "nonsense", text[:-1] + ("A" if text[-1] != "A" else "B"), ""):
        with pytest.raises(LinkSpent):
            await people.signing_in.accept_first(wrong, *owner, WORDS, shop.clock.now())
    with pytest.raises(WeakPassword):
        await people.signing_in.accept_first(text, *owner, "welkomwelkom", shop.clock.now())
    begun = await people.signing_in.accept_first(text, *owner, WORDS, shop.clock.now())
    with pytest.raises(LinkSpent):
        await people.signing_in.accept_first(text, "eve1", "Eve", "eve@evil.example", "en", WORDS, shop.clock.now())
    assert await people.signing_in.first_link(KORENAAR, shop.clock.now()) is None

    who = await asks(shop, begun)
    assert (who.name, who.scopes) == ("Anna Visser", frozenset()), "a password alone opens nothing"
    await with_app(shop, begun)
    after = await asks(shop, await people.signing_in.with_app(who, shop.clock.now(), From("", begun.cookie)))
    assert after.may("staff:write")
    assert after.may("program:publish", "station")
    need_step_up(after, shop.clock.now())
    with pytest.raises(NotSignedIn):
        await asks(shop, begun)
    lines = await people.register.people.audit_lines(KORENAAR, 0, 10)
    assert [line.deed.what for line in lines] == ["staff.first_owner", "totp.set"]
    assert WORDS not in repr(lines)


@both_databases
async def test_a_password_and_a_code_that_is_good_once_open_the_office(shop):
    signing_in = shop.door.people.signing_in
    bas, begun = await invited(shop, "Bas", "branch manager")
    app = await with_app(shop, begun)

    async def tries(code, password=WORDS, email="BAS@korenaar.example"):
        return await signing_in.by_password(KORENAAR, email, password, code, shop.clock.now(), HERE)

    with pytest.raises(SecondProofNeeded):
        await tries("")
    shop.clock.forward(MINUTE)
    code = app.at(shop.clock.at // 1000)
    inside = await tries(code)
    assert (await asks(shop, inside)).may("gestures:approve")
    for wrong in (code, "000000", app.at(shop.clock.at // 1000 - 120), "x", "１２３４５６"):
        with pytest.raises(WrongProof):
            await tries(wrong)
    shop.clock.forward(2 * MINUTE)
    with pytest.raises(WrongProof):
        await tries("", "another password of twelve")
    with pytest.raises(WrongProof):
        await tries("", email="nobody@korenaar.example")
    shop.clock.forward(11 * MINUTE)
    who = await asks(shop, inside)
    with pytest.raises(StepUpNeeded):
        need_step_up(who, shop.clock.now())
    await signing_in.step_up(who, "", app.at(shop.clock.at // 1000), shop.clock.now())
    need_step_up(await asks(shop, inside), shop.clock.now())
    await signing_in.set_password(done(who, at=shop.clock.at), "vijf broden per fiets")
    assert (await asks(shop, inside)).actor == f"staff:{bas.one.id}"
    with pytest.raises(NotSignedIn):
        await asks(shop, begun)


async def test_who_guesses_waits_whether_there_is_such_a_colleague_or_not(shop):
    await invited(shop, "Bas", "cashier")
    said = []
    for email in ("bas@korenaar.example", "nobody@korenaar.example"):
        for n in range(7):
            with pytest.raises((WrongProof, TooManyTries)) as refused:
                await shop.door.people.signing_in.by_password(KORENAAR, email, "x" * 12, "", shop.clock.now(), From(f"192.0.2.{n}"))
            said.append((refused.value.code, refused.value.data))
    assert said[:7] == said[7:]
    assert [code for code, _ in said[:7]] == ["wrong_proof"] * 6 + ["too_many_tries"]
    with pytest.raises(TooManyTries):
        await shop.door.people.signing_in.by_password(KORENAAR, "bas@korenaar.example", WORDS, "", shop.clock.now(), HERE)


async def test_an_invitation_is_good_once_for_a_week_and_a_newer_one_ends_it(shop):
    people = shop.door.people
    bas = await take_on(shop, "Bas", "cashier")
    first = await people.signing_in.invite(done(), KORENAAR, bas.one.id)
    second = await people.signing_in.invite(done(), KORENAAR, bas.one.id)

    for wrong in ("bas korenaar 12", "short"):
        with pytest.raises(WeakPassword):
            await people.signing_in.accept(second, wrong, shop.clock.now(), HERE)
    with pytest.raises(LinkSpent):
        await people.signing_in.accept(first, WORDS, shop.clock.now(), HERE)
    await people.signing_in.accept(second, WORDS, shop.clock.now(), HERE)
    with pytest.raises(LinkSpent):
        await people.signing_in.accept(second, WORDS, shop.clock.now(), HERE)
    third = await people.signing_in.invite(done(), KORENAAR, bas.one.id)
    shop.clock.forward(7 * 24 * 60 * MINUTE)
    with pytest.raises(LinkSpent):
        await people.signing_in.accept(third, WORDS, shop.clock.now(), HERE)


async def test_who_lost_their_telephone_comes_in_by_the_new_link_alone(shop):
    signing_in = shop.door.people.signing_in
    bas, begun = await invited(shop, "Bas", "branch manager")
    await with_app(shop, begun)
    shop.clock.forward(MINUTE)

    text = await signing_in.invite(done(at=shop.clock.at), KORENAAR, bas.one.id, forget=True)

    with pytest.raises(WrongProof):
        await signing_in.by_password(KORENAAR, "bas@korenaar.example", WORDS, "", shop.clock.now(), HERE)
    again = await signing_in.accept(text, "vijf broden per fiets", shop.clock.now(), HERE)
    await with_app(shop, again)


@both_databases
async def test_a_passkey_is_two_proofs_and_only_of_this_house(shop):
    people, now = shop.door.people, shop.clock.now()
    _, begun = await invited(shop, "Bas", "branch manager")
    who = await asks(shop, begun)
    passkey = Authenticator(SITE.origin, SITE.host)

    asked = await people.factors.ask_new(who, SITE, now)
    await people.factors.add(done(who), SITE, asked.id, passkey.make(asked.options), "telefoon")
    with pytest.raises(LinkSpent):
        await people.factors.add(done(who), SITE, asked.id, passkey.make(asked.options), "again")
    asked = await people.factors.ask(KORENAAR, SITE, now)
    answer = passkey.sign(asked.options)
    inside = await people.signing_in.by_passkey(KORENAAR, SITE, asked.id, answer, now, HERE)
    assert (await asks(shop, inside)).may("gestures:approve")
    assert inside.session.method == "passkey"

    with pytest.raises(LinkSpent):
        await people.signing_in.by_passkey(KORENAAR, SITE, asked.id, answer, now, HERE)
    for wrong in (
        Authenticator("https://shop.example.evil", SITE.host),
        Authenticator(SITE.origin, "evil.example"),
        Authenticator(SITE.origin, SITE.host),
    ):
        asked = await people.factors.ask(KORENAAR, SITE, now)
        wrong.id = passkey.id
        if (wrong.origin, wrong.host) != (SITE.origin, SITE.host):
            wrong.key = passkey.key
        with pytest.raises(WrongProof):
            await people.signing_in.by_passkey(KORENAAR, SITE, asked.id, wrong.sign(asked.options), now, HERE)
    passkey.verified = False
    asked = await people.factors.ask(KORENAAR, SITE, now)
    with pytest.raises(WrongProof):
        await people.signing_in.by_passkey(KORENAAR, SITE, asked.id, passkey.sign(asked.options), now, HERE)
    for nonsense in ({}, {"id": 1}, {"id": "x"}, {"id": asked.id, "response": None}):
        asked = await people.factors.ask(KORENAAR, SITE, now)
        with pytest.raises(WrongProof):
            await people.signing_in.by_passkey(KORENAAR, SITE, asked.id, nonsense, now, HERE)


@both_databases
async def test_a_member_signs_in_with_a_code_by_mail_and_a_stranger_learns_nothing(shop, till):
    members, queries = shop.door.people.members, shop.door.people.register.people
    fatima = {"kind": "email", "value": "fatima@example.org"}
    member = (await till.post("/v1/members", {"name": "Fatima", "identifiers": [fatima]})).json["member"]

    ticket = await members.send_code(KORENAAR, "Fatima@Example.org", "nl", shop.clock.now(), HERE)
    (message,) = await queries.messages_waiting(KORENAAR, shop.clock.now(), 9)
    code = members.code_of(message)
    assert (message.kind, message.address, len(code)) == (CODE, "fatima@example.org", 6)
    assert code.encode() not in (message.sealed or b"")
    other = f"{(int(code) + 1) % 1_000_000:06}"
    with pytest.raises(WrongProof):
        await members.by_code(ticket, other, shop.clock.now(), HERE)
    begun = await members.by_code(ticket, code, shop.clock.now(), HERE)
    who = await asks(shop, begun)
    assert (who.kind, who.name, who.actor, who.scopes) == ("member", "Fatima", f"member:{member}", frozenset())
    with pytest.raises(LinkSpent):
        await members.by_code(ticket, code, shop.clock.now(), HERE)

    nobody = await members.send_code(KORENAAR, "nobody@example.org", "nl", shop.clock.now(), HERE)
    assert len(nobody) == len(ticket)
    assert len(await queries.messages_waiting(KORENAAR, shop.clock.now(), 9)) == 1
    for n in range(5):
        with pytest.raises(WrongProof):
            await members.by_code(nobody, f"{n:06}", shop.clock.now(), HERE)
    with pytest.raises(LinkSpent):
        await members.by_code(nobody, "000009", shop.clock.now(), HERE)
    shop.clock.forward(10 * MINUTE)
    assert await queries.messages_waiting(KORENAAR, shop.clock.now(), 9) == [], "too late to be sent"

    again = await members.send_step_up(who, shop.clock.now())
    (message,) = await queries.messages_waiting(KORENAAR, shop.clock.now(), 9)
    with pytest.raises(WrongProof):
        await members.step_up(replace(who, subject="somebody else"), again, members.code_of(message), shop.clock.now(), HERE)
    purse = purse_of(member)
    assert purse is not None
    await members.sign_out_everywhere(done(), KORENAAR, purse)
    with pytest.raises(NotSignedIn):
        await asks(shop, begun)
