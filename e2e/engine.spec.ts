import { FUSED_OP_NAMES } from '../src/protocol/engine';
import { expect, test } from './fixtures';
import { FULL } from './full';
import { button, openSheet, phase } from './page';

const OPS = FUSED_OP_NAMES.length;

// The first visit: everything is measured and compared.
test.use({ storageState: undefined });

test('the engine is chosen, its kernels are compared, and that is remembered', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  const badge = page.getByText(/^Engine:/);
  await expect(badge).toHaveText('Engine: WebAssembly');
  await badge.click();
  // The only GPU of these tests is a software one.
  const chosen = page.getByText('Takes WebAssembly: the only WebGPU adapter here is a software one, which computes on the processor too.');
  await expect(chosen).toBeVisible();
  await expect(page.getByText(`The fused kernels of all ${OPS} ops were compared with their definitions on this machine. All agree.`)).toBeVisible();

  await button(page, 'Copy report').click();
  await expect(page.getByText('Copied')).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/engine: wasm, WebAssembly SIMD/);
  expect(report.match(/agrees/g)).toHaveLength(OPS);
  expect(report).toMatch(/adapter cell +\d\.\de-\d+ {2}agrees/);

  const kept = () => page.evaluate(() => localStorage.getItem('hamur.engines') ?? '');
  const before = await kept();
  expect(JSON.parse(before).checks.wasm).toHaveLength(OPS);
  await page.reload();
  await badge.click();
  await expect(chosen).toHaveText(/Takes WebAssembly/);
  await expect(page.getByText(/All agree/)).toBeVisible();
  // Nothing was measured anew: the very same numbers.
  expect(await kept()).toBe(before);
});

test('what is remembered may be anything: it is measured again', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('hamur.engines', '{"key": 7, "gflops": "fast"}'));
  await page.goto('/');
  await page.getByText(/^Engine:/).click();
  await expect(page.getByText(/Takes WebAssembly: /)).toBeVisible();
  await expect(page.getByText(/All agree/)).toBeVisible();
  const kept = await page.evaluate(() => localStorage.getItem('hamur.engines') ?? '');
  expect(JSON.parse(kept).checks.wasm).toHaveLength(OPS);
});

test('a kernel that deviated on this machine runs composed, and the badge says so', async ({ page }) => {
  await page.goto('/');
  await page.getByText(/^Engine:/).click();
  await expect(page.getByText(/All agree/)).toBeVisible();
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('hamur.engines') ?? '{}');
    Object.assign(kept.checks.wasm[1], { deviation: 0.5, passed: false });
    localStorage.setItem('hamur.engines', JSON.stringify(kept));
  });
  await page.reload();
  await expect(page.getByText('Engine: WebAssembly reduced')).toBeVisible();
  await page.getByText(/^Engine:/).click();
  await expect(page.getByText(`Of ${OPS} fused ops, one deviates on this machine (linear): it runs in the slower form`)).toBeVisible();
  await openSheet(page, 'Training');
  await page.getByLabel('Most epochs').fill('1');
  await button(page, 'Train').click();
  await expect(phase(page, 'Done')).toBeVisible({ timeout: 120_000 });

  // The run's weights lie on the engine; without them it is compared again, and agrees.
  await page.getByText(/^Engine:/).click();
  await expect(button(page, 'Check again')).toBeDisabled();
  await button(page, 'Reset').click();
  await page.getByText(/^Engine:/).click();
  await button(page, 'Check again').click();
  await expect(page.getByText(/All agree/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Engine: WebAssembly', { exact: true })).toBeVisible();
});

test('another engine that is chosen is compared too', async ({ page, context }) => {
  test.skip(!FULL, 'It compares each kernel on a software GPU, as a test in the browser does; npm run verify does it here too.');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/');
  await page.getByText(/^Engine:/).click();
  await expect(page.getByText(/All agree/)).toBeVisible();
  await page.getByRole('radio', { name: /^WebGPU/ }).check();
  await expect(page.getByText('Engine: WebGPU')).toBeVisible();
  await expect(page.getByText(/All agree/)).toBeVisible({ timeout: 60_000 });
  await button(page, 'Copy report').click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/engine: webgpu, .*software[\s\S]*agrees/);
});

test('a batch that no engine can hold is refused with the numbers, before training', async ({ page }) => {
  await page.goto('/#engine=webgpu&batch=65536&k=256&epochs=1');
  await expect(page.getByText(/^Ready/)).toBeVisible();
  await button(page, 'Train').click();
  await expect(phase(page, 'Failed')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/take \d+(\.\d)? GiB; the webgpu engine can hold \d+(\.\d)? [GM]iB in one piece/).first()).toBeVisible();
});
