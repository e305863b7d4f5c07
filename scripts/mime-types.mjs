import { extname } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * The MIME type that a file of the page is sent with, by the ending of its name.
 *
 * @param {string} name
 * @returns {string} that of any bytes for an ending that the page has not
 */
export const mimeType = (name) => TYPES[extname(name)] ?? 'application/octet-stream';
