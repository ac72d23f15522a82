from alembic import context


def run_migrations_online():
    with engine.connect() as connection:
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        context.configure(connection=connection)
