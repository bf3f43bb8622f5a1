import type { Steps } from "./support/follow";
import { familyOf, killAll } from "./support/processes";
import type { World } from "./support/world";

const ELSEWHERE = { web: "https://bitbucket.org", api: "https://api.bitbucket.org" };

const up = (world: World) => world.bringUp();

/** The pages whose commands are run, with what happens between their blocks. */
export const PAGES: Readonly<Record<string, Steps>> = {
  "docs/how-to/try-without-a-cluster.md": {
    "the control token is at hand": async (world) => {
      await world.run(`export EMULATOR_TOKEN=${world.emulator.controlToken}`);
    },
    "the new consumer's key and secret are at hand": ({ emulator, shell: { answers } }) => {
      const made = emulator.bitbucket.consumers().find(({ name }) => name === "Trial");
      answers["consumerKey"] = made?.key ?? "";
      answers["consumerSecret"] = made?.secret ?? "";
    },
  },

  "docs/how-to/from-the-manual-page.md": {},

  "docs/how-to/several-clusters.md": {
    up,
    "the values of staging are at hand": (world) => {
      world.addConsumer();
      world.shell.answers["algorithmia:apiKey"] = world.staging.apiKey;
    },
    "the values of both clusters are at hand": async (world) => {
      await world.run("pulumi destroy --skip-preview\npulumi destroy --skip-preview --stack staging");
      world.write("Pulumi.yaml", "name: quickstart\nruntime: nodejs\nmain: index.ts\n");
      for (const [name, { apiKey }] of [
        ["europe", world.emulator],
        ["america", world.staging],
      ] as const) {
        world.addConsumer();
        const { answers } = world.shell;
        answers[`${name}-apiKey`] = apiKey;
        answers[`${name}-consumerKey`] = world.consumer.key;
        answers[`${name}-consumerSecret`] = world.consumer.secret;
      }
    },
    "both clusters have one": ({ emulator, staging }) => {
      expect([emulator, staging].map((cluster) => cluster.scms().length)).toEqual([2, 2]);
    },
    "a cluster that comes up late": async (world) => {
      await world.run("pulumi destroy --skip-preview");
      world.write("cluster.ts", CLUSTER(world.emulator.apiKey));
      world.addConsumer();
      world.emulator.injectFault({ times: 2, action: { kind: "error", status: 503 } });
    },
    "the configuration is there": (world) => {
      expect(world.held).toMatchObject({ clientId: world.consumer.key });
    },
  },

  "docs/how-to/pipelines.md": {
    up,
    "the API key comes from the environment, and nothing is up": async (world) => {
      await world.run(`export ALGORITHMIA_API_KEY=${world.emulator.apiKey}\npulumi destroy --skip-preview`);
    },
    "it is there": (world) => {
      expect(world.held).toMatchObject({ clientId: world.consumer.key, enabled: true });
    },
  },

  "docs/how-to/rotate.md": {
    up,
    "the cluster has a new admin's key": (world) => world.restartCluster({ apiKey: "second-key" }),
    "the key is rotated once more, and the old one is gone": (world) =>
      world.restartCluster({ apiKey: "third-key" }),
    "a second consumer at Bitbucket": (world) => world.addConsumer(),
    "an algorithm uses the configuration": ({ emulator, held }) => emulator.setInUse(held.id, true),
    "the old one is left disabled": ({ emulator, consumer }) => {
      const [, old, made] = emulator.scms();
      expect(old).toMatchObject({ enabled: false, inUse: true });
      expect(made).toMatchObject({ enabled: true, clientId: consumer.key });
      emulator.remove(old?.id ?? "");
    },
    "the consumer has another secret": changeSecret,
    "the cluster has the secret": ({ emulator, held, consumer }) => {
      expect(emulator.secretOf(held.id)).toBe(consumer.secret);
    },
  },

  "docs/how-to/adopt-and-import.md": {
    "a cluster where all was made by hand": async (world) => {
      await world.configure();
      const { key: clientId, secret: clientSecret } = world.consumer;
      world.emulator.seed({ id: "by-hand", clientId, clientSecret });
      world.shell.typed = `${world.emulator.apiKey}\n`;
    },
  },

  "docs/how-to/drift-and-removal.md": {
    up,
    "somebody disables it and changes a URL": ({ emulator, held }) => {
      emulator.change(held.id, {
        enabled: false,
        urls: { ...ELSEWHERE, ssh: "ssh://git@elsewhere.example" },
      });
    },
    "it is mended": ({ held }) => {
      expect(held).toMatchObject({ enabled: true, urls: { ssh: "ssh://git@bitbucket.org" } });
    },
    "ID holds the id that the error names": nameHeld,
    "nothing is left": ({ emulator }) => {
      expect(emulator.scms()).toMatchObject([{ id: "internal" }]);
    },
  },

  "docs/troubleshooting.md": {
    up,
    "somebody gives the consumer another secret": (world) => {
      firstId = world.held.id;
      changeSecret(world);
    },
    "somebody changes the SSH URL": ({ emulator, held }) => {
      emulator.change(held.id, { urls: { ...ELSEWHERE, ssh: "ssh://git@elsewhere.example" } });
    },
    "the SSH URL is Bitbucket's": ({ held }) => {
      expect(held).toMatchObject({ urls: { ssh: "ssh://git@bitbucket.org" } });
    },
    "somebody makes internal the default": async (world) => {
      await world.run("pulumi config set isDefault true\npulumi up --skip-preview");
      world.emulator.change("internal", { default: true });
    },
    "an algorithm uses it": async (world) => {
      world.emulator.change("internal", { default: true });
      await world.run("pulumi config rm isDefault\npulumi up --refresh --skip-preview");
      world.emulator.setInUse(world.held.id, true);
    },
    "an admin deletes the disabled configuration": ({ emulator, held }) => emulator.remove(held.id),
    "the stack uses a token that has ended": async (world) => {
      world.shell.answers["algorithmia:bearerToken"] = world.emulator.mintJwt({ expiresInSeconds: -1 });
      await world.run(
        "pulumi config rm algorithmia:apiKey\npulumi config set --secret algorithmia:bearerToken\n" +
          "pulumi config set enabled false",
      );
    },
    "a new token": (world) => {
      world.shell.answers["algorithmia:bearerToken"] = world.emulator.mintJwt();
    },
    "an up is killed in mid-create": killInMidCreate,
    "ID holds the id that the error names": nameHeld,
    "the cluster is rebuilt, empty": async (world) => {
      await world.run("pulumi config rm algorithmia:bearerToken");
      await world.restartCluster({ dataDir: `${world.directory}/rebuilt` });
      world.emulator.bitbucket.addConsumer(world.consumer);
    },
    "the cluster is restored from a backup of before the secret changed": ({ emulator, held, consumer }) => {
      expect(firstId).not.toBe(held.id);
      emulator.remove(held.id);
      emulator.seed({ id: firstId, clientId: consumer.key, clientSecret: "the secret of then" });
    },
  },
};

