import { callbackUrlFor } from "../../client/connection/address";
import { checkConsumer } from "../../client/consumer/checkConsumer";
import { credentialProblem } from "../../client/consumer/credentialProblem";
import { describeVerdict, type VerdictDescription } from "../../client/consumer/describeVerdict";
import { readConsumers, type ConsumerCredentials } from "../settings/consumers";
import { runSetting } from "../settings/settings";
import { type Check, failure, type Finding, ok, type DoctorContext, skipped, warning } from "./model";
import { routeOf } from "./route";

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
    const mode = runSetting(context.sources, "verifyConsumer");
    if ("setting" in mode) {
      return failure(`${mode.setting} ${mode.reason}`, `Correct ${mode.setting}, and run the command again.`);
    }
    if (mode.value === "off") {
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
  const place = { bitbucket, callbackUrl: callbackUrlFor(connection.apiUrl) };
  return findingFor(describeVerdict(verdict, place), keyName);
}

// A verdict that fails `pulumi up` by default is a failure.
function findingFor({ result, detail, advice }: VerdictDescription, keyName: string): Finding {
  const named = `${keyName}: ${detail}`;
  if (result === "valid") return ok(named);
  return result === "invalid"
    ? failure(named, `${advice} For another Bitbucket site, use --bitbucket.`)
    : warning(named, advice);
}
