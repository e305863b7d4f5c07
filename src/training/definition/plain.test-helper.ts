import type { Defined } from './parts.test-helper';
import { sideBySide } from './rows.test-helper';

export const mlp: Defined = ({ x0, towers }) => towers(() => x0);

export const dcn: Defined = ({ config, parameter, x0, deep, linear }) => {
  let x = x0;
  for (let l = 0; l < config.cross; l++) {
    const [w, b] = [parameter(`cross.${l}.weight`), parameter(`cross.${l}.bias`)];
    x = x.map((row, i) => {
      const projection = row.reduce((sum, value, j) => sum + value * (w[j] as number), 0);
      return row.map((value, j) => ((x0[i] as number[])[j] as number) * projection + (b[j] as number) + value);
    });
  }
  return linear('head', 0, sideBySide(x, deep(x0)), 1).map(([logit]) => logit as number);
};

export const wideDeep: Defined = ({ batch, fields, deep, linear }) => {
  const wide = linear('wide', 0, batch.dense, 1);
  return linear('head', 0, deep(fields), 1).map(([logit], i) => (logit as number) + ((wide[i] as number[])[0] as number));
};
