import { lookedUp, lookUpConfiguration, LookupError, parseQuery } from "../client/api/lookUpConfiguration";
import type { CheckFailure } from "../provider/inputs/checkFailures";
import { ProviderError } from "../provider/run/errors";
import type { ProviderRun } from "../provider/run/providerRun";
import { GET_CONFIGURATION, GET_CONFIGURATIONS } from "./tokens";
import type { Properties } from "../provider/inputs/properties";

/** Calls a function of the package. */
export async function invoke(
  run: ProviderRun,
  token: string,
  args: Properties,
): Promise<{ readonly value: Properties } | { readonly failures: CheckFailure[] }> {
  if (token !== GET_CONFIGURATION && token !== GET_CONFIGURATIONS) {
    throw new ProviderError(`The package algorithmia has no function ${token}.`);
  }
  const { apiUrl } = run.requireConnection();
  try {
    if (token === GET_CONFIGURATIONS) {
      const client = await run.clientFor({ apiUrl });
      return { value: { configurations: (await client.list()).map(lookedUp) } };
    }
    const query = parseQuery(args);
    const client = await run.clientFor({ apiUrl, consumerKey: query.consumerKey ?? "" });
    const { clean } = run.redactor;
    return { value: { ...(await lookUpConfiguration(client, query, apiUrl, clean)) } };
  } catch (error) {
    if (error instanceof LookupError) throw new ProviderError(error.message);
    throw error;
  }
}
