"""Staff from the command line: the first owner's link, invitations, and who works here."""

from typing import Annotated

import typer

from zegel.cli.options import Company, Database
from zegel.cli.says import Failed, say, tell

app = typer.Typer(help="Who works here.", no_args_is_help=True)


@app.command()
def first(
    at_address: Annotated[str, typer.Option("--at", help="Where the server is reached.", metavar="ADDRESS")] = "http://127.0.0.1:8080",
    company: Company = "",
    database: Database = "",
) -> None:
    """A link with which the first owner comes in: good once, for a day. There are no accounts of ours."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.staff_work import people_of

        text = await people_of(at).signing_in.first_link(await at.company(company), at.root.now())
        if text is None:
            raise Failed("There is an owner already. An owner invites others: zegel staff invite, or in the office.")
        tell("Open it within a day, on the machine of whoever owns the shop. It is shown this once.")
        say(f"{at_address.rstrip('/')}/kantoor/welkom/{text}")

    at_work(database, work)


@app.command("list")
def list_(company: Company = "", database: Database = "") -> None:
    """Everybody who works here, with their roles."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.access.staff import written
        from zegel.cli.staff_work import people_of

        for found in await people_of(at).staff.everybody(await at.company(company)):
            gone = "" if found.one.state == "active" else "left"
            say("  ".join(filter(None, (found.one.id, found.one.name, found.one.email, ", ".join(map(str, written(found.roles))), gone))))

    at_work(database, work)


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What colleagues call them.")],
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Their address, with which they sign in.")],
    role: Annotated[
        list[str], typer.Option(help="A role: cashier, branch manager, marketer, sales rep, finance, privacy, admin, auditor, owner.")
    ],
    branch: Annotated[str, typer.Option(help="The only branch that the roles are for; every one where it is left out.")] = "",
    language: Annotated[str, typer.Option(help="nl or en.")] = "nl",
    company: Company = "",
    database: Database = "",
) -> None:
    """Take somebody on, and show the link with which they choose a password."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.access.staff import Wanted
        from zegel.cli.staff_work import doing, need_branch, new_id, people_of
        from zegel.store.people_records import Role

        people, of, done = people_of(at), await at.company(company), doing(at, "from the command line")
        if branch:
            await need_branch(at, of, branch)
        wanted = Wanted(name, email, language, tuple(Role(one, branch) for one in role))
        found = await people.staff.take_on(done, of, new_id(at), wanted)
        tell(f"{found.one.id} works here from now on. The link is good once, for a week.")
        say(f"/kantoor/welkom/{await people.signing_in.invite(done, of, found.one.id)}")

    at_work(database, work)


@app.command()
def roles(
    staff: Annotated[str, typer.Argument(metavar="ID", help="Their id, as `zegel staff list` shows it.")],
    role: Annotated[list[str], typer.Option(help="A role as `zegel staff list` writes it: `finance`, or `cashier at station`.")],
    reason: Annotated[str, typer.Option(help="Why, for the audit log.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """The roles that somebody has from now on, all of them; signed out everywhere, so that they hold at once."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.access.staff import Wanted, written
        from zegel.cli.staff_work import doing, people_of, roles_of

        of = await at.company(company)
        wanted = await roles_of(at, of, role)
        changed = await people_of(at).staff.change(
            doing(at, reason), of, staff, lambda old: Wanted(old.one.name, old.one.email, old.one.language, wanted, old.one.purse)
        )
        say(f"{changed.one.name}: {', '.join(map(str, written(changed.roles)))}")

    at_work(database, work)


@app.command()
def invite(
    staff: Annotated[str, typer.Argument(metavar="ID", help="Their id, as `zegel staff list` shows it.")],
    forget: Annotated[bool, typer.Option("--forget", help="Their app, passkeys and password count no longer: a lost telephone.")] = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """A new link with which somebody chooses a password."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.staff_work import doing, people_of

        text = await people_of(at).signing_in.invite(doing(at, "from the command line"), await at.company(company), staff, forget=forget)
        say(f"/kantoor/welkom/{text}")

    at_work(database, work)


@app.command()
def till(
    branch: Annotated[str, typer.Argument(metavar="BRANCH", help="The branch that it stands in.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called there, as `1` or `counter`.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """A link that makes the browser that opens it a till: good once, for a day."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.staff_work import till_link

        text = await till_link(at, await at.company(company), branch, name)
        tell(f"Open it in the browser that is to be till {name} of {branch}. It is shown this once.")
        say(f"/kassa/koppel/{text}")

    at_work(database, work)


@app.command()
def post(
    address: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose post: the address of a member.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """The sign-in codes that wait for an address: for whoever runs Zegel without a mail server, as in the demo."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.staff_work import codes_for

        codes = await codes_for(at, await at.company(company), address)
        if not codes:
            raise Failed("No code waits for that address: ask for one on the sign-in page of the card.")
        for code in codes:
            say(code)

    at_work(database, work)


@app.command()
def leave(
    staff: Annotated[str, typer.Argument(metavar="ID", help="Their id, as `zegel staff list` shows it.")],
    reason: Annotated[str, typer.Option(help="Why, for the audit log.")],
    company: Company = "",
    database: Database = "",
) -> None:
    """Somebody works here no more: signed out everywhere, at once. What they did stays."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.staff_work import doing, people_of

        found = await people_of(at).staff.let_go(doing(at, reason), await at.company(company), staff)
        say(f"{found.one.name} works here no more.")

    at_work(database, work)


@app.command()
def audit(
    after: Annotated[int, typer.Option(help="Begin after the line of this number.", min=0)] = 0,
    what: Annotated[str, typer.Option(help="Only deeds of this kind, as `staff` or `pin.set`.")] = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """The audit log, and whether its chain is whole: who did what that is sensitive, and why."""
    from zegel.cli.root import At, at_work

    async def work(at: At) -> None:
        from zegel.cli.says import Exit
        from zegel.cli.staff_work import people_of, said

        register, of = people_of(at).register, await at.company(company)
        while lines := await register.people.audit_lines(of, after_now[0], 500, what=what):
            for line in lines:
                say(said(line))
            after_now[0] = lines[-1].number
        whole, wrong = await register.verify(of)
        if wrong:
            raise Failed(f"Line {wrong} does not follow on the line before: somebody changed the log.", Exit.REFUSED)
        tell(f"{whole} lines, each following on the one before.")

    after_now = [after]
    at_work(database, work)
