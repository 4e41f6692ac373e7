// Free ports for an `onegov up` of one's own, by the settings that choose them.
import { freePorts } from '../../workers/engine/ports.ts';

const portNames = [
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'MAILBOX_SMTP_PORT',
  'MAILBOX_PORT',
  'DIRECTORY_PORT',
  'BOUNCE_SMTP_PORT',
  'PAGES_PORT',
  'CODEC_PORT',
] as const;

export type Ports = Record<(typeof portNames)[number], number>;

/** A free port for each setting, in one order. */
export async function ownPorts(): Promise<Ports> {
  const free = await freePorts(portNames.length);
  return Object.fromEntries(portNames.map((name, index) => [name, free[index]])) as Ports;
}

/** The settings that choose these ports. */
export function portSettings(ports: Ports): Record<string, string> {
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
}
