import type { Fault } from "./model";

interface PendingFault {
  fault: Fault;
  matches: (method: string, path: string) => boolean;
  toSkip: number;
  remaining: number;
}

/** The faults that are still to be injected. */
export class FaultQueue {
  #armed: PendingFault[] = [];

  add(fault: Fault): void {
    const { method, path, skip = 0, times = 1 } = fault;
    const pattern = path === undefined ? undefined : pathPattern(path);
    this.#armed.push({
      fault,
      matches: (ofMethod, ofPath) =>
        (method === undefined || method === ofMethod) && (pattern === undefined || pattern.test(ofPath)),
      toSkip: skip,
      remaining: times,
    });
  }

  clear(): void {
    this.#armed = [];
  }

  /** The faults that are left, with their remaining counts. */
  pending(): Fault[] {
    return this.#armed.map(({ fault, toSkip, remaining }) => ({ ...fault, skip: toSkip, times: remaining }));
  }

  /** Returns the fault to inject into this request, if any, and counts it. */
  take(method: string, path: string): Fault | undefined {
    for (const armed of this.#armed) {
      if (!armed.matches(method, path)) continue;
      if (armed.toSkip > 0) {
        armed.toSkip -= 1;
        continue;
      }
      armed.remaining -= 1;
      if (armed.remaining === 0) this.#armed = this.#armed.filter((other) => other !== armed);
      return armed.fault;
    }
    return undefined;
  }
}

/** `*` matches one segment, a final `**` matches one or more. */
function pathPattern(pattern: string): RegExp {
  const segments = pattern.split("/").map((segment, index, all) => {
    if (segment === "**" && index === all.length - 1) return ".+";
    return segment === "*" ? "[^/]+" : escaped(segment);
  });
  return new RegExp(`^${segments.join("/")}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
