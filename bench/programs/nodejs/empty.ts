// The floor: a dynamic resource as in Pulumi's documentation, without check, diff and requests.
import * as pulumi from "@pulumi/pulumi";
import { declared } from "./declared";

type Inputs = (typeof declared)[number]["args"];

const provider: pulumi.dynamic.ResourceProvider<Inputs, Inputs> = {
  create: (inputs) => Promise.resolve({ id: inputs.name, outs: inputs }),
  update: (_id, _olds, news) => Promise.resolve({ outs: news }),
};

class Empty extends pulumi.dynamic.Resource {
  constructor(name: string, args: pulumi.Inputs) {
    super(provider, name, args);
  }
}

// Outputs that the provider sets, as many as ours has.
const more =
  process.env["BENCH_OUTPUTS"] === "all"
    ? Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`output${index}`, undefined]))
    : {};

for (const { name, args } of declared) {
  const { consumerKey, consumerSecret } = args;
  new Empty(name, {
    ...more,
    ...args,
    consumerKey: pulumi.secret(consumerKey),
    consumerSecret: pulumi.secret(consumerSecret),
  });
}
