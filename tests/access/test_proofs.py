"""Passwords, cookies and rights, without a database."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.make import bakery
from zegel.access.passwords import Passwords, checked, root
from zegel.access.principal import ANONYMOUS, Principal, of_key
from zegel.access.refusals import ForgedRequest, WeakPassword
from zegel.access.rights import ADMIN, AT_A_TILL, AUDITOR, MARKETER, ROLES, at_till, rank_of, rights_of
from zegel.access.scopes import OF_PEOPLE, SCOPES
from zegel.access.secrets import HouseKey
from zegel.access.visits import cookies, is_foreign, is_secure, own_cookies, set_cookie, visit_of
from zegel.core.ids import CompanyId
from zegel.core.refusals import NotAllowed
from zegel.hall.spend_lock import worth_spent
from zegel.store.people_records import Role

KORENAAR = CompanyId("korenaar")


@pytest.mark.parametrize("password", [
    "short", "elevenchars", "a" * 12, "P@ssw0rd!2026", "welkomwelkom", "qwertyuiop123", "Bakkerij2026!!", "correcthorsebatterystaple!",
    "zegelzegel12", "x" * 257, "anna.visser!1", "AnnaVisser123",
])  # fmt: skip
def test_a_password_that_others_use_or_that_names_its_owner_is_refused(password):
    with pytest.raises(WeakPassword):
        checked(password, "Anna Visser", "anna.visser@korenaar.example")


@pytest.mark.parametrize("password", ["vier broden per fiets", "hetregentvandaagweer", "ζωή σε δώδεκα λέξεις", "Kx9#mQ2vLp7!"])
def test_any_other_of_twelve_characters_is_fine_whatever_they_are(password):
    assert checked(password, "Anna Visser", "anna.visser@korenaar.example") == password


@pytest.mark.anyio
async def test_a_password_is_kept_as_argon2id_and_nobodys_takes_as_long():
    passwords = Passwords()
    kept = await passwords.hashed("vier broden per fiets")

    assert kept.startswith(b"$argon2id$v=19$m=19456,t=2,p=1$")
    assert await passwords.fits(kept, "vier broden per fiets")
    assert not await passwords.fits(kept, "Vier broden per fiets")
    assert not await passwords.fits(None, "nobody has this one")
    assert root("Welkom01!") == "welkom"


def test_a_secret_that_is_sealed_opens_for_whom_it_is_and_with_its_own_key_only():
    key, other = HouseKey(lambda: bytes(range(32))), HouseKey(lambda: bytes(range(1, 33)))
    sealed = key.seal(b"JBSWY3DP", "staff:anna", bytes)

    assert b"JBSWY3DP" not in sealed
    assert key.unseal(sealed, "staff:anna") == b"JBSWY3DP"
    assert key.unseal(sealed, "staff:bas") is None
    assert other.unseal(sealed, "staff:anna") is None
    assert key.unseal(sealed[:-1] + bytes((sealed[-1] ^ 1,)), "staff:anna") is None
    assert key.hashed("pin", KORENAAR, "280491") != key.hashed("pin", CompanyId("molen"), "280491")


def test_roles_give_what_the_table_says_and_no_more():
    assert ADMIN & {"adjustments:write", "purchases:write", "credit:write", "program:publish", "members:read"} == frozenset()
    assert MARKETER & {"members:read", "members:list", "books:read"} == frozenset()
    assert not any(right.endswith((":write", ":approve", ":publish", ":replace", ":unlock", ":check")) for right in AUDITOR)
    assert frozenset(ROLES["owner"]) == frozenset(SCOPES) | frozenset(OF_PEOPLE)
    assert not AT_A_TILL & {"staff:write", "keys:write", "program:publish", "adjustments:write", "audit:read"}
    roles = [Role("branch manager", "station"), Role("cashier", "dorpsstraat")]
    assert rights_of(roles).branches("gestures:approve") == {"station"}
    assert at_till(roles, "dorpsstraat").branches("gestures:approve") == frozenset()
    assert at_till([Role("owner", "")], "station").all == AT_A_TILL
    assert at_till([Role("marketer", "")], "station").all & {"purchases:write", "gestures:write"} == frozenset()
    assert (rank_of(roles, "station"), rank_of(roles, "dorpsstraat"), rank_of(roles, "elsewhere")) == ("branch manager", "cashier", "")


def test_somebody_speaks_for_the_branches_of_the_role_that_gives_the_right():
    roles = (Role("branch manager", "station"), Role("cashier", "dorpsstraat"))
    rights = rights_of(roles)
    both = Principal("staff", KORENAAR, "cato", "Cato", "nl", "staff:cato", rights, rights.all, "", "", roles)

    assert both.branch_for("purchases:write", "dorpsstraat") == "dorpsstraat"
    assert both.branch_for("gestures:approve", "") == "station"
    assert both.branch_for("", "dorpsstraat") == "dorpsstraat"
    for right, named in (("purchases:write", ""), ("purchases:write", "molen"), ("gestures:approve", "dorpsstraat"), ("audit:read", "")):
        with pytest.raises(NotAllowed):
            both.branch_for(right, named)
    assert of_key("k", KORENAAR, "pos", frozenset(), "").branch_for("x", "anywhere") == "anywhere"
    assert of_key("k", KORENAAR, "pos", frozenset(), "station").branch_for("x", "") == "station"
    assert (ANONYMOUS.actor, ANONYMOUS.key, both.actor, both.key) == ("", "", "staff:cato", "staff:cato")
    with pytest.raises(NotAllowed):
        ANONYMOUS.need("program:read")


def test_cookies_are_for_this_host_only():
    assert cookies(b"__Host-zegel=a.b; other=1; broken; =x") == {"__Host-zegel": "a.b", "other": "1", "": "x"}
    assert set_cookie("zegel", "a.b", secure=True, seconds=9, strict=True).startswith("__Host-zegel=a.b; Path=/; HttpOnly; SameSite=Strict")
    assert "Secure" not in set_cookie("zegel", "a.b", secure=False, seconds=9)
    assert [is_secure("http", host) for host in ("localhost", "localhost:8080", "[::1]:80", "127.0.0.1.evil.example", "10.0.0.1:80")] == [
        False, False, False, None, None,
    ]  # fmt: skip
    shown = visit_of({b"cookie": b"zegel=low; __Host-zegel=high; zegel-till=t.u", b"x-zegel-csrf": b"c"}, writes=True)
    assert (shown.session, shown.device, shown.token, shown.writes) == ("high", "t.u", "c", True)
    assert visit_of({}, writes=False).session == ""


def test_over_tls_a_session_that_a_neighbour_laid_there_is_none():
    laid = {b"cookie": b"zegel=theirs; zegel-till=theirs; __Host-zegel-pas=ours"}

    shown = visit_of(laid, writes=False, scheme="https")

    assert (shown.session, shown.device) == ("", "")
    assert visit_of({b"cookie": b"__Host-zegel=ours; zegel=theirs"}, writes=False, scheme="https").session == "ours"
    found = {"zegel": "a", "zegel-kassa": "b", "zegel-pas": "c", "zegel-elders": "d", "zegel-till": "e", "zegel_shop": "f"}
    assert own_cookies(found, "https") == {"zegel_shop": "f"}
    assert own_cookies(found, "http") == found, "on this machine itself nothing can be Secure"


@pytest.mark.parametrize(("headers", "foreign"), [
    ({}, False),
    ({b"sec-fetch-site": b"same-origin"}, False),
    ({b"sec-fetch-site": b"none"}, False),
    ({b"sec-fetch-site": b"same-site"}, True),
    ({b"sec-fetch-site": b"cross-site"}, True),
    ({b"origin": b"https://shop.example", b"host": b"shop.example"}, False),
    ({b"origin": b"https://shop.example:444", b"host": b"shop.example"}, True),
    ({b"origin": b"null", b"host": b"shop.example"}, True),
    ({b"origin": b"https://evil.example"}, True),
])  # fmt: skip
def test_what_another_site_sends_is_known_by_what_the_browser_says(headers, foreign):
    assert is_foreign(headers) is foreign
    plain = {name: text.replace(b"https", b"http") for name, text in headers.items()}
    assert is_foreign(plain, "https") is (foreign or b"origin" in headers), "anybody on the way can write a plain page"


def test_a_request_that_writes_needs_the_token_of_its_own_session():
    for visit in (visit_of({}, writes=True), visit_of({b"sec-fetch-site": b"same-origin"}, writes=True, token="guess")):
        with pytest.raises(ForgedRequest):
            visit.check(ANONYMOUS)
    visit_of({}, writes=False).check(ANONYMOUS)


@pytest.mark.parametrize(("what", "unit", "count", "worth"), [("mug", "points", 500, 750), ("points off", "points", 333, 333)])
def test_what_is_spent_is_worth_its_points_or_the_reward_where_that_is_worth_more(what, unit, count, worth):
    spend = {"effect": "spend", "what": what, "unit": unit, "count": count, "times": 1}

    assert worth_spent(bakery(), {"purse": "p", "effects": [spend]}) == worth
    assert worth_spent(bakery(), {"purse": "p", "effects": []}) is None


def test_points_count_for_what_the_rule_makes_of_them_where_that_is_more():
    made = replace(bakery(), points_off=tuple(replace(rule, worth=Fraction(2)) for rule in bakery().points_off))
    spend = {"effect": "spend", "what": "points off", "unit": "points", "count": 300, "times": 1}

    assert [worth_spent(one, {"purse": "p", "effects": [spend]}) for one in (bakery(), made)] == [300, 600]
