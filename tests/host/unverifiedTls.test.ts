import { startEmulator } from "../../emulator/src";
import { makeCertificate } from "../support/certificates";
import { connectionTo } from "../support/cluster";
import { Host, HOST_NAMES } from "../support/host";
import { unknownTo } from "../support/hostStack";

describe.each(HOST_NAMES)("%s", (kind) => {
  test.each([
    ["warns once per run", "isn't verified", { NODE_TLS_REJECT_UNAUTHORIZED: "0" }],
    ["sends nothing without a warning", "are verified", {}],
  ])("%s if certificates of the cluster %s", async (_does, _if, env) => {
    const tls = makeCertificate({ commonName: "nobody", names: ["elsewhere.example"] });
    const emulator = await startEmulator({ tls });
    try {
      await using host = await Host.start(
        { ...connectionTo(emulator), ALGORITHMIA_MAX_RETRIES: "0", ...env },
        { kind },
      );
      await host.configure();
      const reads = await Promise.allSettled(["a", "b"].map((id) => host.read(unknownTo(host, id))));
      const isVerified = Object.keys(env).length === 0;
      const expected = isVerified ? /TLS certificate/ : /doesn't exist/;
      expect(reads).toEqual(
        reads.map(() => ({
          status: "rejected",
          reason: expect.objectContaining({ details: expect.stringMatching(expected) as unknown }) as unknown,
        })),
      );
      const warnings = (await host.printed()).match(/NODE_TLS_REJECT_UNAUTHORIZED is 0, .*/g) ?? [];
      expect(warnings).toEqual(
        isVerified
          ? []
          : [expect.stringMatching(/127\.0\.0\.1:\d+ isn't verified.*algorithmia:caCertificate/)],
      );
    } finally {
      await emulator.close();
    }
  });
});
