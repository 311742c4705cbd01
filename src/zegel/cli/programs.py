"""Programs: is the file right, what does it say, and put it on the shelf."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from zegel.cli.options import Company, Database
from zegel.cli.program_files import program_of, written_in
from zegel.cli.promised import promised
from zegel.cli.says import Exit, Failed, counted, say, tell

if TYPE_CHECKING:
    from zegel.core.periods import Day
    from zegel.program.model import Program

app = typer.Typer(help="Programs: what a shop promises.", no_args_is_help=True)

Language = Literal["nl", "en"]
File = Annotated[Path, typer.Argument(help="A program file, YAML or JSON, or the folder that it stands in.")]

Which = Annotated[
    Path | None,
    typer.Argument(help="A program file, its folder, or the number of a version; the live program of the company where it is left out."),
]


def day_of(text: str, program: "Program") -> "Day":
    """The day that was named on the command line; today in the program's zone where none was."""
    from zegel.core.periods import local_moment
    from zegel.program import forms

    if not text:
        from zegel.cli.root import root

        return local_moment(root().now(), program.company_zone).business_date
    try:
        return forms.day(text)
    except forms.Wrong as wrong:
        raise Failed(wrong.message, Exit.USAGE) from None


@app.command()
def check(
    file: File,
    strict: Annotated[bool, typer.Option("--strict", help="A warning ends with code 1 too.")] = False,
    language: Annotated[Language, typer.Option("--language", help="The language of mistakes and warnings.")] = "en",
    on: Annotated[str, typer.Option("--on", help="From which day to look at rules that are over (2026-03-01); today where left out.")] = "",
) -> None:
    """Tell every mistake in a program file at once, with its line, and what looks wrong with it. Code 1 where there is a mistake."""
    from zegel.cli.program_files import program_in, text_of, tree_of
    from zegel.program.lints import lines_of, lints

    path = program_in(file)
    program = program_of(path, language)
    found = lints(program, lines_of(tree_of(path, text_of(path))), day_of(on, program))
    for lint in found:
        tell(f"{path}, {lint.text(language)}")
    rules = len(program.earn) + len(program.multipliers) + len(program.cards) + len(program.discounts) + len(program.points_off)
    say(f"{program.name}: {counted(rules, 'rule')}, {counted(len(program.rewards), 'reward')}. No mistakes.")
    if found:
        tell(f"{counted(len(found), 'warning')}.")
    if found and strict:
        raise typer.Exit(Exit.REFUSED)


