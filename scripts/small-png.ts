// A screenshot with at most 256 colors: a third of its size, and to the eye the same.
import { deflateSync, inflateSync } from 'node:zlib';

/** @param png 8-bit RGB, not interlaced, as Chromium writes it. @throws {RangeError} if it is another kind. */
export function smallPng(png: Buffer): Buffer {
  const header = Buffer.from(png.subarray(16, 29));
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header.subarray(8).toString('hex') !== '0802000000') throw new RangeError('Not an 8-bit RGB picture.');
  const colors = colorsOf(inflateSync(Buffer.concat(dataOf(png))), width, height);
  const { palette, indexOf } = paletteOf(colors);
  const rows = Buffer.alloc((width + 1) * height);
  for (const [place, color] of colors.entries()) {
    rows[place + Math.floor(place / width) + 1] = indexOf.get(color) ?? 0;
  }
  header.writeUInt8(3, 9);
  const plte = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', plte),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.of()),
  ]);
}

function dataOf(png: Buffer): Buffer[] {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  return data;
}

/** Each pixel's color, with the filters of its rows undone (PNG, 9.2). */
function colorsOf(raw: Buffer, width: number, height: number): Uint32Array {
  const bytes = width * 3;
  let above = new Uint8Array(bytes);
  const colors = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const start = y * (bytes + 1);
    const row = new Uint8Array(bytes);
    for (let x = 0; x < bytes; x++) {
      const [left, up, corner] = [row[x - 3] ?? 0, above[x] ?? 0, above[x - 3] ?? 0];
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      row[x] = (raw[start + 1 + x] ?? 0) + (guesses[raw[start] ?? 0] ?? 0);
    }
    for (let x = 0; x < width; x++) {
      const [red = 0, green = 0, blue = 0] = row.subarray(x * 3, x * 3 + 3);
      colors[y * width + x] = (red << 16) | (green << 8) | blue;
    }
    above = row;
  }
  return colors;
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp] = [Math.abs(up - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** The 256 most frequent colors, and for each color the nearest of them. */
function paletteOf(colors: Uint32Array): { palette: number[]; indexOf: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const all = [...counts].toSorted(([one, ones], [other, others]) => others - ones || one - other);
  const palette = all.slice(0, 256).map(([color]) => color);
  return { palette, indexOf: new Map(all.map(([color]) => [color, nearest(color, palette)])) };
}

function nearest(color: number, palette: number[]): number {
  const distances = palette.map((one) =>
    [16, 8, 0].reduce((sum, bits) => sum + (((one >> bits) & 255) - ((color >> bits) & 255)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** As PNG checks its chunks (PNG, annex D); zlib has it in newer versions of Node only. */
function crc32(bytes: Buffer): number {
  let rest = ~0;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
  }
  return ~rest >>> 0;
}
