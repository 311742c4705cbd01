"""Two servers that start for the first time at one moment draw one key to sign seals with."""

import os
from pathlib import Path
from threading import Barrier, Thread

from zegel.worker.sealing import WeakKey, key_beside

AT_ONCE = 8


def drawn_at_once(path: Path) -> list[object]:
    """What each of several starters takes for the key, or what stopped it."""
    found: list[object] = []
    together = Barrier(AT_ONCE)

    def start() -> None:
        together.wait()
        try:
            found.append(key_beside(path, os.urandom))
        except WeakKey as refused:
            found.append(refused)

    starters = [Thread(target=start) for _ in range(AT_ONCE)]
    for starter in starters:
        starter.start()
    for starter in starters:
        starter.join()
    return found


def test_servers_that_start_together_draw_one_key(tmp_path: Path) -> None:
    for round_number in range(50):
        path = tmp_path / f"{round_number}.key"

        found = drawn_at_once(path)

        assert found == [bytes.fromhex(path.read_text(encoding="ascii"))] * AT_ONCE
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".key"] * 50
