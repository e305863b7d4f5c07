import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OnnxTexts } from '../exports/onnx/files';
import { onnxPlace } from './arguments';
import { makeFolder, sayWritten } from './to-write';

/**
 * Writes a model, and beside it how rows are encoded for it; with one model per domain, all of them into a folder of that name.
 *
 * @param file as `--onnx` names it
 * @returns what there is to say of them, line by line
 * @throws UserError where the folder cannot be made
 */
export function writeOnnx({ apart, files, untrained }: OnnxTexts, file: string): string[] {
  const place = onnxPlace(file);
  if (apart) makeFolder(place, '--onnx');
  const written = Object.entries(files).map(([name, content]) => {
    const alone = name === 'model.onnx' ? file : `${place}${name.slice('model'.length)}`;
    const path = apart ? join(place, name) : alone;
    writeFileSync(path, Buffer.from(content, 'base64'));
    return sayWritten(path);
  });
  return [
    ...written,
    ...(apart ? [`One model per domain: their ONNX files are in ${place}, and domains.json says which is whose.`] : []),
    ...(untrained.length > 0 ? [`Too few rows to train a model on, so there is no ONNX file: ${untrained.join(', ')}.`] : []),
  ];
}
