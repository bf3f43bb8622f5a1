import { UNKNOWN } from "../../provider/inputs/unknown";
import { held, newCluster } from "../support/cluster";
import { BOTH } from "../support/hosts";
import { known, output } from "../support/programs";

// Both hosts: each host has its own representation of unknown values.

const later = (value: string | boolean): unknown => known("first", value);

/** Each input but the key, unknown at preview. */
const UNKNOWNS: Record<string, unknown> = {
  consumerSecret: later("secret-2"),
  name: later("Later"),
  enabled: later(true),
  isDefault: later(true),
  configurationId: later("later"),
  callbackUrl: later("https://later.example.com"),
  adopt: later("none"),
  whenInUse: later("disable"),
  urls: {
    web: later("https://b.example.com"),
    api: "https://api.b.example.com",
    ssh: "ssh://git@b.example.com",
  },
};

const configuration = (name: string, consumerKey: unknown, args: object = {}) => ({
  name,
  args: { consumerKey, consumerSecret: "secret-2", ...args },
});

it.each(BOTH)(
  "accepts each input unknown at preview, alone and together, before a correct up (host %s)",
  async (host) => {
    await using cluster = await newCluster({}, { host });
    const { emulator, stack } = cluster;
    const existing = (args?: object) => configuration("existing", "key-of-existing", args);
    stack.declare(existing());
    await stack.up();
    const before = held(emulator);

    stack.declare(
      configuration("first", "key-1"),
      ...Object.entries(UNKNOWNS).map(([name, value]) =>
        configuration(`unknown-${name}`, `key-of-${name}`, { [name]: value }),
      ),
      configuration("all-unknown", later("key-3"), {
        consumerSecret: later("secret-3"),
        name: later("Three"),
        enabled: later(true),
        configurationId: later("three"),
        urls: output("first.urls"),
      }),
      // An input of an existing resource that becomes unknown, and doesn't change.
      existing({ consumerSecret: later("secret-2") }),
    );
    const names = ["first", ...Object.keys(UNKNOWNS).map((name) => `unknown-${name}`), "all-unknown"];
    const created = names.map((name) => `create ${name}`).toSorted();
    const preview = await stack.preview();
    expect(preview.steps.toSorted()).toEqual([...created, "update existing"]);
    expect(preview.output).not.toContain(UNKNOWN);
    expect(held(emulator)).toEqual(before);

    expect((await stack.up()).steps.toSorted()).toEqual(created);
    const byKey = Object.fromEntries(held(emulator).map((scm) => [scm.clientId ?? "", scm] as const));
    expect(Object.keys(byKey)).toHaveLength(names.length + 1);
    expect(byKey).toMatchObject({
      "key-of-existing": before[0],
      "key-of-name": { name: "Later" },
      "key-of-isDefault": { default: true },
      "key-of-configurationId": { id: "later" },
      "key-of-urls": { urls: { web: "https://b.example.com" } },
      "key-3": { id: "three", name: "Three" },
    });
  },
);
