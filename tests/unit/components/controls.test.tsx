// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Button } from '../../../components/controls/Button';
import { ProblemNotice } from '../../../components/controls/ProblemNotice';
import { TextInput } from '../../../components/controls/TextInput';
import { button, field, leave, press, show, whyDisabled } from './page';

vi.mock('#i18n', () => import('./english'));

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await leave();
  vi.useRealTimers();
});

test('a button follows a person and ignores a script', async () => {
  const pressed = vi.fn();
  await show(<Button onClick={pressed}>Go</Button>);
  await press(button('Go'), false);
  expect(pressed).not.toHaveBeenCalled();
  await press(button('Go'));
  expect(pressed).toHaveBeenCalledOnce();
});

test('a disabled button says why, can be reached, and does nothing', async () => {
  const pressed = vi.fn();
  await show(
    <Button disabledReason="Not yet." onClick={pressed}>
      Go
    </Button>,
  );
  expect(whyDisabled(button('Go'))).toBe('Not yet.');
  expect(button('Go').disabled).toBe(false);
  await press(button('Go'));
  expect(pressed).not.toHaveBeenCalled();
});

test('a busy button does not go twice', async () => {
  const pressed = vi.fn();
  await show(
    <Button busy onClick={pressed}>
      Go
    </Button>,
  );
  await press(button('Go'));
  expect(pressed).not.toHaveBeenCalled();
  expect(button('Go').getAttribute('aria-busy')).toBe('true');
});

test('a field is tied to its label, its hint and its complaint', async () => {
  await show(<TextInput label="Name" value="x" hint="As shown." wrong="Too short." onInput={() => {}} />);
  const control = field('Name');
  const said = (control.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent);
  expect(said).toEqual(['As shown.', 'Too short.']);
  expect(control.getAttribute('aria-invalid')).toBe('true');
});

test('a problem is told in words, with what to do and the correlation id', async () => {
  const root = await show(
    <ProblemNotice problem={{ code: 'Genesys error', status: 503, correlationId: 'c-9' }} />,
  );
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Genesys answered with an error.');
  expect(root.textContent).toContain('HTTP 503');
  expect(root.textContent).toContain('Correlation id c-9');
});
