import { checkConsumer } from "../../client/consumer/checkConsumer";
import { missingPermissions } from "../../client/consumer/permissions";
import type { ConsumerVerdict } from "../../client/consumer/verdict";
import type { Inputs, VerifyConsumer } from "../inputs/model";
import { ProviderError } from "../run/errors";
import type { ProviderRun } from "../run/providerRun";

/**
 * Asks Bitbucket about the consumer, before anything is changed for it. Fails on a definite refusal; what says
 * nothing about the consumer only warns. The same consumer is asked about once a run.
 */
export async function verifyConsumer(run: ProviderRun, inputs: Inputs): Promise<void> {
  const mode = modeOf(run, inputs);
  if (mode === "off") {
    return;
  }
  const verdict = await verdictOn(run, inputs);
  const problem = problemOf(verdict, inputs);
  if (problem === undefined) {
    return;
  }
  if (problem.stops === "always" || (problem.stops === "if asked for" && mode === "permissions")) {
    throw new ProviderError(
      `${problem.message} Nothing was changed. To go on without this check, set verifyConsumer: "off".`,
    );
  }
  run.report.warn(problem.message);
}

function modeOf(run: ProviderRun, { verifyConsumer: declared }: Inputs): VerifyConsumer {
  const ofRun = run.setting("verifyConsumer", "ALGORITHMIA_VERIFY_CONSUMER");
  if (ofRun === undefined || ofRun === "credentials" || ofRun === "permissions" || ofRun === "off") {
    return ofRun ?? declared;
  }
  throw new ProviderError(
    `algorithmia:verifyConsumer (or ALGORITHMIA_VERIFY_CONSUMER) must be "credentials", "permissions" or "off".`,
  );
}

async function verdictOn(
  run: ProviderRun,
  { urls, consumerKey: key, consumerSecret: secret }: Inputs,
): Promise<ConsumerVerdict> {
  const { web } = urls;
  // One that gave no answer would hold each create of the run up for as long.
  if (run.silentWebsites.has(web)) {
    return { kind: "unknown", detail: "it gave no answer before" };
  }
  run.warnOfUnverifiedTls(web);
  const question = JSON.stringify([web, key, secret]);
  const asking = run.verdicts.get(question) ?? checkConsumer({ web, key, secret }, run.requireConnection());
  run.verdicts.set(question, asking);
  const verdict = await asking;
  if (verdict.kind === "unknown") {
    run.silentWebsites.add(web);
  }
  return verdict;
}

interface Problem {
  readonly message: string;
  readonly stops: "always" | "if asked for" | "never";
}

const WHERE = "in Bitbucket under Workspace settings, Apps and features, OAuth consumers";

function problemOf(verdict: ConsumerVerdict, { urls, callbackUrl }: Inputs): Problem | undefined {
  switch (verdict.kind) {
    case "public":
      return undefined;
    case "right": {
      const missing = verdict.permissions === undefined ? [] : missingPermissions(verdict.permissions);
      return missing.length === 0
        ? undefined
        : {
            message:
              `The OAuth consumer lacks permissions that the cluster needs: ${missing.join("; ")}. Edit the consumer ` +
              `${WHERE}, and tick them.`,
            stops: "if asked for",
          };
    }
    case "wrong pair":
      return {
        message:
          `Bitbucket at ${urls.web} knows no OAuth consumer with this consumerKey and consumerSecret. Open the ` +
          `consumer ${WHERE}, and copy Key and Secret again.`,
        stops: "always",
      };
    case "no callback":
      return {
        message: `The OAuth consumer has no callback URL. Edit the consumer ${WHERE}, and enter ${callbackUrl}.`,
        stops: "always",
      };
    case "unknown":
      return {
        message:
          `The OAuth consumer could not be checked with Bitbucket at ${urls.web}: ${verdict.detail}. That says ` +
          `nothing about the consumer, so this goes on; whether users can link their accounts will show when the ` +
          `first one tries.`,
        stops: "never",
      };
  }
}
