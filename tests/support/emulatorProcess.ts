import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const MAIN = resolve(__dirname, "../../emulator/dist/main.js");

/** An emulated cluster in its own process. */
export interface EmulatorProcess extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly bitbucketUrl: string;
  /** The complete output so far. */
  readonly printed: () => string;
  /** Sends a request to the control API, with a path below `/emulator`. Returns the response body. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

export async function startEmulatorProcess(
  apiKey: string,
  ...options: readonly string[]
): Promise<EmulatorProcess> {
  const token = "token-of-the-control-api";
  const child = spawn(process.execPath, [MAIN, ...options], {
    env: { EMULATOR_API_KEY: apiKey, EMULATOR_CONTROL_TOKEN: token },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { url, bitbucketUrl } = JSON.parse(line) as { url: string; bitbucketUrl: string };
  return {
    url,
    port: Number(new URL(url).port),
    bitbucketUrl,
    printed: () => printed.join(""),
    control: async (method, path, body) => {
      const response = await fetch(`${url}/emulator${path}`, {
        method,
        headers: { "x-emulator-token": token },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
