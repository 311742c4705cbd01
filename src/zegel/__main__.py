"""`python -m zegel`: the command line, with the composition root handed to it."""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, cast

from zegel.cli import run

if TYPE_CHECKING:
    from zegel.cli.root import Chosen, House
    from zegel.core.periods import Instant
    from zegel.main import Settings
    from zegel.store.port import Store


class Root:
    """zegel.main, loaded when a command needs it: most of what a server is made of takes long to import."""

    def __init__(self) -> None:
        import zegel.main  # noqa: PLC0415 - see above

        self._main = zegel.main

    def now(self) -> "Instant":
        """The clock on the wall."""
        return self._main.now()

    def random_bytes(self, count: int) -> bytes:
        """Secrets and ids."""
        return os.urandom(count)

    def settings(self, **chosen: object) -> "Chosen":
        """The settings of the environment, with these in their place."""
        return self._main.Settings.model_validate(chosen) if chosen else self._main.Settings()

    def open_house(self, settings: "Chosen", *, alone: bool) -> "AbstractAsyncContextManager[House]":
        """The store opened and the desk at work; `alone`: no till waits for this database."""
        return self._main.open_house(cast("Settings", settings), alone=alone)

    def public_key(self, settings: "Chosen") -> bytes:
        """The public half of the key that seals are signed with."""
        return self._main.signer(cast("Settings", settings)).public

    def code_key(self, settings: "Chosen") -> bytes:
        """The key that codes are hashed under, whichever that is."""
        return self._main.code_key(cast("Settings", settings))

    async def checked_code_key(self, settings: "Chosen", store: "Store") -> bytes:
        """The key that codes are hashed under; refuses another one than those of this database."""
        return await self._main.checked_code_key(cast("Settings", settings), store)

    def people_key(self, settings: "Chosen") -> bytes:
        """The key that PINs are hashed under and authenticator secrets sealed."""
        return self._main.people_key(cast("Settings", settings))

    def serve(self, settings: "Chosen", ready: Callable[[str], None], greet: Callable[[str], None] | None = None) -> None:
        """Run the server until it is stopped."""
        from zegel.server import serve  # noqa: PLC0415 - the doors, which no other command has

        serve(cast("Settings", settings), ready, greet)


if not __debug__:
    sys.stderr.write("Zegel does not run under python -O: its asserts guard the books.\n")
    sys.exit(70)

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], Root))
