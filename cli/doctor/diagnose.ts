import { createRedactor } from "../../client/redact/redactor";
import { readSettings, secretsIn, type SettingSources } from "../settings/settings";
import { clusterChecks } from "./clusterChecks";
import { consumer } from "./consumerCheck";
import {
  type Check,
  type CheckName,
  type DoctorOptions,
  type Finding,
  type CheckResult,
  type DoctorContext,
  skipped,
} from "./model";
import { networkChecks } from "./networkChecks";
import { plugin } from "./pluginCheck";
import { settingChecks } from "./settingChecks";

/**
 * All checks. A check comes after those it depends on. `proxy` precedes `dns`, because a proxy resolves the cluster's
 * name.
 */
export const checks: readonly Check[] = [
  settingChecks.stack,
  plugin,
  settingChecks.address,
  settingChecks.others,
  settingChecks.credential,
  networkChecks.proxy,
  networkChecks.dns,
  networkChecks.tcp,
  networkChecks.tls,
  networkChecks.certificate,
  clusterChecks.authentication,
  clusterChecks.list,
  clusterChecks.management,
  clusterChecks.configurations,
  settingChecks.callback,
  consumer,
];

const longestText = 4000;

/** Runs the checks in order. Each result is redacted and free of control characters. */
export async function* diagnose(
  sources: SettingSources,
  options: DoctorOptions,
): AsyncGenerator<CheckResult> {
  const context: DoctorContext = { sources, settings: readSettings(sources), options };
  const { clean } = createRedactor(secretsIn(sources));
  const unmet = new Set<CheckName>();
  for (const check of checks) {
    const { name } = check;
    options.progress(check.activity);
    const missing = check.dependsOn.find((need) => unmet.has(need));
    const findings =
      missing === undefined
        ? [await check.run(context)].flat()
        : [skipped(`not checked, because of ${missing}`)];
    if (findings.some(({ status }) => status === "failure" || status === "skipped")) unmet.add(name);
    yield* findings.map((finding) => redactFinding(name, finding, (text) => clean(text, longestText)));
  }
}

function redactFinding(
  check: CheckName,
  { status, detail, advice, facts }: Finding,
  clean: (text: string) => string,
): CheckResult {
  return {
    check,
    status,
    detail: clean(detail),
    ...(advice !== undefined && { advice: clean(advice) }),
    ...(facts !== undefined && { facts: mapStrings(facts, clean) }),
  };
}

function mapStrings<T>(value: T, clean: (text: string) => string): T {
  const change = (_key: string, part: unknown): unknown => (typeof part === "string" ? clean(part) : part);
  return JSON.parse(JSON.stringify(value, change)) as T;
}

/** The exit status: 0 without problems, 1 with warnings, 2 with failures. */
export function exitStatus(lines: readonly CheckResult[]): 0 | 1 | 2 {
  if (lines.some(({ status }) => status === "failure")) return 2;
  return lines.some(({ status }) => status === "warning") ? 1 : 0;
}
