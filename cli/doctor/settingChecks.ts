import { callbackUrlFor } from "../../client/connection/address";
import type { ConnectionFailure } from "../../client/connection/connection";
import { settingOf, type SettingKey } from "../../client/connection/settings";
import { sourceName, plaintextCredentials, type SettingSources } from "../settings/settings";
import { type Check, failure, type Finding, ok, skipped, warning } from "./model";
import { routeOf } from "./route";

const stack: Check = {
  name: "stack",
  activity: "reading the stack's config",
  dependsOn: [],
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
        const plain = plaintextCredentials(config);
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
  activity: "reading the address",
  dependsOn: [],
  run: ({ sources, settings }) =>
    skippedIfUnreadable(sources, ["apiUrl"]) ??
    invalidSettings(settings.failures.address) ??
    ok(
      settings.route === undefined
        ? "readable"
        : `${settings.route.baseUrl}, from ${sourceName(sources, ["apiUrl"])}`,
    ),
};

const others: Check = {
  name: "settings",
  activity: "reading the other settings",
  dependsOn: [],
  run: ({ settings }) => {
    const { route } = settings;
    return (
      invalidSettings(settings.failures.other) ??
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
  activity: "reading the key or token",
  dependsOn: [],
  run: ({ sources, settings }) => {
    const { connection } = settings;
    const unknown = skippedIfUnreadable(sources, ["apiKey", "bearerToken"]);
    if (unknown !== undefined) return unknown;
    if (connection === undefined) return invalidSettings(settings.failures.credential) ?? ok("set");
    const what = connection.credential.scheme === "Simple" ? "API key" : "token";
    return ok(`${what}, from ${sourceName(sources, ["apiKey", "bearerToken"])}`);
  },
};

const callback: Check = {
  name: "callback",
  activity: "working out the callback URL",
  dependsOn: ["address", "settings"],
  run: (context) => {
    const callbackUrl = callbackUrlFor(routeOf(context).apiUrl);
    return ok(`enter ${callbackUrl} as the consumer's callback URL at Bitbucket`, { callbackUrl });
  },
};

// What may stand in a config that can't be read isn't missing.
function skippedIfUnreadable(
  { stack: config, env }: SettingSources,
  keys: readonly SettingKey[],
): Finding | undefined {
  return config.kind === "unreadable" && keys.every((key) => (env[settingOf(key).env] ?? "") === "")
    ? skipped("unknown, because the stack's config can't be read")
    : undefined;
}

function invalidSettings(failures: readonly ConnectionFailure[]): Finding | undefined {
  if (failures.length === 0) return undefined;
  return failure(
    failures.map(({ setting, reason }) => `${setting} ${reason}`).join("; "),
    `Set ${[...new Set(failures.map(({ setting }) => setting))].join(", ")} right and run again.`,
  );
}

export const settingChecks = { stack, address, others, credential, callback };
