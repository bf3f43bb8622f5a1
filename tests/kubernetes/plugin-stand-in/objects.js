"use strict";
const { ask } = require("./api");

const kinds = {};

/** How the API server names the kind of object that a URN's type means, as in `kubernetes:core/v1:Secret`. */
async function kindOf(urn) {
  const [, module, kind] = urn.split("::")[2].split("$").pop().split(":");
  const apiVersion = module.replace(/^core\//, "");
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const { resources } = await (kinds[base] ??= ask("GET", base));
  const found = resources.find((resource) => resource.kind === kind && !resource.name.includes("/"));
  if (found === undefined) throw new Error(`The API server has no ${apiVersion} ${kind}`);
  return { base, plural: found.name, namespaced: found.namespaced };
}

function pathOf({ base, plural, namespaced }, { namespace, name }) {
  const within = namespaced ? `/namespaces/${namespace}` : "";
  return `${base}${within}/${plural}${name === undefined ? "" : `/${name}`}`;
}

function idOf({ namespaced }, { metadata: { namespace, name } }) {
  return namespaced ? `${namespace}/${name}` : name;
}

function placeOf({ namespaced }, id) {
  const [namespace, name] = namespaced ? id.split("/") : [undefined, id];
  return { namespace, name };
}

module.exports = { idOf, kindOf, pathOf, placeOf };
