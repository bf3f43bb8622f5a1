import { callbackUrlFor } from "../../client/connection/address";
import { checkConsumer } from "../../client/consumer/checkConsumer";
import { credentialProblem } from "../../client/consumer/credentialProblem";
import { missingPermissions } from "../../client/consumer/permissions";
import type { ConsumerVerdict } from "../../client/consumer/verdict";
import { readConsumers, type ConsumerCredentials } from "../settings/consumers";
import { runSetting } from "../settings/settings";
import { type Check, failure, type Finding, ok, type DoctorContext, skipped, warning } from "./model";
import { routeOf } from "./route";

const where = "in Bitbucket under Workspace settings, Apps and features, OAuth consumers";

/** Verifies each configured consumer with Bitbucket. */
export const consumer: Check = {
  name: "consumer",
  activity: "verifying the consumer with Bitbucket",
  dependsOn: ["address", "settings"],
  run: async (context) => {
    const given = readConsumers(context.sources);
    if (given.length === 0) {
      return skipped(
        "no consumer is configured: set consumerKey and consumerSecret in the stack's config, or ALGORITHMIA_CONSUMER_KEY and ALGORITHMIA_CONSUMER_SECRET",
      );
    }
    if (runSetting(context.sources, "verifyConsumer", "ALGORITHMIA_VERIFY_CONSUMER") === "off") {
      return skipped("algorithmia:verifyConsumer (or ALGORITHMIA_VERIFY_CONSUMER) is off");
    }
    return Promise.all(given.map((one) => checkGivenConsumer(one, context)));
  },
};

async function checkGivenConsumer(given: ConsumerCredentials, context: DoctorContext): Promise<Finding> {
  const { key, secret, keyName, secretName } = given;
  if (key === undefined || secret === undefined) {
    const [missing, there] = key === undefined ? [keyName, secretName] : [secretName, keyName];
    return failure(
      `${missing} isn't set, but ${there} is`,
      `Set ${missing} to the value that Bitbucket shows for the consumer.`,
    );
  }
  for (const [name, text] of [
    [keyName, key],
    [secretName, secret],
  ] as const) {
    const problem = credentialProblem(text);
    if (problem !== undefined) {
      return failure(
        `${name} ${problem}`,
        "Copy only the value that Bitbucket shows for the OAuth consumer.",
      );
    }
  }
  const { bitbucket } = context.options;
  const connection = routeOf(context);
  const verdict = await checkConsumer({ web: bitbucket, key, secret }, connection);
  return consumerFinding(verdict, {
    name: keyName,
    bitbucket,
    callbackUrl: callbackUrlFor(connection.apiUrl),
  });
}

/** Converts a verdict to a finding. A verdict that fails `pulumi up` by default is a failure. */
export function consumerFinding(
  verdict: ConsumerVerdict,
  { name, bitbucket, callbackUrl }: { name: string; bitbucket: string; callbackUrl: string },
): Finding {
  switch (verdict.kind) {
    case "right": {
      if (verdict.permissions === undefined) return ok(`${name}: key and secret are valid`);
      const missing = missingPermissions(verdict.permissions);
      return missing.length === 0
        ? ok(`${name}: key and secret are valid, and the consumer has all required permissions`)
        : warning(
            `${name}: the consumer doesn't have all required permissions. Missing: ${missing.join("; ")}`,
            `Edit the consumer ${where}, and select these permissions.`,
          );
    }
    case "public":
      return ok(`${name}: key and secret are valid. Bitbucket shows permissions of private consumers only`);
    case "wrong pair":
      return failure(
        `${name}: Bitbucket at ${bitbucket} has no consumer with this key and secret`,
        `Open the consumer ${where}, and copy Key and Secret again. For another Bitbucket site, use --bitbucket.`,
      );
    case "no callback":
      return failure(
        `${name}: the consumer has no callback URL`,
        `Edit the consumer ${where}, and enter ${callbackUrl}.`,
      );
    case "unknown":
      return warning(
        `${name}: the consumer can't be verified with Bitbucket at ${bitbucket}: ${verdict.detail}`,
        "Run the command again from a network that reaches Bitbucket. The consumer may be valid.",
      );
  }
}
