"""`zegel staff`: the first owner's link, invitations, and the audit log."""

from tests.house.tree import ROOT


def test_the_first_owner_has_a_link_and_colleagues_are_invited(shop):
    first = shop("staff", "first", "--at", "https://korenaar.example/")
    assert first.code == 0
    assert first.out.startswith("https://korenaar.example/kantoor/welkom/")

    taken = shop("staff", "new", "Bas", "bas@korenaar.example", "--role", "branch manager")
    assert taken.out.startswith("/kantoor/welkom/")
    (listed,) = shop("staff", "list").out.splitlines()
    assert listed.endswith("  Bas  bas@korenaar.example  branch manager")
    staff = listed.partition(" ")[0]
    assert (
        shop("staff", "new", "Bas", "BAS@korenaar.example", "--role", "cashier").err
        == "A colleague has that address already. (email_taken)\n"
    )
    assert "no role called emperor" in shop("staff", "new", "C", "c@korenaar.example", "--role", "emperor").err
    assert shop("staff", "leave", staff, "--reason", "moved away").out == "Bas works here no more.\n"
    assert shop("staff", "invite", staff).code != 0

    shop("key", "new", "--source", "pos")
    log = shop("staff", "audit")
    assert [line.split("  ")[3] for line in log.out.splitlines()] == ["staff.take_on", "staff.invite", "staff.let_go", "key.make"]
    assert all("house:command line" in line for line in log.out.splitlines())
    assert log.err == "4 lines, each following on the one before.\n"
    assert len(shop("staff", "audit", "--what", "staff", "--after", "1").out.splitlines()) == 2


def test_roles_are_changed_to_those_that_are_named_at_branches_that_there_are(shop):
    assert shop("program", "publish", str(ROOT / "examples" / "bakery.yaml")).code == 0
    assert "no branch `moon`" in shop("staff", "new", "Bas", "bas@korenaar.example", "--role", "cashier", "--branch", "moon").err
    shop("staff", "new", "Anna", "anna@korenaar.example", "--role", "owner")
    anna = shop("staff", "list").out.partition(" ")[0]

    last = shop("staff", "roles", anna, "--role", "finance", "--reason", "steps back")
    shop("staff", "new", "Bas", "bas@korenaar.example", "--role", "cashier", "--branch", "dorpsstraat")
    bas = shop("staff", "list").out.splitlines()[1].partition(" ")[0]
    more = shop("staff", "roles", bas, "--role", "cashier at dorpsstraat", "--role", "finance", "--reason", "keeps the books")
    moon = shop("staff", "roles", bas, "--role", "cashier at moon", "--reason", "far away")

    assert "last_owner" in last.err
    assert (more.out, moon.err.partition(".")[0]) == ("Bas: cashier at dorpsstraat, finance\n", "The program has no branch `moon`")
    log = shop("staff", "audit", "--what", "staff.roles").out
    assert ("cashier at dorpsstraat" in log, "(keeps the books)" in log) == (True, True)


def test_a_till_has_a_link_and_a_branch_that_there_is(shop):
    assert shop("program", "publish", str(ROOT / "examples" / "bakery.yaml")).code == 0
    made = shop("staff", "till", "dorpsstraat", "1")
    assert made.out.startswith("/kassa/koppel/")
    assert "no branch `moon`" in shop("staff", "till", "moon", "1").err
    assert "No code waits for that address" in shop("staff", "post", "nobody@korenaar.example").err
