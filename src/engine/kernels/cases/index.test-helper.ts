import { CELLS } from './adapter-cell.test-helper';
import type { BothWays, KernelCase } from './case.test-helper';
import { CROSSES } from './cross-layer.test-helper';
import { MAPS } from './domain-map.test-helper';
import { EMBEDS } from './embed.test-helper';
import { GATES } from './factor-gate.test-helper';
import { LAYER_NORMS } from './layer-norm.test-helper';
import { LINEARS } from './linear.test-helper';
import { LOSSES } from './logistic-loss.test-helper';
import { MIXES } from './mix-experts.test-helper';
import { NORMS } from './norm.test-helper';
import { OPTIMISES, SQUARES } from './optimise.test-helper';
import { CATCH_UPS, ROWS } from './optimise-rows.test-helper';
import { LOGITS } from './own-logit.test-helper';
import { PICKS } from './pick-rows.test-helper';

const FAMILIES = [...EMBEDS, ...LINEARS, ...NORMS, ...LAYER_NORMS, ...MIXES, ...GATES, ...MAPS, ...CELLS, ...LOGITS, ...LOSSES, ...CROSSES];

/** All cases of all fused kernels. */
export const CASES: KernelCase[] = [...PICKS, ...FAMILIES.flatMap(({ cases }) => cases), ...SQUARES, ...OPTIMISES, ...ROWS, ...CATCH_UPS];
export const GRADIENTS: BothWays[] = FAMILIES.flatMap(({ gradient }) => gradient ?? []);
