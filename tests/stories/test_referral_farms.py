"""Who brings themselves, a ring of friends, a crowd at once (domain.md M15): a sign is for a person to judge, never in silence."""

from dataclasses import replace
from json import loads
from typing import Any

import pytest

from tests import make
from tests.korenaar import DAY
from tests.make import line
from tests.paper import PaperShop, Said, refuses
from tests.program.files import mistakes_in
from tests.programs import read_yaml
from zegel.core.ids import CompanyId, ReceiptId
from zegel.core.periods import Instant
from zegel.core.purchase import Identifier
from zegel.decide.referring import mailbox
from zegel.flows.commands import AddIdentifier, MergeMembers, MoveCase, NoteMarks, Refer, SettleReferral
from zegel.flows.marks import called
from zegel.program.sentences import sentences

PROGRAM = """
zegel: 1
program: Bakkerij
company: {currency: EUR}
branches: [dorpsstraat]
units: {points: {names: {nl: [punt, punten], en: [point, points]}, worth: 0.01 EUR}}
referral: {friend gets: 300 points, member gets: 500 points, first spends: 25.00 EUR, looked at above: 2 per week}
"""
PHONE, WATCH = "9f" * 32, "a1" * 32


class Friends(PaperShop):
    """A shop whose members bring each other."""

    def joins(self, name: str, *, email: str = "") -> Identifier:
        """A member with a link of their own."""
        shown = self.enrol(name)
        self.done(AddIdentifier(make.header(self.at), shown, link(name)))
        if email:
            self.done(AddIdentifier(make.header(self.at), shown, Identifier("email", email)))
        return shown

    def brings(self, by: str, friend: str) -> Said:
        return self.record(Refer(make.header(self.at), make.card(friend), link(by)))

    def marks(self, name: str, **marks: str) -> Said:
        return self.done(NoteMarks(make.header(self.at), make.card(name), tuple(sorted(marks.items()))))

    def settles(self, friend: str, by: str) -> Said:
        """What the clock makes of a friend."""
        both = [self.purse(make.card(one)).id for one in (friend, by)]
        return self.record(SettleReferral(make.header(self.at), *both))

    def looks(self, friend: str, to: str, who: str = "office", reason: str = "they are sisters") -> Said:
        (case,) = self.came(friend)
        seq = case.id.rpartition(".")[2]
        header = replace(make.header(self.at), actor=who)
        return self.record(MoveCase(header, ReceiptId(self.purse(make.card(friend)).id, int(seq)), to, "", reason))

    def came(self, friend: str) -> list[Any]:
        return list(self.memory.facts.dossiers_of(self.purse(make.card(friend)).id, "referral"))

    def state(self, friend: str) -> tuple[str, list[str]]:
        (found,) = self.came(friend)
        return found.state, loads(found.data)["why"]

    def later(self, days: int) -> None:
        self.wait_until(Instant(self.at + days * DAY))

    def brought(self, by: str, *friends: str) -> None:
        """These came by one member and bought enough; nothing can come back any more."""
        for friend in friends:
            assert self.brings(by, friend).refusal == ""
            self.buys(make.card(friend), line(3000))
        self.later(15)


def link(name: str) -> Identifier:
    return Identifier("referral", f"link of {name}")


def a_shop(*names: str) -> Friends:
    shop = Friends(read_yaml(PROGRAM))
    for name in names:
        shop.joins(name)
    return shop


def a_pair(anna: str, bram: str) -> Friends:
    """anna brought bram; of each the shop saw a mark of that kind, both the same hash, and the clock looked."""
    shop = a_shop("anna", "bram")
    shop.marks("anna", **{anna: PHONE})
    shop.marks("bram", **{bram: PHONE})
    shop.brought("anna", "bram")
    shop.settles("bram", "anna")
    return shop


def test_a_ring_of_friends_is_seen_however_long():
    shop = a_shop("anna", "bram", "carla", "dirk")
    for by, friend in (("anna", "bram"), ("bram", "carla"), ("carla", "dirk")):
        assert shop.brings(by, friend).refusal == ""

    closes = refuses(shop, Refer(make.header(shop.at), make.card("anna"), link("dirk")))

    assert (closes.refusal, closes.data["why"]) == ("not_a_friend", "circle")


def test_a_ring_that_closes_at_its_far_end_is_seen_too():
    shop = a_shop("anna", "bram", "carla")
    assert shop.brings("bram", "carla").refusal == ""
    assert shop.brings("carla", "anna").refusal == ""

    closes = shop.brings("anna", "bram")

    assert (closes.refusal, closes.data["why"]) == ("not_a_friend", "circle")


def test_a_ring_behind_a_card_that_was_taken_over_is_seen():
    shop = a_shop("anna", "bram", "carla")
    assert shop.brings("bram", "carla").refusal == ""
    shop.joins("dirk")
    shop.done(MergeMembers(make.header(shop.at), make.card("dirk"), make.card("bram"), "one person, two cards", ""))

    closes = shop.brings("carla", "dirk")

    assert (closes.refusal, closes.data["why"]) == ("not_a_friend", "circle"), "who brought carla is dirk by now"


