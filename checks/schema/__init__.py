"""The database schema as a repository declares it: tables, columns, keys and indexes in ORM models and schema files.

What the migrations make of it is read by ``checks.migration_safety``; :mod:`checks.schema.known_tables` puts the two together.
"""
