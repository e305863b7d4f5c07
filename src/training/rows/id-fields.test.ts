import { expect, test } from 'vitest';
import { DEFAULT_MODEL } from '../../config/complete';
import type { ModelConfig } from '../../config/run-config';
import { idFieldsOf, untrainedFields } from './id-fields';

const field = (name: string, values: number, share?: string) => ({
  name,
  vocabulary: Array.from({ length: values }, (_, i) => `${i}`),
  ...(share !== undefined && { share }),
});
const model = (change: Partial<ModelConfig> = {}): ModelConfig => ({ ...DEFAULT_MODEL, backbone: 'ppnet', ...change });
const ids = (fields: ReturnType<typeof field>[], change?: Partial<ModelConfig>) => [...idFieldsOf(fields, model(change))];
const DOMAIN = field('domain_indicator', 900);

test('the ids are the fields that are stated, or named so, or have the most values', () => {
  const named = [field('zip', 800), field('userId', 50), field('movie_id', 40), field('cate_id', 19), DOMAIN];
  expect(ids(named)).toEqual(['userId', 'movie_id']);
  expect(ids(named, { idFields: ['zip'] })).toEqual(['zip']);
  expect(ids(named, { backbone: 'pepnet' })).toEqual(['userId', 'movie_id']);
  expect(ids(named, { backbone: 'epnet' })).toEqual([]);
  expect(ids([field('101', 60), field('121', 9), field('205', 70), DOMAIN])).toEqual(['205', '101']);
  expect(ids([field('colour', 6), DOMAIN])).toEqual(['colour']);
});

test('names of users and items, and names of what they have', () => {
  const named = (name: string) => ids([field(name, 2), field('a', 9), field('b', 9)]).includes(name);
  for (const name of ['user_id', 'userid', 'uid', 'UserID', 'item', 'video_id', 'asin', 'adId', 'product_code', 'customer_no'])
    expect([name, named(name)]).toEqual([name, true]);
  for (const name of ['cate_id', 'user_age', 'item_price', 'video_category', 'android', 'paid', 'user_segment', 'zip'])
    expect([name, named(name)]).toEqual([name, false]);
});

test('in the public code of PPNet the tables of the ids alone are trained, whoever else reads these', () => {
  const fields = [field('user_id', 5), field('friend', 5, 'user_id'), field('gender', 2), field('partner_gender', 2, 'gender'), DOMAIN];
  const untrained = (change: Partial<ModelConfig>) => [...untrainedFields(fields, idFieldsOf(fields, model(change)), model(change))];
  expect(untrained({ follows: 'public-code' })).toEqual(['gender', 'partner_gender', 'domain_indicator']);
  expect(untrained({ follows: 'public-code', idFields: ['partner_gender'] })).toEqual(['user_id', 'friend', 'domain_indicator']);
  expect(untrained({ follows: 'paper' })).toEqual([]);
  expect(untrained({ follows: 'public-code', backbone: 'pepnet' })).toEqual([]);
});
