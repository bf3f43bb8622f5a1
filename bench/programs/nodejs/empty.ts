// The floor: a dynamic resource as in Pulumi's documentation, without check, diff and requests.
import * as pulumi from "@pulumi/pulumi";
import { declared } from "./declared";

type Inputs = (typeof declared)[number]["args"];

// Outputs without an input, so that there are as many as ours.
const more =
  process.env["BENCH_OUTPUTS"] === "all"
    ? Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`output${index}`, "a value"]))
    : {};

const provider: pulumi.dynamic.ResourceProvider<Inputs, Inputs> = {
  create: (inputs) => Promise.resolve({ id: inputs.name, outs: { ...inputs, ...more } }),
  update: (_id, _olds, news) => Promise.resolve({ outs: { ...news, ...more } }),
};

class Empty extends pulumi.dynamic.Resource {
  constructor(name: string, args: pulumi.Inputs) {
    super(provider, name, args);
  }
}

for (const { name, args } of declared) {
  const { consumerKey, consumerSecret } = args;
  new Empty(name, {
    ...Object.fromEntries(Object.keys(more).map((name) => [name, undefined])),
    ...args,
    consumerKey: pulumi.secret(consumerKey),
    consumerSecret: pulumi.secret(consumerSecret),
  });
}
