"use strict";
const { randomBytes } = require("node:crypto");
const { setTimeout: wait } = require("node:timers/promises");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const proto = require("@pulumi/pulumi/proto/provider_pb");
const { ask, useKubeconfig } = require("./api");
const { idOf, kindOf, pathOf, placeOf } = require("./objects");

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const plain = (struct) => (struct === undefined ? {} : struct.toJavaScript());
const isKnown = (value) => !JSON.stringify(value).includes(UNKNOWN);
const query = (preview) =>
  `fieldManager=pulumi-stand-in&fieldValidation=Strict${preview ? "&dryRun=All" : ""}`;

/** A response of the protocol with what its setters are given. */
function respond(Response, values) {
  const response = new Response();
  for (const [name, value] of Object.entries(values)) response[`set${name}`](value);
  return response;
}

/** The methods of the protocol that the stand-in knows. */
const methods = {
  cancel: () => new Empty(),

  getPluginInfo: () => respond(PluginInfo, { Version: require("@pulumi/kubernetes/package.json").version }),

  checkConfig: (request) => respond(proto.CheckResponse, { Inputs: request.getNews() }),

  diffConfig: () => new proto.DiffResponse(),

  configure(request) {
    const kubeconfig = plain(request.getArgs()).kubeconfig || process.env.KUBECONFIG;
    if (!kubeconfig)
      throw new Error("The stand-in needs a kubeconfig: the provider's argument, or KUBECONFIG");
    useKubeconfig(kubeconfig);
    return respond(proto.ConfigureResponse, { Acceptsecrets: false, Supportspreview: true });
  },

  async check(request) {
    const inputs = plain(request.getNews());
    const { namespaced } = await kindOf(request.getUrn());
    const metadata = { ...inputs.metadata };
    metadata.name ??=
      plain(request.getOlds()).metadata?.name ??
      `${request.getUrn().split("::").pop()}-${randomBytes(4).toString("hex")}`;
    if (namespaced) metadata.namespace ??= "default";
    return respond(proto.CheckResponse, { Inputs: Struct.fromJavaScript({ ...inputs, metadata }) });
  },

  diff(request) {
    const [olds, news] = [plain(request.getOldInputs()), plain(request.getNews())];
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = keys.filter((key) => JSON.stringify(olds[key]) !== JSON.stringify(news[key]));
    const moved =
      olds.metadata?.name !== news.metadata?.name || olds.metadata?.namespace !== news.metadata?.namespace;
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    return respond(proto.DiffResponse, {
      Changes: changed.length === 0 ? DIFF_NONE : DIFF_SOME,
      DiffsList: changed,
      ReplacesList: moved ? ["metadata"] : [],
    });
  },

  async create(request) {
    const [object, preview] = [plain(request.getProperties()), request.getPreview()];
    const kind = await kindOf(request.getUrn());
    const made = await make(kind, object, preview);
    return respond(proto.CreateResponse, {
      ...(preview ? {} : { Id: idOf(kind, made) }),
      Properties: Struct.fromJavaScript(made),
    });
  },

  async read(request) {
    const kind = await kindOf(request.getUrn());
    const found = await ask("GET", pathOf(kind, placeOf(kind, request.getId()))).catch(unlessGone);
    if (found === undefined) return new proto.ReadResponse();
    const properties = Struct.fromJavaScript(found);
    return respond(proto.ReadResponse, {
      Id: request.getId(),
      Properties: properties,
      Inputs: request.getInputs() ?? properties,
    });
  },

  async update(request) {
    const [object, preview] = [plain(request.getNews()), request.getPreview()];
    const path = pathOf(await kindOf(request.getUrn()), object.metadata);
    const updated =
      preview && !isKnown(object)
        ? object
        : await ask("PATCH", `${path}?${query(preview)}&force=true`, object, "application/apply-patch+yaml");
    return respond(proto.UpdateResponse, { Properties: Struct.fromJavaScript(updated) });
  },

  async delete(request) {
    const kind = await kindOf(request.getUrn());
    const path = pathOf(kind, placeOf(kind, request.getId()));
    const deadline = Date.now() + 120_000;
    let there = await ask("DELETE", path, { propagationPolicy: "Foreground" }).catch(unlessGone);
    while (there !== undefined) {
      if (Date.now() > deadline) throw new Error(`${path} is still there after two minutes`);
      await wait(100);
      there = await ask("GET", path).catch(unlessGone);
    }
    return new Empty();
  },
};

async function make(kind, object, preview) {
  if (preview && !isKnown(object)) return object;
  const path = `${pathOf(kind, { namespace: object.metadata.namespace })}?${query(preview)}`;
  return ask("POST", path, object).catch((error) => {
    // At preview its namespace may not be there yet.
    if (preview && error.status === 404) return object;
    throw error;
  });
}

function unlessGone(error) {
  if (error.status === 404) return undefined;
  throw error;
}

module.exports = { methods };
