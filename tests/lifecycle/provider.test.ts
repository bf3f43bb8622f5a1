import { startEmulator } from "../../emulator/src";
import { CONSUMER, held, newCluster, writes } from "../support/cluster";
import { BOTH } from "../support/hosts";
import { type Declared, known, output } from "../support/programs";

// Both hosts: an explicit provider's arguments reach each host in its own way, and each host has its own lookup function.

it.each(BOTH)(
  "uses only an explicit provider's arguments, encrypts its credential, and updates it in place (host %s)",
  async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    const others = await Promise.all([startEmulator(), startEmulator()]);
    const [blue, green] = others;
    try {
      const declare = (blueConnection: object, greenConnection: object) => {
        const provider = (name: string, args: object): Declared => ({
          name,
          kind: "provider",
          args: { deadline: 20, ...args },
        });
        const configuration = (name: string, opts?: object): Declared => ({
          name: `${name}-bitbucket`,
          args: CONSUMER,
          opts: { ...opts },
        });
        stack.declare(
          configuration("first"),
          provider("blue", { apiUrl: blue.url, ...blueConnection }),
          provider("green", { apiUrl: green.url, ...greenConnection }),
          configuration("blue", { provider: "blue" }),
          configuration("green", { provider: "green" }),
          {
            name: "found",
            kind: "lookup",
            args: { id: output("blue-bitbucket.id") },
            opts: { provider: "blue" },
          },
        );
      };
      declare({}, { apiKey: green.apiKey });
      const { output: failure } = await stack.failing("preview");
      expect(failure).toMatch(/isn't set; pass apiKey \(or bearerToken\) to the Provider/);
      expect(failure).not.toContain("pulumi config set");

      // The address and the credential of a cluster that the same run creates are unknown at preview.
      const unknown = {
        apiUrl: known("first-bitbucket", green.url),
        apiKey: known("first-bitbucket", green.apiKey),
      };
      declare({ apiKey: blue.apiKey }, unknown);
      const preview = await stack.preview();
      expect(preview.steps).toEqual(
        expect.arrayContaining(["create blue-bitbucket", "create green-bitbucket"]),
      );
      await stack.up();
      const connected = [emulator, blue, green];
      expect(connected.map((each) => held(each).length)).toEqual([1, 1, 1]);
      const { found } = (await stack.outputs()) as { found: { found: object } };
      expect(found.found).toMatchObject({
        id: held(blue)[0]?.id,
        provider: "bitbucket-cloud",
        enabled: true,
        isDefault: false,
      });

      connected.forEach(({ requests }) => requests.clear());
      const tokens = [blue.mintJwt(), green.mintJwt()];
      declare({ bearerToken: tokens[0] }, { ...unknown, apiKey: undefined, bearerToken: tokens[1] });
      expect((await stack.up()).steps.toSorted()).toEqual(["update blue", "update green"]);
      expect(connected.flatMap(writes)).toEqual([]);

      const state = JSON.stringify(stack.state());
      expect(state).toContain(green.url);
      for (const credential of [blue.apiKey, green.apiKey, ...tokens])
        expect(state).not.toContain(credential);
      await stack.destroy();
      expect(connected.flatMap(held)).toEqual([]);
    } finally {
      await Promise.all(others.map((other) => other.close()));
    }
  },
);
