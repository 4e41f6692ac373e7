#!/usr/bin/env bash
# Exim sends its last dot and QUIT together and closes its half of the connection; smtp-server then drops its answer.
source "$(dirname "$0")/support/mail.sh"
source "$support/exim.sh"

npm_packages smtp-server@3.21.6
cat > server.mjs <<'JS'
import { SMTPServer } from 'smtp-server';
const [host, hidden] = process.argv.slice(2);
let messages = 0;
new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  hidePIPELINING: hidden === 'hidden',
  onData(stream, _session, done) {
    stream.on('end', () => {
      console.log(`message ${++messages}`);
      setTimeout(() => done(null, 'Taken'), 100); // as long as it takes to keep it
    });
    stream.resume();
  },
}).listen(25, host, () => console.log('ready'));
JS
serve() {
  node server.mjs "$hop" "$1" > server.log 2>&1 &
  server=$!
  until_true grep -q ready server.log
}
outcome() {
  until_true grep -q '=> rowan@partner.example\|== rowan@partner.example' mainlog
  sed -n 's/^.* \(==\|=>\) rowan@partner.example .*$/\1/p' mainlog | head -1 | sed 's/==/put off/; s/=>/delivered/'
}

next_hop() { serve ""; }
start_exim
echo "guess: Exim delivers at the first try, whether or not the next hop offers PIPELINING."
hand_over "$mx" rowan@partner.example
found "with PIPELINING, Exim's first try" "put off" "$(outcome)"
sed -n 's/.* == rowan@partner.example .*: /  it says: /p' mainlog | head -1
until_true grep -q '=> rowan@partner.example' mainlog
found "messages that the server took by then" 2 "$(grep -c message server.log)"

kill "$server"
sleep 1
: > mainlog
serve hidden
hand_over "$mx" rowan@partner.example
found "without PIPELINING, Exim's first try" "delivered" "$(outcome)"
