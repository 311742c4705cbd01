"""Alembic's entry: runs the steps on the connection that store.migrate hands over, inside its database transaction."""

from alembic import context

from zegel.store.schema_version import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False, version_table=VERSION_TABLE)
context.run_migrations()
