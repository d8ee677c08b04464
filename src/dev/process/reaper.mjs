/**
 * Ends the parts of a stack when the process that started them is gone, however
 * it went: even `kill -9` closes the pipe that is this script's standard input.
 *
 * The parts are strangers (a Go and a C++ program) that do not watch their parent,
 * so somebody has to. Lines of input: `+PID` to watch over a process group,
 * `-PID` when it has ended. Plain JavaScript without imports of ours: it must start
 * fast and stay small.
 */
const groups = new Set();
let rest = '';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    const pid = Number(line.slice(1));
    if (line.startsWith('+')) groups.add(pid);
    else groups.delete(pid);
  }
});
process.stdin.on('end', () => {
  signalAll('SIGTERM');
  if (groups.size > 0) setTimeout(() => signalAll('SIGKILL'), 3000);
});

function signalAll(signal) {
  for (const pid of groups) {
    try {
      process.kill(-pid, signal);
    } catch {
      groups.delete(pid);
    }
  }
}
