"""The even year of the demo: how long it takes into SQLite, what a server holds in memory afterwards, how soon a server answers."""

import re
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.figures import Found, Sample, Scale, column, interleaved
from bench.load import ROOT, environment, serving
from bench.machine import pace_ms, resident_mb
from bench.places import Place, Places, now

IMPORT_SECONDS = 60
RESIDENT_MB = 150
FIRST_ANSWER_SECONDS = 1.0
_SAID = re.compile(r"^([\d.]+) seconds, ([\d,]+) lines a second$", re.MULTILINE)
_KEY = re.compile(r"Bearer (\S+?)'")
_BODY = re.compile(r"-d '(\{.*\})'")


def run(places: Places, _kind: str, scale: Scale) -> Found:
    """Once, on SQLite: it is long. Starting is measured in rounds."""
    found = Found("year", "sqlite")
    fixture = scale.seconds < 0.5
    with tempfile.TemporaryDirectory(prefix="zegel-bench-year-", dir=places.folder) as folder:
        command = [sys.executable, "-m", "zegel", "demo", folder, "--quiet", *(["--fixture"] if fixture else [])]
        found.paces.append(pace_ms())
        start = perf_counter()
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
        seconds = perf_counter() - start
        found.paces.append(pace_ms())
        assert done.returncode == 0, done.stderr[-2000:]
        said = _SAID.search(done.stdout)
        assert said, done.stdout
        assert "books check: balanced" in done.stdout, done.stdout
        found.add("import of the year", "s", [float(said[1])], IMPORT_SECONDS, "at most")
        found.add("lines", "/s", [float(said[2].replace(",", ""))])
        found.add("the whole demo: start, import, figures, books check", "s", [seconds])
        _serve(Path(folder), done.stdout, places, scale, found)
    found.notes.append("The fixture of 25 households." if fixture else "1,238 households, with the demo's redemptions and returns.")
    return found


def _serve(folder: Path, said: str, places: Places, scale: Scale, found: Found) -> None:
    """A server on the year: its memory at rest, after a burst of purchases; how soon it answers."""
    key, body = _KEY.search(said), _BODY.search(said)
    assert key, said
    assert body, said
    url = f"sqlite:///{folder / 'zegel.db'}"
    year = Place("sqlite", url, key[1], 40, now(), (), url)
    empty = places.place("sqlite", 40)

    def started(place: Place, *, asked: bool) -> Sample:
        with serving(place) as server:
            sample = {"seconds": server.started_seconds, "cpu": server.started_cpu, "rest_mb": resident_mb(server.process.pid)}
            if asked:
                server.load("/v1/purchases", [body[1].encode()], 16, scale)
                sample["busy_mb"] = resident_mb(server.process.pid)
            return sample

    samples = interleaved(scale, found, {"year": partial(started, year, asked=True), "empty": partial(started, empty, asked=False)})
    found.add("start to first answer, holding the year", "s", column(samples["year"], "seconds"), FIRST_ANSWER_SECONDS, "at most")
    found.add("start to first answer, empty", "s", column(samples["empty"], "seconds"))
    found.add("start to first answer, empty, CPU", "s", column(samples["empty"], "cpu"))
    busy = column(samples["year"], "busy_mb")
    found.add("resident, holding the year, after purchases at 16 connections", "MB", busy, RESIDENT_MB, "at most")
    found.add("resident, holding the year, at rest", "MB", column(samples["year"], "rest_mb"))
    found.add("resident, empty", "MB", column(samples["empty"], "rest_mb"))
