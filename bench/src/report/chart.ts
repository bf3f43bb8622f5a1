import { type Stage, STAGES } from "../stages";

export interface Bar {
  readonly name: string;
  readonly stages: Readonly<Record<Stage, number>>;
}

const COLORS: Readonly<Record<Stage, string>> = {
  "CLI start": "#bbbbbb",
  "language host": "#66ccee",
  program: "#4477aa",
  "provider start": "#ccbb44",
  "provider code": "#ee6677",
  requests: "#aa3377",
  engine: "#dddddd",
  backend: "#228833",
};

const LEFT = 150;
const WIDTH = 560;
const ROW = 30;
const TOP = 62;
const LEGEND_COLUMNS = 4;

/** Draws bars of stacked stages, in seconds. */
export function drawStages(bars: readonly Bar[]): string {
  const totals = bars.map(({ stages }) => STAGES.reduce((sum, stage) => sum + stages[stage], 0));
  const most = Math.max(...totals);
  const x = (seconds: number): number => LEFT + (seconds / most) * WIDTH;
  const height = TOP + bars.length * ROW + 24;
  const bottom = height - 22;
  const step = most > 4 ? 1 : most > 2 ? 0.5 : 0.25;
  const ticks = Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step).map(
    (tick) =>
      `<line x1="${fixed(x(tick))}" x2="${fixed(x(tick))}" y1="${TOP - 4}" y2="${bottom}"/>` +
      `<text class="scale" x="${fixed(x(tick))}" y="${height - 7}">${tick.toFixed(2)} s</text>`,
  );
  const rows = bars.map(({ name, stages }, index) => {
    const y = TOP + index * ROW;
    let at = 0;
    const parts = STAGES.map((stage) => {
      const [from, to] = [x(at), x(at + stages[stage])];
      at += stages[stage];
      const title = `<title>${stage}: ${(stages[stage] * 1000).toFixed(0)} ms</title>`;
      return `<rect x="${fixed(from)}" y="${y}" width="${fixed(to - from)}" height="20" fill="${COLORS[stage]}">${title}</rect>`;
    });
    const total = `<text x="${fixed(x(at) + 6)}" y="${y + 14}">${at.toFixed(2)} s</text>`;
    return `<text class="name" x="${LEFT - 8}" y="${y + 14}">${name}</text>${parts.join("")}${total}`;
  });
  const width = LEFT + WIDTH + 60;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Stages of an up that creates one configuration, in seconds">
<style>
  text { font: 12px system-ui, sans-serif; fill: #24292f } .name { text-anchor: end } .scale { text-anchor: middle; fill: #57606a }
  line { stroke: #d0d7de }
</style>
<rect width="100%" height="100%" fill="#fff"/>
${[...STAGES.map(legendOf), ...ticks, ...rows].join("\n")}
</svg>
`;
}

function legendOf(stage: Stage, index: number): string {
  const left = LEFT + (index % LEGEND_COLUMNS) * (WIDTH / LEGEND_COLUMNS);
  const top = 10 + Math.floor(index / LEGEND_COLUMNS) * 20;
  return (
    `<rect x="${left}" y="${top}" width="12" height="12" fill="${COLORS[stage]}"/>` +
    `<text x="${left + 18}" y="${top + 10}">${stage}</text>`
  );
}

function fixed(value: number): string {
  return value.toFixed(1);
}