// Of the configurations of docs/troubleshooting.md.
let firstId = "";

function changeSecret(world: World): void {
  const { key } = world.consumer;
  const secret = `${world.consumer.secret}-changed`;
  world.emulator.bitbucket.changeConsumer(key, { secret });
  world.consumer = { key, secret };
  world.shell.answers["consumerSecret"] = secret;
}

async function nameHeld(world: World): Promise<void> {
  await world.run(`export ID=${world.held.id}`);
}

async function killInMidCreate(world: World): Promise<void> {
  await world.run("pulumi destroy --skip-preview");
  world.emulator.injectFault({
    method: "POST",
    path: "/v1/admin/scms",
    afterCommit: true,
    action: { kind: "hang" },
  });
  const { pid, ended } = world.shell.start("pulumi up --skip-preview");
  while (world.emulator.scms().length === 1) await new Promise((resolve) => setTimeout(resolve, 20));
  killAll(familyOf(pid));
  await ended;
}

// What stands for the part of a stack that makes a cluster: its outputs are known when it is made, and not before.
const CLUSTER = (adminKey: string) => `
import * as pulumi from "@pulumi/pulumi";

class Cluster extends pulumi.dynamic.Resource {
  declare public readonly address: pulumi.Output<string>;
  declare public readonly adminKey: pulumi.Output<string>;

  constructor(name: string) {
    const outs = { address: "https://algorithmia.example.com", adminKey: ${JSON.stringify(adminKey)} };
    const create = () => Promise.resolve({ id: "cluster", outs });
    super({ create }, name, { address: undefined, adminKey: undefined });
  }
}

export const cluster = new Cluster("cluster");
`;
