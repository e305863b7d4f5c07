import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

/**
 * Python with torch, imported once: each run is a fork of one interpreter that waits. Importing torch takes most of the time of a short run,
 * and every thread of the tests has dozens of them.
 */

/** The interpreter that PYTHON names, else the first that has torch; undefined where there is none. */
export const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find((path) => path && has(path, 'torch'));

/** Whether that interpreter has a package. It is looked for, which is quicker than to import it. */
export const pythonHas = (name: string): boolean => python !== undefined && has(python, name);

function has(path: string, name: string): boolean {
  const looked = spawnSync(path, ['-c', 'import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)', name]);
  return looked.status === 0;
}

/** One thread each, so that many at once do not stand in each other's way. */
export const surroundings = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };

export interface Ended {
  /** Null where a signal ended it. */
  status: number | null;
  /** What it printed: both streams, and the first alone. */
  text: string;
  stdout: string;
}

/** As `python ARGS` in a folder. @param args a script with its arguments, `-c` and a program, or `-m` and a module */
export function run(folder: string, args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  forks ??= new Forks();
  return forks.run({ folder, args, environment });
}

interface Order {
  folder: string;
  args: string[];
  environment: Record<string, string>;
}

class Forks {
  private readonly waiting = new Map<number, { resolve: (ended: Ended) => void; reject: (error: Error) => void }>();
  private readonly orders: NodeJS.WritableStream;
  private count = 0;

  constructor() {
    const child = spawn(python as string, ['-c', WAITING], { env: surroundings, stdio: ['pipe', 'pipe', 'inherit'] });
    this.orders = child.stdin;
    let rest = '';
    child.stdout.on('data', (piece) => {
      const lines = `${rest}${piece}`.split('\n');
      rest = lines.pop() as string;
      for (const line of lines) this.told(JSON.parse(line));
    });
    child.on('exit', () => {
      forks = undefined;
      for (const { reject } of this.waiting.values()) reject(new Error('the interpreter that forks has ended'));
    });
    // It ends with its input, which is to keep no test run alive.
    child.unref();
    for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref(): void }).unref();
  }

  run(order: Order): Promise<Ended> {
    const id = this.count++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.orders.write(`${JSON.stringify({ id, ...order })}\n`);
    });
  }

  private told({ id, status, streams }: { id: number; status: number | null; streams: [string, string] }): void {
    const [stdout, stderr] = streams.map((path) => readFileSync(path, 'utf8'));
    for (const path of streams) rmSync(path);
    this.waiting.get(id)?.resolve({ status, text: `${stdout}${stderr}`, stdout: stdout as string });
    this.waiting.delete(id);
  }
}

let forks: Forks | undefined;

/** Reads orders, a line each, and tells of each when its fork has ended. A fork goes on below the loop, as a program of its own. */
const WAITING = `
import json, os, runpy, select, shutil, signal, sys, tempfile
import torch

def waiting():
    """-> an order, in the fork that is to do it; None, where there is no more input"""
    folder, running, rest = tempfile.mkdtemp(prefix="hamur-forks-"), {}, b""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        for ready in select.select([0, woken], [], [])[0]:
            read = os.read(ready, 65536)
            if ready == 0 and not read:
                for pid in running:
                    os.kill(pid, signal.SIGKILL)
                shutil.rmtree(folder)
                return None
            if ready == 0:
                *lines, rest = (rest + read).split(b"\\n")
                for order in map(json.loads, lines):
                    order["streams"] = [os.path.join(folder, f"{order['id']}-{name}") for name in ("out", "err")]
                    pid = os.fork()
                    if pid == 0:
                        signal.set_wakeup_fd(-1)
                        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                        os.close(woken)
                        os.close(wakes)
                        return order
                    running[pid] = order
        for pid, order in [*running.items()]:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del running[pid]
                code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else None
                print(json.dumps({"id": order["id"], "status": code, "streams": order["streams"]}), flush=True)

order = waiting()
if order is not None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for stream, path in enumerate(order["streams"], 1):
        os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND), stream)
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    first, *rest = order["args"]
    if first == "-c":
        sys.argv, sys.path[0] = ["-c", *rest[1:]], ""
        exec(compile(rest[0], "<string>", "exec"), {"__name__": "__main__"})
    elif first == "-m":
        sys.argv, sys.path[0] = rest, os.getcwd()
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv, sys.path[0] = [first, *rest], os.path.dirname(os.path.abspath(first))
        runpy.run_path(first, run_name="__main__")
`;
