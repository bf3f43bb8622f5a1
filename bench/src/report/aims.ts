import { DYNAMIC, DYNAMIC_CHECKED, EMPTY, type Form, PLUGIN, PLUGIN_YAML } from "../forms";
import { floorSeconds } from "../floor";
import { LATENCIES } from "../sections/far";
import { median, type Results, type Selection } from "../statistics";

/** A limit for a measured figure. */
export interface Aim {
  readonly what: string;
  readonly limit: number;
  readonly unit: "" | " ms" | " MB" | " s" | " %";
  readonly measure: (results: Results) => number | undefined;
}

const one = (form: Form, measure: string): Selection => ({
  section: "one",
  n: 1,
  subject: form.name,
  measure,
});

function ratioOfOne(above: Form, below: Form, measure: string, limit: number): Aim {
  return {
    what: `${above.name} ÷ ${below.name}: ${measure} of 1`,
    limit,
    unit: "",
    measure: (results) => results.ratio(one(above, measure), one(below, measure), "seconds"),
  };
}

const host = (subject: string, measure: string): Selection => ({ section: "host", subject, measure });

function difference(results: Results, above: Selection, below: Selection, figure: "seconds" | "megabytes") {
  const [more, less] = [results.median(above, figure), results.median(below, figure)];
  return more === undefined || less === undefined ? undefined : more - less;
}

function inMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

function greatest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function farRefresh(form: Form): Aim {
  return {
    what: `${form.name}: refresh of 1, 3 and 100, 50 and 200 ms away, the greatest ratio to the floor`,
    limit: 1.1,
    unit: "",
    measure: (results) =>
      greatest(
        LATENCIES.flatMap((latencyMs) =>
          [1, 3, 100].map((n) => farRatio(results, form, "refresh", n, latencyMs)),
        ),
      ),
  };
}

/** The ratio to the empty resource and the least number of requests. */
export function farRatio(
  results: Results,
  form: Form,
  measure: string,
  n: number,
  latencyMs: number,
): number | undefined {
  const common = { section: "far", measure, n } as const;
  return results.ratio(
    { ...common, subject: form.name, latencyMs },
    { ...common, subject: EMPTY.name, latencyMs: 0 },
    "seconds",
    floorSeconds(measure, n, latencyMs),
  );
}

export function growthRatio(results: Results, form: Form, measure: string, n: number): number | undefined {
  const common = { section: "growth", measure, n } as const;
  return results.ratio({ ...common, subject: form.name }, { ...common, subject: EMPTY.name }, "seconds");
}

function codeShare(results: Results): number | undefined {
  const shares = results.select(one(PLUGIN_YAML, "stages of create")).map(({ values: { stages = {} } }) => {
    const total = Object.values(stages).reduce((sum, seconds) => sum + seconds, 0);
    return (100 * (stages["provider code"] ?? 0)) / total;
  });
  return median(shares);
}

function growthOfRatio(results: Results): number | undefined {
  const growths = ["create", "no-op", "update", "refresh", "destroy"].map((measure) => {
    const [small, large] = [10, 300].map((n) => growthRatio(results, PLUGIN, measure, n));
    return small === undefined || large === undefined ? undefined : large / small;
  });
  return greatest(growths);
}

const fleet: Selection = { section: "fleet", subject: PLUGIN_YAML.name, measure: "no-op" };

export const AIMS: readonly Aim[] = [
  ratioOfOne(PLUGIN, EMPTY, "create", 0.8),
  ratioOfOne(PLUGIN, EMPTY, "no-op", 0.75),
  ratioOfOne(PLUGIN, EMPTY, "refresh", 0.65),
  ratioOfOne(PLUGIN, EMPTY, "destroy", 0.65),
  ratioOfOne(PLUGIN_YAML, DYNAMIC, "create", 0.45),
  ratioOfOne(PLUGIN_YAML, DYNAMIC, "no-op", 0.45),
  ratioOfOne(PLUGIN_YAML, DYNAMIC_CHECKED, "create", 0.25),
  ratioOfOne(PLUGIN_YAML, DYNAMIC_CHECKED, "no-op", 0.25),
  {
    what: `${PLUGIN_YAML.name}: the provider's code in a create of 1`,
    limit: 5,
    unit: " %",
    measure: codeShare,
  },
  {
    what: "start of the plugin's process",
    limit: 110,
    unit: " ms",
    measure: (results) => inMs(results.median(host("plugin", "start"), "seconds")),
  },
  {
    what: "memory of the plugin's process after its start",
    limit: 80,
    unit: " MB",
    measure: (results) => results.median(host("plugin", "start"), "megabytes"),
  },
  {
    what: "memory of the plugin's process after 1,000 creates, compared to an empty plugin",
    limit: 60,
    unit: " MB",
    measure: (results) =>
      difference(
        results,
        host("plugin", "memory after creates"),
        host("empty plugin", "memory after creates"),
        "megabytes",
      ),
  },
  {
    what: "first response of the dynamic host, compared to an empty provider",
    limit: 30,
    unit: " ms",
    measure: (results) =>
      inMs(
        difference(
          results,
          host("dynamic", "first response"),
          host("empty dynamic", "first response"),
          "seconds",
        ),
      ),
  },
  {
    what: "fleet, plugin, YAML: processor time for each cluster of a no-op",
    limit: 1.2,
    unit: " s",
    measure: (results) => results.median(fleet, "cpuSeconds"),
  },
  {
    what: "fleet, plugin, YAML: memory for each concurrent cluster of a no-op",
    limit: 150,
    unit: " MB",
    measure: (results) => results.median(fleet, "megabytes"),
  },
  farRefresh(PLUGIN),
  farRefresh(DYNAMIC),
  {
    what: `${PLUGIN.name}: greatest growth of the ratio to the empty resource from 10 to 300`,
    limit: 1,
    unit: "",
    measure: growthOfRatio,
  },
];
