import { expect, test } from 'vitest';
import type { Prepared } from '../../protocol/engine';
import { kernelReport, kernelSummary } from './kernel-report';

const prepared = (...passed: boolean[]): Prepared => ({
  engine: { name: 'webgpu', adapter: 'Some adapter', reason: 'it was chosen' },
  checks: passed.map((fine, i) => ({ op: (['linear', 'norm', 'embed'] as const)[i] ?? 'optimise', deviation: fine ? 2e-7 : 0.3, passed: fine, ms: 12 })),
  compileMs: 250,
  checkMs: 36,
  measured: { key: '', gflops: {}, checks: {} },
});

test('the summary says how many agree, and names those that do not', () => {
  expect(kernelSummary(prepared(true, true, true))).toBe('The fused kernels of all 3 ops were compared with their definitions on this machine. All agree.');
  expect(kernelSummary(prepared(true, false, true))).toMatch(/^Of 3 fused ops, one deviates on this machine \(norm\)/);
  expect(kernelSummary(prepared(false, false))).toMatch(/2 deviate on this machine \(linear, norm\): they run/);
  expect(kernelSummary(prepared())).toMatch(/no fused kernels/);
});

test('the report holds engine, browser, times and every deviation', () => {
  const report = kernelReport(prepared(true, false), 'A browser');
  expect(report).toContain('webgpu, Some adapter');
  expect(report).toContain('A browser');
  expect(report).toMatch(/linear +2\.0e-7 {2}agrees {2}12 ms/);
  expect(report).toMatch(/norm +3\.0e-1 {2}DEVIATES/);
  const failed = prepared(false);
  (failed.checks[0] as { deviation: number }).deviation = Number.POSITIVE_INFINITY;
  expect(kernelReport(failed, '')).toMatch(/linear +failed {2}DEVIATES/);
});
