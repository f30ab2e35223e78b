"""What Alembic runs: the migrations, on the connection and in the transaction that `store.migrate` opened."""

from alembic import context

from broker.web.accounts.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
