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
        return ok("no Pulumi project found: settings are read from environment variables only");
      case "unreadable":
        return failure(
          `the stack's config can't be read: ${config.reason}`,
          "Fix the error, select a stack with --stack or a directory with --cwd, or set all settings in the environment and run the command outside the project.",
        );
      case "read": {
        const plain = plaintextCredentials(config);
        return plain.length === 0
          ? ok(`config read, ${config.values.size} values`)
          : warning(
              `${plain.join(", ")} is stored in plaintext in the stack's config`,
              `Set it again with "pulumi config set --secret ${plain[0] ?? ""}". If the file is in version control, replace the credential too.`,
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
        ? "valid"
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
      ok(route?.caCertificate === undefined ? "all valid" : "all valid; a private CA is trusted")
    );
  },
};

const credential: Check = {
  name: "credential",
  activity: "reading the API key or token",
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
  activity: "deriving the callback URL",
  dependsOn: ["address", "settings"],
  run: (context) => {
    const callbackUrl = callbackUrlFor(routeOf(context).apiUrl);
    return ok(`enter ${callbackUrl} as the consumer's callback URL in Bitbucket`, { callbackUrl });
  },
};

// A setting isn't missing if the config that may contain it can't be read.
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
    `Correct ${[...new Set(failures.map(({ setting }) => setting))].join(", ")}, and run the command again.`,
  );
}

export const settingChecks = { stack, address, others, credential, callback };
