import { startEmulator } from "../../emulator/src";
import { makeCertificate } from "../support/certificates";
import { connectionTo } from "../support/cluster";
import { Host } from "../support/host";
import { URN } from "../support/inputs";

const OFF = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
const props = { __urn: URN };

async function warningsOf(
  run: (host: Host) => Promise<unknown>,
  env: Record<string, string>,
): Promise<string[]> {
  const tls = makeCertificate({ commonName: "nobody", names: ["elsewhere.example"] });
  const emulator = await startEmulator({ tls });
  try {
    await using host = await Host.start({ ...connectionTo(emulator), ALGORITHMIA_MAX_RETRIES: "0", ...env });
    await host.configure({});
    await run(host);
    return host.stderr.join("").match(/NODE_TLS_REJECT_UNAUTHORIZED is 0, .*/g) ?? [];
  } finally {
    await emulator.close();
  }
}

test("warns once a run if certificates aren't verified, with what to set instead", async () => {
  const warnings = await warningsOf(async (host) => {
    await Promise.all([
      host.read("internal", props).catch(() => undefined),
      host.read("gone", props).catch(() => undefined),
    ]);
  }, OFF);
  expect(warnings).toEqual([
    expect.stringMatching(/127\.0\.0\.1:\d+ isn't verified.*algorithmia:caCertificate/),
  ]);
});

test("neither warns nor sends anything if certificates are verified", async () => {
  const warnings = await warningsOf(
    (host) => expect(host.read("gone", props)).rejects.toThrow("TLS certificate"),
    {},
  );
  expect(warnings).toEqual([]);
});
