import { checkConsumer } from "../../client/consumer/checkConsumer";
import { describeVerdict } from "../../client/consumer/describeVerdict";
import type { ConsumerVerdict } from "../../client/consumer/verdict";
import type { Inputs } from "../inputs/model";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";

/**
 * Verifies the consumer with Bitbucket, before anything is changed for it. Throws if Bitbucket rejects the consumer.
 * Warns if the response has no verdict on the consumer. Sends one request per consumer and run.
 */
export async function verifyConsumer(run: ProviderRun, inputs: Inputs): Promise<void> {
  const mode = run.setting("verifyConsumer") ?? inputs.verifyConsumer;
  if (mode === "off") {
    return;
  }
  const { urls, callbackUrl, apiUrl } = inputs;
  const verdict = await verdictOn(run, inputs);
  const { result, detail, advice } = describeVerdict(verdict, { bitbucket: urls.web, callbackUrl });
  if (result === "valid") {
    return;
  }
  if (result === "invalid" || (result === "missing permissions" && mode === "permissions")) {
    throw new ProviderError(
      `Verifying the OAuth consumer of the configuration for ${apiUrl} failed: ${detail}. Nothing was changed. ` +
        `${advice} To continue without this verification, set verifyConsumer: "off".`,
    );
  }
  run.report.warn(
    `Verifying the OAuth consumer of the configuration for ${apiUrl} found a problem: ${detail}. The operation ` +
      `continues. ${advice}`,
  );
}

async function verdictOn(
  run: ProviderRun,
  { urls, consumerKey: key, consumerSecret: secret }: Inputs,
): Promise<ConsumerVerdict> {
  const { web } = urls;
  // Otherwise each create of the run would wait for the timeout.
  if (run.silentWebsites.has(web)) {
    return { kind: "unknown", detail: "an earlier attempt in this run failed" };
  }
  run.warnOfUnverifiedTls(web);
  const consumer = JSON.stringify([web, key, secret]);
  const checking = run.verdicts.get(consumer) ?? checkConsumer({ web, key, secret }, run.requireConnection());
  run.verdicts.set(consumer, checking);
  const verdict = await checking;
  if (verdict.kind === "unknown") {
    run.silentWebsites.add(web);
  }
  return verdict;
}
