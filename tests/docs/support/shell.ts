import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

export interface Ran {
  readonly code: number;
  /** Standard output and standard error together, as a reader sees them. */
  readonly output: string;
}

/** A bash session that runs a page's blocks one after the other. */
export class Shell {
  /** The input of `pulumi config set --secret KEY`, by key. */
  readonly answers: Record<string, string> = {};
  /** The standard input of the next block. */
  typed = "";

  private readonly state: string;
  private readonly programs: string;

  /**
   * @param support - A directory for the session's files.
   * @param directory - The session's initial working directory.
   * @param env - Its environment.
   */
  constructor(
    private readonly support: string,
    private readonly directory: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.state = join(support, "session");
    this.programs = join(support, "bin");
    mkdirSync(this.programs);
    mkdirSync(join(support, "answers"));
    writeFileSync(this.state, "");
    writeFileSync(join(this.programs, "pulumi"), ANSWERING(join(support, "answers"), env.PATH ?? ""), {
      mode: 0o755,
    });
  }

  /** Runs a block until its first failing command. */
  async run(block: string): Promise<Ran> {
    return this.start(block).ended;
  }

  /** Starts a block without waiting for its end. */
  start(block: string): { readonly pid: number; readonly ended: Promise<Ran> } {
    for (const [key, value] of Object.entries(this.answers)) {
      writeFileSync(join(this.support, "answers", key), value);
    }
    const script = join(this.support, "block.sh");
    writeFileSync(script, SESSION(this.state, block));
    const typed = this.typed;
    this.typed = "";
    const env = { ...this.env, PATH: `${this.programs}${delimiter}${this.env.PATH ?? ""}` };
    const options = { cwd: this.directory, env, maxBuffer: 16 * 1024 * 1024 };
    let done: (ran: Ran) => void;
    const ended = new Promise<Ran>((resolve) => (done = resolve));
    const child = execFile("bash", [script], options, (_error, stdout, stderr) =>
      done({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
    child.stdin?.on("error", () => undefined).end(typed);
    return { pid: child.pid ?? 0, ended };
  }
}

// The next block has the same exported variables and working directory.
const SESSION = (state: string, block: string) => `. '${state}'
trap '_code=$?; { export -p; printf "cd %q\\n" "$PWD"; } >"${state}"; exit $_code' EXIT
set -eo pipefail
${block}`;

// Without a terminal, the CLI reads a value from standard input to its end, and so would read the input of the next
// commands of a block.
const ANSWERING = (answers: string, path: string) => `#!/bin/sh
PATH='${path}'
case "$1 $2 $3 $#" in
  "config set --secret 4") exec pulumi "$@" <'${answers}'/"$4" ;;
esac
exec pulumi "$@"
`;
