// What a measurement is. Each file in bench/ that is named at the end exports one, as `measurement`.

/** `short` takes a minute or so for each build; `full` is what docs/benchmarks.md shows. */
export type Preset = 'short' | 'full';

/** What was counted or timed, by name: times in seconds, memory in MB. */
export type Figures = Record<string, number>;

/** What a figure has to reach. */
export type Target = {
  /** What the figure is, in a few words: "starts a second, activation ahead". */
  name: string;
  figure: string;
  /** What the figure is divided by: the same figure of the other build, or another figure of the same build. Left out: the figure itself is compared. */
  dividedBy?: 'the other build' | { figure: string; name: string };
} & ({ atLeast: number } | { atMost: number });

export type Setting = {
  preset: Preset;
  /** An empty folder on the usual disk, which is also the data folder of the settings. It is removed after the run. */
  folder: string;
  say: (line: string) => void;
  /** Ctrl-C. Look at it between steps: `interruption.throwIfAborted()`. */
  interruption: AbortSignal;
};

export type Measurement = {
  /** What is measured, in a sentence. */
  about: string;
  targets: Target[];
  /** How often each build is measured; the builds take turns, and medians count. */
  rounds: Record<Preset, number>;
  /**
   * Measures the build in whose checkout this file is. With `--against`, a copy of this file runs in the other build's
   * checkout, too. So import only what both builds have, such as `workers/up.ts` and `clients/api/agreements.ts`.
   * What it compares within one build, such as an empty workflow, takes turns in here.
   */
  run(setting: Setting): Promise<Figures>;
};

/** The files with a measurement, in the order in which they run. */
export const measurements = [
  'year',
  'starts',
  'everyone',
  'command-line',
  'lists',
  'storm',
  'directory',
  'idle-memory',
] as const;

/** The files whose measurement takes many minutes, and runs only if it is named. */
export const measuredWhenNamed = ['cold-start'] as const;
