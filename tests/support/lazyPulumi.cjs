"use strict";

/*
 * Preloaded by the programs and provider hosts of the tests: of a second of processor time that each takes to start,
 * half goes into modules that Pulumi's SDK loads and doesn't use (typescript, npm's arborist, the Automation API, the
 * exporters of traces). Here each is loaded at its first use.
 */
const Module = require("node:module");

const UNUSED = /^(?:typescript|@npmcli\/arborist|\.\/automation|@opentelemetry\/(?!api$).*)$/;
const load = Module._load;

Module._load = function (request, parent, isMain) {
  const from = parent?.filename ?? "";
  if (!UNUSED.test(request) || !from.includes("/@pulumi/pulumi/")) {
    return load.call(this, request, parent, isMain);
  }
  Module._resolveFilename(request, parent, isMain); // fails as the load would
  const loadNow = () => load.call(this, request, parent, isMain);
  if (request !== "typescript") return atFirstUse(loadNow, request.startsWith("@opentelemetry/"));
  // The SDK asks for the version in every run.
  const { version } = Module.createRequire(from)("typescript/package.json");
  return atFirstUse(loadNow, false, { version });
};

/** @param destructured - Whether a part counts as used only if it's called in turn. */
function atFirstUse(loadNow, destructured, known = { __proto__: null }) {
  let loaded;
  const real = () => (loaded ??= loadNow());
  return new Proxy(function () {}, {
    get: (_target, key) => {
      if (key === "__esModule") return true;
      if (Object.hasOwn(known, key)) return known[key];
      return destructured ? atFirstUse(() => real()[key], false) : real()[key];
    },
    has: (_target, key) => key in real(),
    apply: (_target, self, args) => Reflect.apply(real(), self, args),
    construct: (_target, args) => Reflect.construct(real(), args),
  });
}
