import type { Backbone as BackboneName } from '../../config/run-config';
import type { Backbone } from './backbone';
import { mlp } from './mlp';

export const BACKBONE: Record<BackboneName, Backbone> = { mlp };
