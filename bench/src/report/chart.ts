import type { Figure } from "../figure";

const ROW = 22;
const LEFT = 210;
const WIDTH = 480;
const TOP = 34;

/** Ratios as dots with their spread, on a scale whose 1 is the floor. */
export function chart(figures: readonly Figure[]): string {
  const most = Math.max(1.2, ...figures.map(({ ratio }) => ratio.most)) * 1.02;
  const x = (ratio: number): string => (LEFT + (ratio / most) * WIDTH).toFixed(1);
  const height = TOP + figures.length * ROW + 12;
  const ticks = Array.from({ length: Math.floor(most / 0.25) + 1 }, (_, index) => index * 0.25);
  const lines = ticks.map(
    (tick) =>
      `<line class="${tick === 1 ? "floor" : "tick"}" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP - 8}" y2="${height - 10}"/>` +
      `<text class="scale" x="${x(tick)}" y="${TOP - 14}">${tick.toFixed(2)}</text>`,
  );
  const rows = figures.map(({ measure, ratio }, index) => {
    const y = TOP + index * ROW + ROW / 2;
    const label = `<text class="name" x="${LEFT - 12}" y="${y + 4}">${escaped(measure)}</text>`;
    const spread = `<line class="spread" x1="${x(ratio.least)}" x2="${x(ratio.most)}" y1="${y}" y2="${y}"/>`;
    return `${label}${spread}<circle class="${ratio.median <= 1 ? "below" : "above"}" cx="${x(ratio.median)}" cy="${y}" r="5"/>`;
  });
  const width = LEFT + WIDTH + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Ratios to the floor, which is 1">
<style>
  text { font: 12px system-ui, sans-serif; fill: #57606a } .name { text-anchor: end; fill: #24292f } .scale { text-anchor: middle }
  line { stroke: #d0d7de } .floor { stroke: #24292f; stroke-width: 1.5 } .spread { stroke: #8c959f; stroke-width: 3; stroke-linecap: round }
  .below { fill: #1a7f37 } .above { fill: #bc4c00 }
</style>
<rect width="100%" height="100%" fill="#fff"/>
${[...lines, ...rows].join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
