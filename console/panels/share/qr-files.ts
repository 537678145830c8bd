// A QR code as a picture for slides and posters. Each module has whole pixels in the PNG, so that no edge is blurred.
import type { QrPath } from '../../../formats/qr-path.ts';

/** Sharp on a projector, and on a third of an A4 page in print. */
const pngSidePx = 1_200;

export function qrSvg({ size, path }: QrPath): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>\n`;
}

/** @throws Error where the browser makes no picture. */
export async function qrPng({ size, path }: QrPath): Promise<Blob> {
  const scale = Math.ceil(pngSidePx / size);
  const canvas = document.createElement('canvas');
  canvas.width = size * scale;
  canvas.height = size * scale;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws no pictures');
  context.scale(scale, scale);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#000';
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas, not an array
  context.fill(new Path2D(path));
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!picture) throw new Error('this browser made no picture');
  return picture;
}
