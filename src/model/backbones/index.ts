import type { Backbone as BackboneName } from '../../config/run-config';
import { adaSparse } from './ada-sparse';
import { adaptDhm } from './adapt-dhm';
import type { MakeBackbone } from './backbone';
import { dcn } from './dcn';
import { epnet } from './epnet';
import { m2m } from './m2m';
import { m3oe } from './m3oe';
import { mlp } from './mlp';
import { mmoe } from './mmoe';
import { pepnet } from './pepnet';
import { ple } from './ple';
import { ppnet } from './ppnet';
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
  epnet,
  ppnet,
  pepnet,
  m3oe,
  'sar-net': sarNet,
  adasparse: adaSparse,
  'adapt-dhm': adaptDhm,
  m2m,
};
