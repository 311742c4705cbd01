"""One bakery behind pages and API for each test, on SQLite unless it asks for PostgreSQL; on the clock of a Tuesday in March."""

import os
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

import pytest

from tests.korenaar import KORENAAR, Shop, a_shop
from tests.pages import Browser, Gatekeeper
from tests.shop_fixtures import database_url as database_url
from zegel.access.principal import Principal
from zegel.access.rights import ROLES, Rights, rights_of
from zegel.access.scopes import NAMED_SETS, OF_PEOPLE, SCOPES
from zegel.core.ids import CompanyId
from zegel.desk.checking import Checks
from zegel.store.opening import open_store
from zegel.store.people_records import Role
from zegel.web.app import add_pages
from zegel.web.parts.door import Door
from zegel.web.parts.visitors import Visitor
from zegel.web.table import HOMES, SIGN_INS, WORDS

OFFICE = frozenset((*SCOPES, *OF_PEOPLE))


@dataclass
class House:
    """The shop with its pages."""

    shop: Shop
    door: Door
    gate: Gatekeeper

    def till(self, language: str = "nl", rights: frozenset[str] = NAMED_SETS["till"], name: str = "Samira") -> Browser:
        """Samira at till 2 of the Dorpsstraat."""
        secret = os.urandom(8).hex()
        self.gate.known["till", secret] = Visitor(
            KORENAAR, "staff:samira", name, rights, "till:2", secret, "dorpsstraat", "2", "cashier", language
        )  # fmt: skip
        return Browser(self.shop.app, {"who": secret})

    def office(
        self, language: str = "nl", rights: frozenset[str] = OFFICE, name: str = "Joost Bakema", company: CompanyId = KORENAAR,
        actor: str = "staff:joost",
    ) -> Browser:  # fmt: skip
        """Joost, the owner, at his desk."""
        secret = os.urandom(8).hex()
        self.gate.known["office", secret] = Visitor(
            company, actor, name, rights, "office", secret, role="owner", language=language
        )  # fmt: skip
        return Browser(self.shop.app, {"who": secret}, "localhost")

    def of_branches(self, *roles: Role) -> Browser:
        """Mo, with these roles, each at a branch of its own."""
        secret, rights = os.urandom(8).hex(), rights_of(roles)
        who = Principal("staff", KORENAAR, "mo", "Mo", "nl", "office", rights, rights.all, "", "", roles)
        self.gate.known["office", secret] = Visitor(
            KORENAAR, "staff:mo", who.name, rights.all, "office", secret, language="nl", principal=who
        )  # fmt: skip
        return Browser(self.shop.app, {"who": secret}, "localhost")

    def colleague(self, role: str, branch: str = "", language: str = "nl", company: CompanyId = KORENAAR) -> Browser:
        """Bea, with this role at `branch` ("" for every one) and no other."""
        secret, rights = os.urandom(8).hex(), ROLES[role]
        who = Principal(
            "staff", company, "bea", "Bea Baas", language, "office", Rights(((branch, rights),), rights), rights, branch, "", role=role
        )
        self.gate.known["office", secret] = Visitor(
            company, "staff:bea", who.name, rights, "office", secret, branch, role=role, language=language, principal=who
        )  # fmt: skip
        return Browser(self.shop.app, {"who": secret}, "localhost")


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with a_shop(database_url) as shop:
        door = Door(
            clock=shop.clock.now, random_bytes=os.urandom, monotonic=time.monotonic, codes=shop.door.codes,
            words=WORDS, homes=HOMES, sign_ins=SIGN_INS, report=lambda error, _: shop.reported.append(error),
        )  # fmt: skip
        gate = Gatekeeper()
        door.open(shop.desk, shop.shelves, shop.queries, shop.door.people, gate)
        door.checks = Checks(shop.queries, partial(open_store, shop.url, unsafe=True), shop.clock.now)
        door.checks.report = shop.reported.append
        add_pages(shop.app, door)
        yield House(shop, door, gate)
        await door.checks.close()
        assert shop.reported == []
