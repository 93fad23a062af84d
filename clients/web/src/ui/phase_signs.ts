// A shape for each phase, on a 24 × 24 grid, so that no one needs to tell colours apart: the sun comes up, one speaks to many,
// seats round a table, two circles meet, a cup, steps upwards, four that share, done.
import type { Tone } from "./tones";

interface Sign {
  fill?: string;
  stroke?: string;
}

const dot = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const ringOfDots = (count: number, radius: number, r: number) =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count - Math.PI / 2;
    return dot(+(12 + radius * Math.cos(angle)).toFixed(2), +(12 + radius * Math.sin(angle)).toFixed(2), r);
  }).join("");

export const phaseSigns: Record<Tone, Sign> = {
  welcome: { fill: "M4 16.5a8 8 0 0 1 16 0zM2 18.5h20v2.5H2z" },
  talk: { fill: dot(6, 12, 3.6), stroke: "M12.5 7.2a7.5 7.5 0 0 1 0 9.6M16.8 4a12 12 0 0 1 0 16" },
  learning: { fill: ringOfDots(6, 8.4, 2.5) + dot(12, 12, 3.4) },
  wrapup: { stroke: `${dot(8.6, 12, 5.8)}${dot(15.4, 12, 5.8)}` },
  break: { fill: "M3 9.5h13.5v4a6.75 6.75 0 0 1-13.5 0z", stroke: "M16.5 11h1.6a2.4 2.4 0 0 1 0 4.9h-2M7.5 3v3M12 3v3" },
  productive: { fill: "M2.5 15.5h5.6V21H2.5zM9.2 9.5h5.6V21H9.2zM15.9 3.5h5.6V21h-5.6z" },
  sharing: { fill: dot(12, 6.6, 4.3) + dot(17.4, 12, 4.3) + dot(12, 17.4, 4.3) + dot(6.6, 12, 4.3) },
  evaluation: { stroke: `${dot(12, 12, 8.8)}M7.8 12.4l3 3 5.6-6.4` },
};
