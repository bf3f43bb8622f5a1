// The floor: a dynamic resource that does nothing, made as Pulumi's documentation shows it.
const pulumi = require("@pulumi/pulumi");
const { declared } = require("./declared");

const provider = {
  create: async (inputs) => ({ id: inputs.name, outs: inputs }),
  update: async (_id, _olds, news) => ({ outs: news }),
};

class Empty extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, args);
  }
}

for (const { name, args } of declared()) {
  const { consumerKey, consumerSecret } = args;
  new Empty(name, {
    ...args,
    consumerKey: pulumi.secret(consumerKey),
    consumerSecret: pulumi.secret(consumerSecret),
  });
}
