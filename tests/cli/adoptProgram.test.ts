import fc from "fast-check";
import { runInNewContext } from "node:vm";
import * as ts from "typescript";
import { planAdoption } from "../../cli/adopt/plan";
import { programFiles } from "../../cli/adopt/program";
import type { ScmConfiguration } from "../../client/wire/model";
import { parseInputs } from "../../provider/inputs/parseInputs";
import { PUBLIC_URLS } from "../../client/wire/hostUrls";

const dependencies = { pulumi: ">=3.216.0 <4", provider: "^0.1.0" };

interface Declared {
  readonly name: string;
  readonly args: Record<string, unknown>;
}

/** Runs a program in a realm that has nothing but the two modules that it may load, and gives what it declared. */
function declaredBy(configurations: readonly ScmConfiguration[]): Declared[] {
  const source = programFiles(planAdoption(configurations), "test", dependencies)["index.ts"];
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const declared: Declared[] = [];
  class Config {
    requireSecret(key: string): string {
      return `config:${key}`;
    }
  }
  function BitbucketCloudScmConfiguration(name: string, args: Record<string, unknown>): void {
    declared.push({ name, args });
  }
  const modules = new Map<string, unknown>([
    ["@pulumi/pulumi", { Config }],
    ["pulumi-algorithmia", { BitbucketCloudScmConfiguration }],
  ]);
  runInNewContext(outputText, {
    exports: {},
    require: (name: string) => {
      if (!modules.has(name)) throw new Error(`the program loads ${name}`);
      return modules.get(name);
    },
  });
  // Arrays and objects of the other realm, as ones of this.
  return JSON.parse(JSON.stringify(declared)) as Declared[];
}

const base: ScmConfiguration = {
  id: "by-hand",
  provider: "bitbucket-cloud",
  enabled: true,
  isDefault: false,
  urls: PUBLIC_URLS,
};

test("omits values that equal the resource's defaults, and reads secrets from config", () => {
  expect(declaredBy([base])).toEqual([
    {
      name: "bitbucket",
      args: {
        consumerKey: "config:consumerKey",
        consumerSecret: "config:consumerSecret",
        adopt: "by-hand",
      },
    },
  ]);
});

const own = {
  web: "https://bitbucket.example",
  api: "https://api.bitbucket.example",
  ssh: "ssh://git@bitbucket.example",
};

test.each<[string, Partial<ScmConfiguration>, Record<string, unknown>]>([
  ["a name", { name: "Data Science" }, { name: "Data Science" }],
  [
    "the web URL as name, which the cluster returns for a configuration without a name",
    { name: PUBLIC_URLS.web },
    {},
  ],
  ["the web URL of another site as name", { name: own.web }, { name: own.web }],
  ["a name that a form would trim", { name: " padded " }, { name: " padded " }],
  ["other URLs", { urls: own }, { urls: own }],
  ["other URLs, and their web URL as name", { urls: own, name: own.web }, { urls: own }],
  ["a disabled configuration", { enabled: false }, { enabled: false }],
  ["the default", { isDefault: true }, { isDefault: true }],
  [
    "a disabled default, which a resource can't declare",
    { enabled: false, isDefault: true },
    { enabled: false },
  ],
])("%s", (_what, change, expected) => {
  const [{ args }] = declaredBy([{ ...base, ...change }]) as [Declared];
  const { consumerKey: _key, consumerSecret: _secret, adopt: _adopt, ...rest } = args;
  expect(rest).toEqual(expected);
});

