"""The work of `zegel program test`: the stories of a folder, played on its program."""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from zegel.cli.program_files import program_of, text_of, told
from zegel.cli.says import Exit, Failed, counted, say
from zegel.core.value import value
from zegel.program.compile import Compiled
from zegel.program.model import Program
from zegel.program.tree import ProgramMistakes
from zegel.program.words import Language
from zegel.replay.play_story import Missed, play
from zegel.replay.read_story import read_articles, read_story
from zegel.replay.story import Article, Story

ARTICLES: Final = "articles.yaml"


@value
class Played:
    """A story that was played: where it stands, and what did not come out."""

    path: Path
    story: Story
    missed: tuple[Missed, ...]


def stories_of(path: Path) -> Path:
    """The folder with the stories of `path`: `stories` in or beside it, or in that the folder called as the program file."""
    folder = (path if path.is_dir() else path.parent) / "stories"
    return folder / path.stem if not path.is_dir() and (folder / path.stem).is_dir() else folder


def tested(path: Path, junit: Path | None, language: Language) -> int:
    """Play every story and say how it came out; gives the exit code."""
    program = program_of(path, language)
    folder = stories_of(path)
    found = _read(folder, program, language)
    compiled = Compiled(program)
    played = [Played(file, story, tuple(play(story, compiled))) for file, story in found]
    for one in played:
        say(f"{'fail' if one.missed else 'ok':<5} {one.story.name} ({one.path.name})")
        for missed in one.missed:
            say(f"      {_said(missed)}")
    failed = sum(bool(one.missed) for one in played)
    say(f"{program.name}: {counted(len(played), 'story', 'stories')}, {failed or 'none'} failed.")
    if junit is not None:
        junit.write_text(junit_text(program.name, played), encoding="utf-8")
    return Exit.REFUSED if failed else Exit.OK


def _read(folder: Path, program: Program, language: Language) -> list[tuple[Path, Story]]:
    """Every story of the folder; all mistakes of all files are told at once."""
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    stories = [file for file in files if file.name != ARTICLES]
    if not stories:
        raise Failed(f"There are no stories in {folder}.")
    mistakes = 0
    articles: dict[str, Article] = {}
    found: list[tuple[Path, Story]] = []
    for file in sorted(files, key=lambda one: one.name != ARTICLES):
        try:
            if file.name == ARTICLES:
                articles = read_articles(text_of(file), program)
            else:
                found.append((file, read_story(text_of(file), program, articles)))
        except ProgramMistakes as wrong:
            mistakes += told(file, wrong, language)
    if mistakes:
        raise Failed(f"{counted(mistakes, 'mistake')} in {folder}.")
    return found


def _said(missed: Missed) -> str:
    return f"line {missed.line}, step {missed.step}: {missed.sentence}"


def junit_text(name: str, played: Sequence[Played]) -> str:
    """What was played as JUnit XML, which every CI server reads."""
    failed = sum(bool(one.missed) for one in played)
    counts = f'tests="{len(played)}" failures="{failed}" errors="0" skipped="0"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {counts}>", f'  <testsuite name="{escape(name)}" {counts}>']
    for one in played:
        case = f'<testcase classname="{escape(one.path.stem)}" name="{escape(one.story.name)}" file="{escape(one.path.as_posix())}"'
        if not one.missed:
            lines.append(f"    {case}/>")
            continue
        lines += [f"    {case}>", f'      <failure message="{escape(_said(one.missed[0]))}">']
        lines += [escape(_said(missed)) for missed in one.missed]
        lines += ["      </failure>", "    </testcase>"]
    return "\n".join([*lines, "  </testsuite>", "</testsuites>"]) + "\n"