def test_one_mailbox_is_one_person():
    shop = a_shop()
    shop.joins("anna", email="anna@gmail.com")
    shop.joins("bram", email="an.na+bram@googlemail.com")
    shop.joins("carla", email="an.na@voorbeeld.nl")
    shop.joins("dirk", email="anna@voorbeeld.nl")

    assert shop.brings("anna", "bram").data["why"] == "address"
    assert shop.brings("carla", "dirk").refusal == "", "elsewhere a dot makes another name"


@pytest.mark.parametrize(
    ("one", "other"), [("anna+a@x.nl", "ANNA@x.nl"), ("a.n.n.a@gmail.com", "anna+b@googlemail.com")], ids=["a label", "dots"]
)
def test_addresses_of_one_mailbox(one: str, other: str):
    assert mailbox(one) == mailbox(other)


def test_the_same_device_waits_for_a_person_who_says_yes():
    shop = a_shop("anna", "bram")
    shop.marks("anna", device=PHONE, payment=WATCH)
    shop.marks("bram", device=PHONE)
    shop.brought("anna", "bram")

    held = shop.settles("bram", "anna")

    assert held.effects("case") == [{"kind": "referral", "state": "held", "until": "", "what": "device"}]
    assert held.said == ["vriend: eerst bekijken (hetzelfde apparaat)."]
    assert [one.kind for one in held.outcome.linked] == ["refer"], "the member's own receipt says it too"
    assert shop.state("bram") == ("held", ["device"])
    assert (shop.points(make.card("anna")), shop.points(make.card("bram"))) == (0, 0)
    assert shop.settles("bram", "anna").refusal == "referral_not_yet", "the clock leaves it alone now"

    assert shop.looks("bram", "approved", who="anna").refusal == "four_eyes", "not whoever noted it"
    assert shop.looks("bram", "approved", reason="").refusal == "reason_missing"
    assert shop.looks("bram", "approved").refusal == ""
    shop.settles("bram", "anna")

    assert shop.state("bram") == ("rewarded", ["device"])
    assert (shop.points(make.card("anna")), shop.points(make.card("bram"))) == (500, 300)


def test_a_person_says_no_and_both_are_told_so():
    shop = a_pair("payment", "payment")

    shop.looks("bram", "refused", reason="one bank card")
    told = shop.settles("bram", "anna")

    assert told.said == ["vriend: telt niet mee (de winkel keek ernaar)."]
    assert shop.state("bram") == ("rejected", ["office"])
    assert (shop.points(make.card("anna")), shop.points(make.card("bram"))) == (0, 0)


def test_friends_who_are_each_other_wait_too():
    shop = a_shop("anna", "bram", "carla")
    shop.marks("bram", delivery=PHONE)
    shop.marks("carla", delivery=PHONE)
    shop.brought("anna", "bram", "carla")

    shop.settles("bram", "anna")
    shop.settles("carla", "anna")

    assert [shop.state(one) for one in ("bram", "carla")] == [("held", ["delivery"])] * 2


def test_one_kind_of_mark_is_not_another():
    shop = a_pair("device", "payment")

    assert shop.state("bram") == ("rewarded", [])


def test_a_crowd_waits_and_friends_far_apart_do_not():
    shop = a_shop("anna", "bram", "carla")
    shop.brought("anna", "bram", "carla")
    shop.joins("late")
    shop.brought("anna", "late")
    quiet = [shop.settles(one, "anna") for one in ("bram", "carla", "late")]

    assert [one.refusal for one in quiet] == ["", "", ""]
    assert [shop.state(one)[0] for one in ("bram", "carla", "late")] == ["rewarded"] * 3

    crowd = a_shop("anna", "bram", "carla", "dirk")
    crowd.brought("anna", "bram", "carla", "dirk")
    for one in ("bram", "carla", "dirk"):
        crowd.settles(one, "anna")

    assert [crowd.state(one) for one in ("bram", "carla", "dirk")] == [("held", ["many"])] * 3
    assert crowd.points(make.card("anna")) == 0


def test_a_mark_is_of_no_use_to_another_shop():
    assert called(make.COMPANY, "device", PHONE) == called(make.COMPANY, "device", PHONE)
    assert called(make.COMPANY, "device", PHONE) != called(CompanyId("elsewhere"), "device", PHONE)
    assert PHONE[:16] not in called(make.COMPANY, "device", PHONE)


def test_marks_are_not_in_the_books():
    shop = a_shop("anna")
    said = shop.marks("anna", device=PHONE)

    assert said.outcome.receipt is not None
    assert PHONE not in said.outcome.receipt.document.decode()
    assert called(make.COMPANY, "device", PHONE) not in said.outcome.receipt.document.decode()
    assert said.entries[-1].reason == "marks: device"


def test_the_program_says_when_somebody_looks():
    (nl, en) = next((one.nl, one.en) for one in sentences(read_yaml(PROGRAM)) if one.path == "referral")

    assert "brengt u er binnen 7 dagen meer dan 2 aan" in nl
    assert "you bring more than 2 within 7 days" in en


def test_a_number_without_its_time_is_a_mistake():
    (mistake,) = mistakes_in(PROGRAM.replace("2 per week", "2 per year"))

    assert mistake.code == "not_of_this_form"
