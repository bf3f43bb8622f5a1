import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** What a process started, and what that started in turn. */
export function descendantsOf(pid: number, all = processes()): Process[] {
  const children = all.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap((child) => descendantsOf(child.pid, all))];
}

/** The dynamic-provider host among them. */
export function hostAmong(running: readonly Process[]): Process {
  const [host, ...others] = running.filter(({ command }) => command.includes("/cmd/dynamic-provider"));
  if (host === undefined || others.length > 0) {
    throw new Error(`one host is expected among:\n${running.map(({ command }) => command).join("\n")}`);
  }
  return host;
}

/** Ends a process at once; one that has ended is no failure. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}

// Small containers have no `ps`, and other systems no /proc.
function processes(): Process[] {
  return existsSync("/proc/self/stat")
    ? readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap(readProcess)
    : execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
        .split("\n")
        .flatMap((line) => {
          const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
          return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
        });
}

function readProcess(name: string): Process[] {
  try {
    // The name of the program, in parentheses, may itself have blanks and parentheses.
    const [, parent] = readFileSync(`/proc/${name}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
    return [{ pid: Number(name), parent: Number(parent), command }];
  } catch {
    return []; // Ended in the meantime.
  }
}
