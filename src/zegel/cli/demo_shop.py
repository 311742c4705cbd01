"""How one plays shop in the demo: three addresses, and what to type at each."""

from pathlib import Path
from shlex import quote

from zegel.cli.root import At
from zegel.cli.says import say
from zegel.cli.staff_work import doing, people_of
from zegel.demo.people import MEMBERS, PIN, REGULAR, REGULAR_CARD, REGULAR_EMAIL, STAFF, YEARS, hire, owner_link, till_link
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
    chosen = "choose a password (the link is good once)" if owner else "with the password that you chose"
    say(
        "\nTry it: start the server, and play shop. For this demo only: its people are made up, and their PINs are known to everybody.\n\n"
        f"  ZEGEL_DEMO_POST=true ./zegel serve --database {database} --port {port}\n\n"
        "One browser may hold all three.\n\n"
        f"  Kassa (till)      {here}/kassa/koppel/{till}\n"
        f"                    the first time; from then on {here}/kassa\n"
        f"                    PIN {PIN} ({cashier.name}). {REGULAR} has come for {YEARS} years: type her card {REGULAR_CARD}\n"
        f"                    and Enter; loaf and Enter; Enter pays. {member.name} has points: card {member.card};\n"
        "                    to spend them, the till scans the code that her own card page shows (Pas)\n"
        f"  Pas (card)        {here}/pas\n"
        f"                    {REGULAR_EMAIL} sees what you just sold her, {member.email} a year of purchases;\n"
        f"                    the code that would be mailed: {here}/demo/post\n"
        f"  Kantoor (office)  {office}\n"
        f"                    {chief.email} ({chief.name}): {chosen}, with a passkey or an app for codes;\n"
        f"                    Program, Make a change, Try it: your rule on one basket, beside what is live"
    )
