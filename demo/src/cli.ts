import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { endProcess } from "./child";
import { DemoFailure } from "./failure";
import type { Narrator } from "./narrate";
import { waiting } from "./waiting";

/** How long Pulumi may take to end the call that it's in, before it's asked to drop it. */
const PATIENCE_MS = 10_000;

export interface Invocation {
  /** Added to the arguments, but not told each time. */
  readonly context?: readonly string[];
  /** Handed over by standard input, so that it's in no list of processes. */
  readonly input?: string;
  /** It must fail, which else is a failure of the demo. */
  readonly isRefused?: boolean;
}

/** Runs the Pulumi CLI and shows what it says. */
export class PulumiCli {
  constructor(
    private readonly narrator: Narrator,
    private readonly env: NodeJS.ProcessEnv,
    private readonly stop: AbortSignal,
  ) {}

  /** Runs a command that must succeed unless told otherwise, and gives what it said, without colours. */
  async run(
    args: readonly string[],
    { context = [], input, isRefused = false }: Invocation = {},
  ): Promise<string> {
    this.stop.throwIfAborted();
    const command = `pulumi ${args.join(" ")}`;
    this.narrator.command(command, input === undefined ? "" : "the value comes by standard input");
    const colour = this.narrator.terminal.colours ? "always" : "never";
    const child = spawn("pulumi", [...args, ...context, "--non-interactive", "--color", colour], {
      detached: true,
      env: this.env,
      stdio: "pipe",
    });
    const ended = once(child, "close") as Promise<[number | null]>;
    const said = this.quote(child);
    const end = () => void endProcess(child, ["SIGINT", "SIGINT"], PATIENCE_MS);
    this.stop.addEventListener("abort", end);
    try {
      // A child that ends before it has read all would otherwise break this process.
      child.stdin.on("error", () => undefined).end(input ?? "");
      const [code] = await waiting(this.narrator.terminal, command, ended).catch(explain);
      this.stop.throwIfAborted();
      if ((code !== 0) !== isRefused)
        throw new DemoFailure(`"${command}" ended with ${String(code)}; see what it says above.`);
      return said.join("\n");
    } finally {
      this.stop.removeEventListener("abort", end);
    }
  }

  /** Shows each line as it comes, but for blank ones at the start, at the end and after another. */
  private quote({ stdout, stderr }: ChildProcess): string[] {
    const said: string[] = [];
    for (const stream of [stdout, stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        const plain = stripVTControlCharacters(line).trimEnd();
        if (plain !== "") {
          if (said.at(-1) === "" && said.some((earlier) => earlier !== "")) this.narrator.quote("");
          this.narrator.quote(line);
        }
        said.push(plain);
      });
    }
    return said;
  }
}

function explain(error: NodeJS.ErrnoException): never {
  throw error.code === "ENOENT" ? new DemoFailure('PATH has no Pulumi CLI. Run this by "make demo".') : error;
}