@app.command()
def show(
    which: Which = None,
    full: Annotated[bool, typer.Option("--full", help="Every setting too, also those that the file leaves at their default.")] = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """Say a program aloud: each rule and setting as a sentence, in Dutch and English."""
    program, _ = promised(which, company, database)
    from zegel.program.sentences import show as said

    say(said(program, full=full).rstrip())


@app.command()
def terms(
    which: Which = None,
    language: Annotated[Language | None, typer.Option("--language", help="The first of the program's own where it is left out.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown.")] = False,
    valid_from: Annotated[
        str,
        typer.Option(
            "--from",
            help="From which day they hold (2026-03-01); where it is left out a version's own, and of a file today. It is only printed.",
        ),
    ] = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """Print the complete terms for members: every sentence in order, under headings, with the version and the day."""
    program, begins = promised(which, company, database)
    from zegel.core.periods import local_moment
    from zegel.program.terms import terms as said
    from zegel.program.terms import terms_markdown

    in_language: Language = language or ("nl" if program.languages[0] == "nl" else "en")
    if begins is None or valid_from:
        first = day_of(valid_from, program)
    else:
        first = local_moment(begins, program.company_zone).business_date
    say((terms_markdown if markdown else said)(program, in_language, first).rstrip())


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The program as it was: a file, or the number of a version.")],
    new: Annotated[
        Path | None,
        typer.Argument(help="The program as it will be. Where it is left out, the first one is that, and the live one as it was."),
    ] = None,
    language: Annotated[Language | None, typer.Option("--language", help="Only in this language; in both where it is left out.")] = None,
    members: Annotated[
        bool, typer.Option("--members", help="Also how many members in the books would be on which step of the new ladder.")
    ] = False,
    company: Company = "",
    database: Database = "",
) -> None:
    """Say what changes from one program to another. Code 0 where they promise the same, 1 where they differ, 2 where one cannot be read."""
    try:
        before, after = (promised(one, company, database)[0] for one in ((None, old) if new is None else (old, new)))
    except Failed as failed:
        raise Failed(failed.sentence, Exit.USAGE) from None
    from zegel.program.diff import changes

    found = changes(before, after)
    for change in found:
        say(change.path)
        for code in ("nl", "en"):
            if language in (None, code):
                say(f"  {getattr(change, code)}")
    if members:
        from zegel.cli.places_work import say_places
        from zegel.cli.root import at_work

        at_work(database, lambda at: say_places(at, before, after, company, language))
    if found:
        raise typer.Exit(1)
    say("They promise the same.")


@app.command("test")
def play(
    path: Annotated[Path, typer.Argument(help="A folder with a program and `stories/`, or a program file with them beside it.")],
    junit: Annotated[Path | None, typer.Option("--junit", help="Also write what came out to this file, as JUnit XML.")] = None,
    language: Annotated[Language, typer.Option("--language", help="The language of mistakes.")] = "en",
) -> None:
    """Play the stories of a program in memory and say what did not come out as they tell. Code 1 where something did not."""
    from zegel.cli.story_work import tested

    raise typer.Exit(tested(path, junit, language))


@app.command()
def schema(
    story: Annotated[bool, typer.Option("--story", help="Of a story instead of a program.")] = False,
) -> None:
    """Print the JSON Schema of a program file, for editors that help while writing."""
    from zegel.program.schema import schema_text
    from zegel.replay.story import STORY_KEYS

    say((schema_text(STORY_KEYS, "story") if story else schema_text()).rstrip())


@app.command()
def new(
    template: Annotated[str, typer.Argument(help="What to begin with; leave it out to see what there is.")] = "",
    folder: Annotated[Path | None, typer.Argument(help="The folder to make; called as the template where it is left out.")] = None,
) -> None:
    """Begin a program: a folder with a program, stories that it keeps, and a page that says what is where. Overwrites nothing."""
    from zegel.cli.template_work import begin, listed

    if template:
        begin(template, folder or Path(template))
    else:
        listed()


@app.command()
def publish(
    file: File,
    live_from: Annotated[
        str,
        typer.Option(
            "--from",
            help="From which day or moment it is live (2026-03-01, '2026-03-01 09:00'; in the program's zone); now where it is left out.",
        ),
    ] = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """Put a program on the company's shelf. A version is never changed: publish the next one.

    What it looks back at and no version counted yet is counted first, and said.
    """
    program, written = program_of(file), written_in(file)
    from zegel.cli.publish_work import published
    from zegel.cli.root import at_work

    at_work(database, lambda at: published(at, program, live_from, company, written))


@app.command()
def versions(company: Company = "", database: Database = "") -> None:
    """Every version that was published, the oldest first: its digest, from when it is live, and which one is live now."""
    from zegel.cli.publish_work import listed
    from zegel.cli.root import at_work

    at_work(database, lambda at: listed(at, company))


@app.command("withdraw")
def take_back(
    which: Annotated[str, typer.Argument(help="The number of a version that is to come, or the name of a draft that waits.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; the audit log keeps it.")] = "",
    company: Company = "",
    database: Database = "",
) -> None:
    """Take back a version before its moment comes: it never goes live. One that is live is not taken back: publish the next one."""
    from zegel.cli.publish_work import taken_back
    from zegel.cli.root import at_work

    at_work(database, lambda at: taken_back(at, which, company, reason))
