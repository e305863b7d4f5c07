import { oneOf } from '../kinds/choices';
import { ENGINE_CHOICES } from './names';
import { setting } from './setting';
import { anySeed } from './source';

/** Where it runs, and what fixes all that is drawn. */
export const RUN = {
  engine: setting({
    kind: oneOf(ENGINE_CHOICES, { auto: 'Automatic', webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' }),
    title: 'Engine',
    about: 'Where it is trained. `auto` takes what is measured to be faster on the machine; a software GPU only where there is no WebAssembly.',
    default: 'auto',
  }),
  seed: setting({ kind: anySeed, title: 'Seed', about: 'Fixes the start of the weights, the split and the order of the rows.', default: 1 }),
};
