import { expect, test } from 'vitest';
import { startedRun } from '../../runs/run.test-helper';
import { fieldTitle } from './field-title';

test('the field of the domain has the name of the column that the person knows, and says what it is', () => {
  const { config } = startedRun();
  expect(['domain_indicator', 'user'].map((name) => fieldTitle(name, config))).toEqual(['place (domain)', 'user']);
});
