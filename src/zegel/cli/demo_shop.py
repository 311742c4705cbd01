"""How one plays shop in the demo: three addresses, and what to type at each."""

from pathlib import Path
from shlex import quote

from zegel.cli.root import At
from zegel.cli.says import say
from zegel.cli.staff_work import doing, people_of
from zegel.demo.people import MEMBERS, PIN, REGULAR, REGULAR_CARD, STAFF, YEARS, hire, owner_link, till_link
from zegel.demo.running import COMPANY
from zegel.demo.shelf import fill
from zegel.desk.register import Register


async def play_shop(at: At, folder: Path, port: int) -> None:
    """The demo's staff, a till and the owner's link, and where to go with them."""
    people, done = people_of(at), doing(at, "the demo")
    await hire(people, done, COMPANY)
    await fill(at.house.store.queries, Register(at.house.store), COMPANY, at.root.now())
    till, owner = await till_link(people, done, COMPANY), await owner_link(people, done, COMPANY)
    here, database = f"http://127.0.0.1:{port}", quote(f"sqlite:///{folder / 'zegel.db'}")
    member, cashier, chief = MEMBERS[0], STAFF[2], STAFF[0]
    office = f"{here}/kantoor/welkom/{owner}" if owner else f"{here}/kantoor/aanmelden"
    chosen = "choose a password; the link is good once" if owner else "with the password that you chose"
    say(
        "\nTry it: start the server, and play shop. For this demo only: its people are made up, and their PINs are known to everybody.\n\n"
        f"  ZEGEL_DEMO_POST=true ./zegel serve --database {database} --port {port}\n\n"
        "One browser may hold all three.\n\n"
        f"  Kassa (till)      {here}/kassa/koppel/{till}\n"
        f"                    the first time; from then on {here}/kassa\n"
        f"                    PIN {PIN} ({cashier.name}); card {member.card}, or find {member.name.split()[0]}\n"
        f"                    card {REGULAR_CARD} ({REGULAR}) has come for {YEARS} years: tap Amount and find 'loaf'\n"
        f"  Pas (card)        {here}/pas\n"
        f"                    {member.email} ({member.name}); the code that would be mailed: {here}/demo/post\n"
        f"  Kantoor (office)  {office}\n"
        f"                    {chief.email} ({chief.name}): {chosen}"
    )
