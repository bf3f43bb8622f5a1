import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The descendants of a process. */
export function descendantsOf(pid: number, all = processes()): Process[] {
  const children = all.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap((child) => descendantsOf(child.pid, all))];
}

/**
 * The processes among them that run the provider. The engine of a YAML program starts two: the second provides the schema to
 * the language host.
 */
export function hostsAmong(running: readonly Process[]): Process[] {
  const hosts = running.filter(({ command }) => /\/cmd\/dynamic-provider|\/plugin\/plugin\.js/.test(command));
  if (hosts.length === 0) {
    throw new Error(`no host runs:\n${running.map(({ command }) => command).join("\n")}`);
  }
  return hosts;
}

/** Sends SIGKILL to a process, which may have ended already. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") {
      throw error;
    }
  }
}

// Small containers don't have `ps`, and other systems don't have /proc.
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
