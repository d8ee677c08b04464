#!/bin/sh
# Makes both databases and brings their tables to the version of the server. Where they are already, it leaves them as they are.
set -eu
SQL_PASSWORD="$(cat /run/secrets/postgres_password)"
export SQL_PASSWORD

for database in temporal temporal_visibility; do
  folder=/etc/temporal/schema/postgresql/v12/${database#temporal_}
  tool() { temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --db "$database" "$@"; }
  tool create
  tool setup-schema -v 0.0
  tool update-schema -d "$folder/versioned"
done
