import { execFile } from "node:child_process";
import { resolve } from "node:path";
import type { CheckResult } from "../../cli/doctor/model";
import { startEmulator } from "../../emulator/src";
import { makeCertificate } from "../support/certificates";
import { startProxy } from "../client/support/proxy";
import { connectionTo } from "./support";

const MAIN = resolve(__dirname, "../../dist/cli/main.js");

/** The doctor in a process of its own: what turns verification off is read by Node itself. */
function doctor(env: Record<string, string>): Promise<CheckResult[]> {
  return new Promise((done, failed) => {
    execFile(process.execPath, [MAIN, "doctor", "--json"], { env, cwd: "/" }, (_status, out, err) => {
      try {
        done((JSON.parse(out) as { checks: CheckResult[] }).checks);
      } catch {
        failed(new Error(`${out}\n${err}`));
      }
    });
  });
}

test.each([
  ["directly", false],
  ["through a proxy", true],
])("an unverified certificate is a warning, %s", async (_how, proxied) => {
  const tls = makeCertificate({ commonName: "x", names: ["other.example"] });
  const emulator = await startEmulator({ tls, hostNames: ["cluster.test"] });
  const proxy = await startProxy({ to: emulator.port });
  try {
    const lines = await doctor({
      ...connectionTo(emulator),
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      ...(proxied && {
        ALGORITHMIA_API: `https://cluster.test:${emulator.port}`,
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      }),
    });
    const statuses = Object.fromEntries(lines.map(({ check, status }) => [check, status]));
    expect(statuses).toMatchObject({ tls: "warning", management: "ok" });
    expect(lines.find(({ check }) => check === "tls")).toMatchObject({
      detail: expect.stringContaining("isn't verified, because NODE_TLS_REJECT_UNAUTHORIZED is 0") as string,
      advice: expect.stringContaining("algorithmia:caCertificate") as string,
    });
  } finally {
    await proxy.close();
    await emulator.close();
  }
});
