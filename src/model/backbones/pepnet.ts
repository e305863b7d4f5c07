import { DOMAIN_FIELD } from '../../config/fields';
import { stopGradient } from '../../engine/ops/stop-gradient';
import { columnsOf, selected, sideBySide } from '../columns';
import { together } from '../module';
import type { MakeBackbone } from './backbone';
import { embeddingGate, isNoDomain } from './epnet';
import { gatedTowers, generalColumns, isId, isIdName } from './ppnet';

/**
 * PEPNet (Chang et al., KDD 2023): EPNet's gate scales the embeddings by the domain, and PPNet's gates scale the layers of the towers by
 * the ids of user and item. The ids are read by the towers' gates alone. No public code has the two together.
 */
export const pepnet: MakeBackbone = (shape, config) => {
  const ids = columnsOf(shape, isId);
  const gate = embeddingGate(
    shape,
    generalColumns(shape, (field) => isNoDomain(field) && !isId(field)),
  );
  const own = gatedTowers(gate.width, ids.width + gate.width, shape.domains, config);
  return {
    loopsHyperNetwork: false,
    embeddingName: (name) => `${name === DOMAIN_FIELD ? 'sce' : isIdName(shape, name) ? 'id' : 'agn'}_embedding.embed_dict.${name}`,
    module: together(gate.module, own.module),
    logits: (pass, { x0 }, adapt) => {
      const scaled = gate.scaled(pass, x0);
      return own.logits(pass, scaled, sideBySide([...selected(x0, ids), stopGradient(scaled)]), adapt);
    },
  };
};
