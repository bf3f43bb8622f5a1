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

/** What Bitbucket says about each consumer that is given. */
export const consumer: Check = {
  name: "consumer",
  activity: "asking Bitbucket about the consumer",
  dependsOn: ["address", "settings"],
  run: async (context) => {
    const given = readConsumers(context.sources);
    if (given.length === 0) {
      return skipped(
        "none is given: set consumerKey and consumerSecret in the stack's config, or ALGORITHMIA_CONSUMER_KEY and ALGORITHMIA_CONSUMER_SECRET",
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
      `${missing} is not set, though ${there} is`,
      `Set ${missing} to what Bitbucket shows for the consumer.`,
    );
  }
  for (const [name, text] of [
    [keyName, key],
    [secretName, secret],
  ] as const) {
    const problem = credentialProblem(text);
    if (problem !== undefined) {
      return failure(`${name} ${problem}`, "Enter it alone, as Bitbucket shows it for the OAuth consumer.");
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

/** A verdict as a line; what stops an `up` by default is a failure. */
export function consumerFinding(
  verdict: ConsumerVerdict,
  { name, bitbucket, callbackUrl }: { name: string; bitbucket: string; callbackUrl: string },
): Finding {
  switch (verdict.kind) {
    case "right": {
      if (verdict.permissions === undefined) return ok(`${name}: key and secret are right`);
      const missing = missingPermissions(verdict.permissions);
      return missing.length === 0
        ? ok(`${name}: key and secret are right, and all permissions are there`)
        : warning(
            `${name}: permissions that the cluster needs are missing: ${missing.join("; ")}`,
            `Edit the consumer ${where}, and tick them.`,
          );
    }
    case "public":
      return ok(`${name}: key and secret are right; Bitbucket shows permissions of private consumers only`);
    case "wrong pair":
      return failure(
        `${name}: Bitbucket at ${bitbucket} knows no consumer with this key and secret`,
        `Open the consumer ${where}, and copy Key and Secret again; for another Bitbucket use --bitbucket.`,
      );
    case "no callback":
      return failure(
        `${name}: the consumer has no callback URL`,
        `Edit the consumer ${where}, and enter ${callbackUrl}.`,
      );
    case "unknown":
      return warning(
        `${name}: Bitbucket at ${bitbucket} could not be asked: ${verdict.detail}`,
        "Run again where Bitbucket can be reached; this says nothing about the consumer.",
      );
  }
}
