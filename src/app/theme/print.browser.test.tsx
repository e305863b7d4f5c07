import { afterEach, expect, test } from 'vitest';
import { render } from '../render.test-helper';
import { PrintedHead, PrintedLink } from './Printed';
import { inLight, setTheme, useTheme } from './theme';

const Shown = () => <b>{useTheme()}</b>;

afterEach(() => setTheme('system'));

test('while it is printed the page is light and says where it comes from; afterwards it is as before', async () => {
  setTheme('dark');
  const { text, does } = await render(
    <>
      <PrintedHead />
      <Shown />
      <PrintedLink />
    </>,
  );
  expect([text(), document.documentElement.dataset.theme]).toEqual(['dark', 'dark']);
  await does(() => dispatchEvent(new Event('beforeprint')));
  expect(text()).toMatch(/^HAMUR PlaygroundPrinted on .*\d{4}lightOpen it: /);
  expect(text().endsWith(location.href)).toBe(true);
  expect(document.documentElement.dataset.theme).toBe('light');
  await does(() => dispatchEvent(new Event('afterprint')));
  expect([text(), document.documentElement.dataset.theme]).toEqual(['dark', 'dark']);
});

test('what is drawn in light leaves the page as it was, also where it fails', async () => {
  setTheme('dark');
  const { text, does } = await render(<Shown />);
  const seen: string[] = [];
  await does(() => inLight(() => seen.push(text(), getComputedStyle(document.documentElement).getPropertyValue('--panel').trim())));
  expect(seen).toEqual(['light', '#ffffff']);
  expect(() =>
    inLight(() => {
      throw new Error('no picture');
    }),
  ).toThrow('no picture');
  expect(text()).toBe('dark');
});
