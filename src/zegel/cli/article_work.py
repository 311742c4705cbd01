"""The work of `zegel articles import`: read row by row, put in by the thousand."""

from pathlib import Path
from typing import Final

from zegel.cli.root import At, at_work
from zegel.cli.says import Exit, Failed, counted, say
from zegel.core.article import Article
from zegel.intake.catalogue import NotACatalogue, articles_in
from zegel.intake.refused import Refused

AT_ONCE: Final = 1_000


def put(file: Path, refused: Path, named: str, database: str) -> int:
    """Put in what is right; gives how many rows were refused."""

    async def work(at: At) -> int:
        company = await at.company(named)
        queries, known = at.house.store.queries, 0
        try:
            header, delimiter, rows = articles_in(file)
        except NotACatalogue as wrong:
            raise Failed(str(wrong), Exit.USAGE) from None
        bad = Refused(refused, header, delimiter, keep=0)
        waiting: list[Article] = []
        for row, found in rows:
            if isinstance(found, str):
                bad.add(row, "malformed", found)
                continue
            waiting.append(found)
            if len(waiting) == AT_ONCE:
                await queries.put_articles(company, waiting, at.root.now())
                known, waiting = known + len(waiting), []
        if waiting:
            await queries.put_articles(company, waiting, at.root.now())
        bad.close()
        say(f"{counted(known + len(waiting), 'article')} put into the catalogue.")
        return bad.count

    return at_work(database, work)
