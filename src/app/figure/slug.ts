import { slug as plainSlug } from '../../lib/slug';

/** A name as part of a file's name, as there; never empty. */
export const slug = (name: string): string => plainSlug(name) || 'figure';
