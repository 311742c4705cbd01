"""The port (resolve, fetch, write) and its two adapters, SQLite and PostgreSQL; schema, migrations, named queries.

In: look-ups, needs, outcomes. Out: facts as core values; rows never travel further.
Refuses: deciding anything; writing outside one database transaction per batch; updating or deleting what is in the books.
"""
