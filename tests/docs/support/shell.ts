import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../../..");

export interface Ran {
  readonly code: number;
  /** Standard output and standard error together, as a reader sees them. */
  readonly output: string;
}

/** One bash session, in which a page's blocks run one after the other. */
export class Shell {
  /** What is typed where `pulumi config set --secret KEY` asks for a value. */
  readonly answers: Record<string, string> = {};
  /** What is typed into the next block itself. */
  typed = "";

  private readonly state: string;
  private readonly programs: string;

  /**
   * @param support - A directory for the session's own files.
   * @param directory - Where the session begins.
   * @param env - Its environment, without PATH.
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
    writeFileSync(join(this.programs, "pulumi"), ANSWERING(join(support, "answers"), toolchain().pulumi), {
      mode: 0o755,
    });
  }

  /** Runs a block. It ends at the first command that fails. */
  async run(block: string): Promise<Ran> {
    return this.start(block).ended;
  }

  /** The same, for who wants to do something meanwhile. */
  start(block: string): { readonly pid: number; readonly ended: Promise<Ran> } {
    for (const [key, value] of Object.entries(this.answers)) {
      writeFileSync(join(this.support, "answers", key), value);
    }
    const script = join(this.support, "block.sh");
    writeFileSync(script, SESSION(this.state, block));
    const typed = this.typed;
    this.typed = "";
    const env = { ...this.env, PATH: `${this.programs}${delimiter}${toolchain().path}` };
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

// What the blocks export, and where they go, holds for the next one too.
const SESSION = (state: string, block: string) => `. '${state}'
trap '_code=$?; { export -p; printf "cd %q\\n" "$PWD"; } >"${state}"; exit $_code' EXIT
set -eo pipefail
${block}`;

// The CLI reads a value that it asks for from a terminal, or else from standard input up to its end: in a block it
// would swallow what the next command is to read.
const ANSWERING = (answers: string, pulumi: string) => `#!/bin/sh
case "$1 $2 $3 $#" in
  "config set --secret 4") exec '${pulumi}' "$@" <'${answers}'/"$4" ;;
esac
exec '${pulumi}' "$@"
`;

let found: { readonly path: string; readonly pulumi: string } | undefined;

/** PATH with the toolchain on it, and which `pulumi` that has. */
function toolchain(): { readonly path: string; readonly pulumi: string } {
  if (found === undefined) {
    const script = 'echo "$PATH"; command -v pulumi';
    const output = execFileSync(join(ROOT, "toolchain/exec"), ["sh", "-c", script], { encoding: "utf8" });
    const [path = "", pulumi = ""] = output.split("\n");
    found = { path, pulumi };
  }
  return found;
}
