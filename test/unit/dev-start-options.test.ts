import { describe, expect, it } from 'vitest';
import { parseStartArguments, startHelp, UsageError } from '../../src/dev/start-options.js';

describe('arguments of npm start', () => {
  it('are all optional', () => {
    expect(parseStartArguments([])).toEqual({ help: false, console: true, freePorts: false, allowOrigins: [] });
  });

  it('take the address of a server', () => {
    expect(parseStartArguments(['--server', 'temporal.example:7233', '--worker'])).toMatchObject({
      server: 'temporal.example:7233',
      worker: true,
    });
  });

  it('take several origins', () => {
    const { allowOrigins } = parseStartArguments([
      '--allow-origin',
      'http://localhost:3000',
      '--allow-origin=https://a.example',
    ]);
    expect(allowOrigins).toEqual(['http://localhost:3000', 'https://a.example']);
  });

  it.each([
    [['--sever', 'x:1'], "'--sever'"],
    [['--server', 'http://localhost:7233'], 'HOST:PORT'],
    [['--server', 'localhost'], 'HOST:PORT'],
    [['--server', 'localhost:99999'], 'HOST:PORT'],
    [['--server'], '--server'],
    [['--port', '80a'], '--port 80a'],
    [['--port', '70000'], '--port 70000'],
    [['--allow-origin', 'http://localhost:3000/'], 'no path'],
    [['--allow-origin', 'localhost:3000'], 'not an origin'],
    [['--worker', '--no-worker'], 'contradict'],
    [['--server', 'x:1', '--database', 'file.db'], '--database'],
    [['extra'], 'extra'],
  ])('refuse %j with a sentence that says why', (args, reason) => {
    expect(() => parseStartArguments(args)).toThrow(UsageError);
    expect(() => parseStartArguments(args)).toThrow(reason);
  });

  it('are all in the help text', () => {
    const options = parseStartArguments(['--help']);
    expect(options.help).toBe(true);
    for (const flag of [
      '--server',
      '--namespace',
      '--worker',
      '--no-worker',
      '--no-console',
      '--port',
      '--free-ports',
    ]) {
      expect(startHelp).toContain(flag);
    }
  });
});
