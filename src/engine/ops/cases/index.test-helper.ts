import { ADAPTER_CELL_CASES } from './adapter-cell.test-helper';
import type { OpCase } from './case.test-helper';
import { CROSS_LAYER_CASES } from './cross-layer.test-helper';
import { DOMAIN_MAP_CASES } from './domain-map.test-helper';
import { EMBED_FIELDS_CASES } from './embed-fields.test-helper';
import { FACTOR_GATE_CASES } from './factor-gate.test-helper';
import { FREE_ADAPTER_CASES } from './free-adapter.test-helper';
import { HEAD_LOSS_CASES } from './head-loss.test-helper';
import { LAYER_NORM_CASES } from './layer-norm.test-helper';
import { LINEAR_CASES } from './linear.test-helper';
import { MIX_EXPERTS_CASES } from './mix-experts.test-helper';
import { NORM_CASES } from './norm.test-helper';
import { OWN_LOGIT_CASES } from './own-logit.test-helper';

export const CASES: OpCase[] = [
  ...ADAPTER_CELL_CASES,
  ...CROSS_LAYER_CASES,
  ...DOMAIN_MAP_CASES,
  ...EMBED_FIELDS_CASES,
  ...FACTOR_GATE_CASES,
  ...FREE_ADAPTER_CASES,
  ...HEAD_LOSS_CASES,
  ...LAYER_NORM_CASES,
  ...LINEAR_CASES,
  ...MIX_EXPERTS_CASES,
  ...NORM_CASES,
  ...OWN_LOGIT_CASES,
];