test("declares only configurations of Bitbucket Cloud, each with its own name and config keys", () => {
  const declared = declaredBy([
    { id: "internal", provider: "internal" },
    { id: "gh", provider: "github" },
    { ...base, id: "one", name: "Data Science" },
    { ...base, id: "two", name: "data-science!" },
    { ...base, id: "three", name: "数据" },
    { ...base, id: "four" },
  ]);
  expect(declared.map(({ name, args }) => [name, args["adopt"], args["consumerKey"]])).toEqual([
    ["bitbucket-data-science", "one", "config:bitbucketDataScienceConsumerKey"],
    ["bitbucket-data-science-2", "two", "config:bitbucketDataScience2ConsumerKey"],
    ["bitbucket-1", "three", "config:bitbucket1ConsumerKey"],
    ["bitbucket-2", "four", "config:bitbucket2ConsumerKey"],
  ]);
});

test("prints a note about each property that the cluster doesn't return", () => {
  const { enabled: _enabled, urls: _urls, ...bare } = base;
  expect(planAdoption([bare]).notes).toEqual([
    expect.stringMatching(/URLs/),
    expect.stringMatching(/whether it is enabled/),
  ]);
});

const hostile = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    '"); require("child_process").execSync("id"); ("',
    "`${process.exit(1)}`",
    "*/ process.exit(1) /*",
    "\u2028process.exit(1)//",
    "\u202e\u2066Trojan source\u2069",
    "\\",
    '\\"',
    "__proto__",
    "constructor",
    "new\nline: [yaml, &anchor]",
    "\ud800",
    "Config",
    "pulumi",
  ),
);
const declarableId = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/);
const someConfigurations: fc.Arbitrary<ScmConfiguration[]> = fc.array(
  fc.record(
    {
      id: fc.oneof(
        hostile.filter((id) => id !== ""),
        declarableId,
      ),
      provider: fc.constantFrom("bitbucket-cloud", "bitbucket-cloud", "bitbucket-server"),
      enabled: fc.boolean(),
      isDefault: fc.boolean(),
      name: hostile,
      urls: fc.record({ web: hostile, api: hostile, ssh: hostile }),
    },
    { requiredKeys: ["id", "provider"] },
  ),
  { maxLength: 5 },
);

describe("text from a server", () => {
  test("is data in the program, which declares only what was planned and loads nothing else", () => {
    fc.assert(
      fc.property(someConfigurations, (configurations) => {
        const expected = planAdoption(configurations).resources.map((resource) => ({
          name: resource.name,
          args: {
            consumerKey: `config:${resource.consumerKeyConfig}`,
            consumerSecret: `config:${resource.consumerSecretConfig}`,
            ...resource.inputs,
          },
        }));
        expect(declaredBy(configurations)).toEqual(expected);
        expect(new Set(expected.map(({ name }) => name)).size).toBe(expected.length);
      }),
      { numRuns: 150 },
    );
  });

  test("appears in index.ts only, and not in identifiers", () => {
    fc.assert(
      fc.property(someConfigurations, (configurations) => {
        const plan = planAdoption(configurations);
        const files = programFiles(plan, "test", dependencies);
        expect(files["index.ts"]).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(files["Pulumi.yaml"]).toMatch(/^[A-Za-z0-9 .,:#\n_-]*$/);
        expect(files["package.json"]).toBe(
          programFiles(planAdoption([]), "test", dependencies)["package.json"],
        );
        for (const resource of plan.resources) {
          const { name, identifier, consumerKeyConfig, consumerSecretConfig } = resource;
          expect(name).toMatch(/^bitbucket(-[a-z0-9]+)*$/);
          for (const word of [identifier, consumerKeyConfig, consumerSecretConfig]) {
            expect(word).toMatch(/^[a-z][A-Za-z0-9]*$/);
          }
        }
      }),
    );
  });

  test("is accepted by the resource, except for invalid URLs", () => {
    fc.assert(
      fc.property(someConfigurations, (configurations) => {
        for (const { inputs } of planAdoption(configurations).resources) {
          const { urls: _urls, ...rest } = inputs;
          const given = { ...rest, consumerKey: "k", consumerSecret: "s" };
          expect(parseInputs(given)).not.toHaveProperty("failures");
        }
      }),
    );
  });
});
