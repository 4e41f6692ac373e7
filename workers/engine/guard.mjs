// Runs a command, and stops it when the parent process ends, even by SIGKILL.
import { spawn } from 'node:child_process';

const patience = 10_000;
const [command, ...args] = process.argv.slice(2);
let stopping = false;

// What the command writes, such as a database with mail, is for this account only.
process.umask(0o077);

process.on('disconnect', stop);
process.on('SIGTERM', stop);

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('spawn', () => tell({ pid: child.pid }));
child.on('error', (error) => tell({ error: error.code ?? error.message }, () => process.exit(127)));
child.on('exit', (code) => process.exit(code ?? 1));

function stop() {
  if (stopping) return;
  stopping = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), patience);
}

function tell(message, then = () => {}) {
  if (process.connected) process.send(message, then);
  else then();
}
