/** What the processes of a browser take together, on Linux: proportional set sizes, so that shared pages count once. */
import { readdir, readFile } from "node:fs/promises";

const MIB = 2 ** 20;

export interface MemoryWatch {
  /** The latest and the largest of all samples, in MiB; NaN where the system tells nothing. */
  readonly now: number;
  readonly peak: number;
  /** Of each kind of process, in the largest sample. */
  readonly parts: Readonly<Record<string, number>>;
  stop(): void;
}

/** Samples once a second. profile: the browser's own folder, which names its main process. */
export function watchMemory(profile: string): MemoryWatch {
  const seen = { now: NaN, peak: NaN, parts: {} as Record<string, number> };
  const look = async () => {
    const parts = await memoryOf(profile);
    const sum = Object.values(parts).reduce((a, b) => a + b, 0);
    if (sum === 0) return;
    seen.now = sum;
    if (sum > seen.peak || Number.isNaN(seen.peak)) [seen.peak, seen.parts] = [sum, parts];
  };
  const timer = setInterval(() => void look(), 1000);
  return {
    get now() { return seen.now; },
    get peak() { return seen.peak; },
    get parts() { return seen.parts; },
    stop: () => clearInterval(timer),
  };
}

async function memoryOf(profile: string): Promise<Record<string, number>> {
  const processes = await Promise.all((await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name)).map(about));
  const known = processes.filter((found) => found !== null);
  const family = new Set(known.filter(({ command }) => command.includes(`--user-data-dir=${profile}`)).map(({ id }) => id));
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { id, parent } of known) if (family.has(parent)) family.add(id);
  }
  const parts: Record<string, number> = {};
  for (const { id, command } of known) {
    if (!family.has(id)) continue;
    const kind = /--type=([\w-]+)/.exec(command)?.[1] ?? "browser";
    parts[kind] = (parts[kind] ?? 0) + (await sizeOf(id));
  }
  return parts;
}

interface About { readonly id: number; readonly parent: number; readonly command: string }

/** Null: it has ended. */
async function about(name: string): Promise<About | null> {
  try {
    const [stat, command] = await Promise.all([readFile(`/proc/${name}/stat`, "utf8"), readFile(`/proc/${name}/cmdline`, "utf8")]);
    return { id: Number(name), parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]), command };
  } catch {
    return null;
  }
}

const sizeOf = (id: number): Promise<number> =>
  readFile(`/proc/${id}/smaps_rollup`, "utf8").then((text) => (Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024) / MIB, () => 0);
