#!/bin/sh
# Creates Temporal's two databases and brings their schemas up to date. May be repeated.
# Where PostgreSQL is and who we are: SQL_HOST, SQL_PORT, SQL_USER, SQL_PASSWORD, SQL_PLUGIN.
set -eu

set_up() {
  # Fails if the database is there; if it failed for another reason, so does what follows.
  temporal-sql-tool --database "$1" create-database || true
  temporal-sql-tool --database "$1" setup-schema --version 0.0
  temporal-sql-tool --database "$1" update-schema --schema-name "$2"
}

set_up temporal postgresql/v12/temporal
set_up temporal_visibility postgresql/v12/visibility
