import type { Backbone as BackboneName } from '../../config/run-config';
import { adaSparse } from './ada-sparse';
import { adaptDhm } from './adapt-dhm';
import type { MakeBackbone } from './backbone';
import { dcn } from './dcn';
import { m2m } from './m2m';
import { mlp } from './mlp';
import { mmoe } from './mmoe';
import { ple } from './ple';
import { sarNet } from './sar-net';
import { sharedBottom } from './shared-bottom';
import { star } from './star';
import { wideDeep } from './wide-deep';

export const BACKBONE: Record<BackboneName, MakeBackbone> = {
  mlp,
  dcn,
  'wide-deep': wideDeep,
  'shared-bottom': sharedBottom,
  mmoe,
  ple,
  star,
  'sar-net': sarNet,
  adasparse: adaSparse,
  'adapt-dhm': adaptDhm,
  m2m,
};
