#!/usr/bin/env bash
# A database with an exclusive lock is closed, and opened again by the same process.
source "$(dirname "$0")/support/start.sh"
npm_packages libsql@0.5.29

echo "guess: close() gives the lock back."
cat > close.cjs <<'JS'
const Database = require('libsql');
function open(name) {
  const database = new Database(name);
  database.exec('pragma locking_mode = exclusive; pragma journal_mode = wal; create table if not exists t (x)');
  return database;
}
function reopen(name, { statement, giveBack }) {
  const database = open(name);
  const kept = statement ? database.prepare('select x from t') : undefined;
  kept?.all();
  if (giveBack) database.exec('pragma journal_mode = delete; pragma locking_mode = normal; select count(*) from t');
  database.close();
  try {
    open(name);
    return 'opened';
  } catch (error) {
    return error.code;
  }
}
console.log(reopen('a.db', { statement: false }));
console.log(reopen('b.db', { statement: true }));
console.log(reopen('c.db', { statement: true, giveBack: true }));
JS
node close.cjs > out.txt
found "nothing was prepared" "opened" "$(sed -n 1p out.txt)"
found "a statement is still in memory" "SQLITE_BUSY" "$(sed -n 2p out.txt)"
found "the same, and the lock was given back before close()" "opened" "$(sed -n 3p out.txt)"
