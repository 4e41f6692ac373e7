#!/bin/sh
# Creates Temporal's two databases and updates their schemas. It is safe to run again.
# SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD and SQL_PLUGIN name the PostgreSQL server and the account.
set -eu

set_up() {
  # This command fails if the database exists. If it fails for another reason, the next command fails too.
  temporal-sql-tool --database "$1" create-database || true
  temporal-sql-tool --database "$1" setup-schema --version 0.0
  temporal-sql-tool --database "$1" update-schema --schema-name "$2"
}

set_up temporal postgresql/v12/temporal
set_up temporal_visibility postgresql/v12/visibility
