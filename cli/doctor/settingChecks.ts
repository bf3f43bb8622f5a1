import { callbackUrlFor } from "../../client/connection/address";
import type { ConnectionFailure } from "../../client/connection/connection";
import { settingOf, type SettingKey } from "../../client/connection/settings";
import { nameOfSource, plainCredentials, type Sources } from "../settings/settings";
import { type Check, failure, type Finding, ok, skipped, warning } from "./model";
import { routeOf } from "./route";

const stack: Check = {
  name: "stack",
  doing: "reading the stack's config",
  needs: [],
  run: ({ sources }) => {
    const { stack: config } = sources;
    switch (config.kind) {
      case "no project":
        return ok("no Pulumi project here: settings come from the environment alone");
      case "unreadable":
        return failure(
          `the stack's config can't be read: ${config.reason}`,
          "Put that right, name a stack with --stack or a directory with --cwd, or run outside the project with all settings in the environment.",
        );
      case "read": {
        const plain = plainCredentials(config);
        return plain.length === 0
          ? ok(`config read, ${config.values.size} values`)
          : warning(
              `${plain.join(", ")} stands in the stack's config in plain`,
              `Set it again with "pulumi config set --secret ${plain[0] ?? ""}", and replace the credential itself if the file went into version control.`,
            );
      }
    }
  },
};

const address: Check = {
  name: "address",
  doing: "reading the address",
  needs: [],
  run: ({ sources, settings }) =>
    unknowable(sources, ["apiUrl"]) ??
    wrong(settings.failures.address) ??
    ok(
      settings.route === undefined
        ? "readable"
        : `${settings.route.baseUrl}, from ${nameOfSource(sources, ["apiUrl"])}`,
    ),
};

const others: Check = {
  name: "settings",
  doing: "reading the other settings",
  needs: [],
  run: ({ settings }) => {
    const { route } = settings;
    return (
      wrong(settings.failures.other) ??
      ok(
        route?.caCertificate === undefined
          ? "all valid"
          : "all valid; an own certificate authority is trusted",
      )
    );
  },
};

const credential: Check = {
  name: "credential",
  doing: "reading the key or token",
  needs: [],
  run: ({ sources, settings }) => {
    const { connection } = settings;
    const unknown = unknowable(sources, ["apiKey", "bearerToken"]);
    if (unknown !== undefined) return unknown;
    if (connection === undefined) return wrong(settings.failures.credential) ?? ok("set");
    const what = connection.credential.scheme === "Simple" ? "API key" : "token";
    return ok(`${what}, from ${nameOfSource(sources, ["apiKey", "bearerToken"])}`);
  },
};

const callback: Check = {
  name: "callback",
  doing: "working out the callback URL",
  needs: ["address", "settings"],
  run: (patient) => {
    const callbackUrl = callbackUrlFor(routeOf(patient).apiUrl);
    return ok(`enter ${callbackUrl} as the consumer's callback URL at Bitbucket`, { callbackUrl });
  },
};

// What may stand in a config that can't be read isn't missing.
function unknowable({ stack: config, env }: Sources, keys: readonly SettingKey[]): Finding | undefined {
  return config.kind === "unreadable" && keys.every((key) => (env[settingOf(key).env] ?? "") === "")
    ? skipped("unknown, because the stack's config can't be read")
    : undefined;
}

function wrong(failures: readonly ConnectionFailure[]): Finding | undefined {
  if (failures.length === 0) return undefined;
  return failure(
    failures.map(({ setting, reason }) => `${setting} ${reason}`).join("; "),
    `Set ${[...new Set(failures.map(({ setting }) => setting))].join(", ")} right and run again.`,
  );
}

export const settingChecks = { stack, address, others, credential, callback };
