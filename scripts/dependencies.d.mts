// The types of dependencies.mjs, which is plain JavaScript because it runs when nothing is installed.
type Packages = Record<string, { version?: string; optional?: boolean; dev?: boolean }>;

export function ensureDependencies(what: { forTests: boolean }): void;
export function isRecent(version: string, range: string): boolean;
export function areThere(locked: Packages, there: Packages, forTests: boolean): boolean;
