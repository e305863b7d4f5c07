import type { Backbone } from '../../config/run-config';

/**
 * The backbones that the tables are about, whose runs are on record. One that came later joins them once its runs are measured: until
 * then it would be a gap in every table, and a correction over many comparisons would count what nobody compared.
 */
export const MEASURED_BACKBONES: readonly Backbone[] = ['mlp', 'dcn', 'wide-deep', 'shared-bottom', 'mmoe', 'ple', 'star'];
