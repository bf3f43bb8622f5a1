import { existsSync, readFileSync } from "node:fs";

import type { Sandbox } from "./sandbox";

/** A `go` on PATH that records its calls and "compiles" programs that print `built`. */
export class StubGo {
  private readonly log: string;

  constructor(private readonly sandbox: Sandbox) {
    this.log = sandbox.path("go.log");
    this.compilesWith("");
  }

  /** A command that the compile step runs first. */
  compilesWith(step: string): void {
    const built = this.sandbox.script(
      "built",
      'case $1 in version) echo v3.259.0 ;; *) echo "built: $*" ;; esac',
    );
    this.sandbox.program(
      "go",
      `
      step="$1 $5"
      module=\${3##*/}
      echo "$1 $3 $$" >>'${this.log}'
      while [ $# -gt 2 ]; do shift; done
      case $step in
        'list -deps') echo example.org/package ;;
        'list -m') echo v3.259.0 ;;
        build*)
          ${step}
          mkdir -p "$1"
          case $module in
            *kubernetes*) cp '${built}' "$1/$module" ;;
            *)
              cp '${built}' "$1/pulumi"
              cp '${built}' "$1/pulumi-language-nodejs" ;;
          esac ;;
      esac`,
    );
  }

  /** Lines such as `build FOLDER PID`, in the order of the calls. */
  compilations(): string[] {
    if (!existsSync(this.log)) return [];
    return readFileSync(this.log, "utf8")
      .split("\n")
      .filter((line) => line.startsWith("build "));
  }

  pid(compilation: string): number {
    return Number(compilation.split(" ").at(-1));
  }
}
