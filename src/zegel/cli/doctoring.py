"""`zegel doctor`: what is wrong with this install, and what to do about it."""

from zegel.cli.options import Database


def doctor(database: Database = "") -> None:
    """What is wrong with this install: settings, rights of files, the server, mail, backups, the worker, the disk. Changes nothing.

    Code 1 where something must be done now.
    """
    from zegel.cli.doctor_work import looked_at

    looked_at(database)
