import { createRedactor } from "../../client/redact/redactor";

/**
 * What this process must not show, and the one way by which its messages leave: warnings, progress and debug lines
 * (`report.ts`), errors (`edge.ts`) and check failures (`failures.ts`) all pass through `cleanMessage`.
 */
export const outgoing = createRedactor([]);
