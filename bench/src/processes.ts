import { readdirSync, readFileSync } from "node:fs";

/** A process and when it started, in hundredths of a second since the machine started. */
export interface Process {
  readonly pid: number;
  readonly name: string;
  readonly startedAt: number;
}

/** The process and its descendants. Linux only. */
export function processTree(pid: number): Process[] {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return [];
  const nameEnd = stat.lastIndexOf(")");
  const fields = stat.slice(nameEnd + 2).split(" ");
  const name = stat.slice(stat.indexOf("(") + 1, nameEnd);
  return [
    { pid, name, startedAt: Number(fields[19]) },
    ...childrenOf(pid).flatMap((child) => processTree(child)),
  ];
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      (read(`/proc/${pid}/task/${thread}/children`) ?? "").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

/** Memory of processes in megabytes. Pages that processes share count once. */
export function megabytesOf(processes: readonly Process[]): number {
  return processes.reduce((sum, { pid }) => {
    const [, kilobytes = "0"] = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "") ?? [];
    return sum + Number(kilobytes) / 1024;
  }, 0);
}

/** Resident memory of one process in megabytes. */
export function residentMegabytes(pid: number): number {
  const [, kilobytes = "0"] = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`) ?? "") ?? [];
  return Number(kilobytes) / 1024;
}

// A process can end between two reads.
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
