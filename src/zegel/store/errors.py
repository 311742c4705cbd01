"""Why a database cannot be opened. Each says in one sentence what to do; the command line prints it, nothing else happens."""


class CannotOpen(Exception):
    """The database cannot be used; the text is for the operator."""


class SqliteTooOld(CannotOpen):
    """No SQLite library at hand is free of the WAL fault that loses committed data."""


class SchemaDiffers(CannotOpen):
    """The database's schema is not the one that this code was written for; `older`: migrating makes it so."""

    def __init__(self, text: str, *, older: bool = False) -> None:
        super().__init__(text)
        self.older = older


class UnsafeSettings(CannotOpen):
    """The database is set up so that it could lose data, or so that its guards do not bind the server."""


class BackupRefused(CannotOpen):
    """A backup could not be made, or is not one that may be put in place."""
