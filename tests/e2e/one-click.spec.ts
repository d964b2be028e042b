import { expect, test, untilTrue } from './shift.ts';

const VOICE = '?mediaType=voice';

test.describe('one click', () => {
  test('a ghost call that is undone is not touched', async ({ shift: { genesys, supervisor } }) => {
    const ghost = genesys.addSpecial({ kind: 'ghost: agent leg on hold', media: 'call', queue: 'Support' });
    const { page, view } = await supervisor.openInteractions(VOICE);
    const row = supervisor.row(view, ghost.id);
    await row.getByRole('button', { name: 'Disconnect interaction' }).click();
    await expect(row.getByText(/^Ghost: customer left .* ago$/)).toBeVisible();
    await row.getByRole('button', { name: 'Undo' }).click();
    await expect(row.getByRole('button', { name: 'Disconnect interaction' })).toBeVisible();
    // Longer than the time to undo: a click that was taken back stays taken back.
    await page.waitForTimeout(7_000);
    expect(genesys.truth.disconnects()).toEqual([]);
    expect(genesys.truth.conversation(ghost.id).endedAt).toBeUndefined();
  });

  test('a ghost call ends with one call, and the row says so only when it is so', async ({
    shift: { genesys, supervisor },
  }) => {
    // The page itself is half a minute behind, as the real one is: the row is still there when it has ended.
    genesys.turn({ disconnectEffectMs: { minMs: 5_000, maxMs: 5_000 }, uiLagMs: 30_000 });
    const ghost = genesys.addSpecial({ kind: 'ghost: agent leg connected', media: 'call', queue: 'Support' });
    const { view } = await supervisor.openInteractions(VOICE);
    const row = supervisor.row(view, ghost.id);
    await row.getByRole('button', { name: 'Disconnect interaction' }).click();
    await expect(row.getByRole('button', { name: 'Undo' })).toBeVisible();
    expect(genesys.truth.disconnects()).toEqual([]);
    await expect(row.getByText(/Accepted .* not ended yet/)).toBeVisible({ timeout: 15_000 });
    expect(genesys.truth.conversation(ghost.id).endedAt).toBeUndefined();
    await expect(row.getByText(/^\W*Ended$/)).toBeVisible({ timeout: 30_000 });
    expect(genesys.truth.conversation(ghost.id).endedAt).toBeDefined();
    expect(genesys.truth.disconnects()).toMatchObject([
      { conversationId: ghost.id, call: 'POST disconnect', executed: true, customerConnected: false },
    ]);
  });

  test('a live call is refused with the evidence, and nothing is sent', async ({
    shift: { genesys, supervisor },
  }) => {
    const live = genesys.addSpecial({ kind: 'live', media: 'call', queue: 'Support' });
    const { view } = await supervisor.openInteractions(VOICE);
    await supervisor.row(view, live.id).getByRole('button', { name: 'Disconnect interaction' }).click();
    const dialog = view.getByRole('dialog', { name: 'Disconnect this interaction?' });
    await expect(dialog).toContainText('This one looks live.');
    await expect(dialog).toContainText(/customer has been connected/);
    await expect(dialog).toContainText('Example Care');
    await expect(dialog).toContainText('mypurecloud.com');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await expect(dialog).toBeHidden();
    expect(genesys.truth.disconnects()).toEqual([]);
  });

  test('a waiting e-mail asks first, then ends', async ({ shift: { genesys, supervisor } }) => {
    const [email] = genesys.addWaiting('email', { queue: 'Support e-mail', count: 1 });
    if (!email) throw new Error('no e-mail');
    const { view } = await supervisor.openInteractions('?mediaType=email');
    const row = supervisor.row(view, email.id);
    await row.getByRole('button', { name: 'Disconnect interaction' }).click();
    const dialog = view.getByRole('dialog', { name: 'Disconnect this interaction?' });
    await expect(dialog).toContainText('waiting in a queue');
    expect(genesys.truth.disconnects()).toEqual([]);
    await dialog.getByRole('button', { name: 'Disconnect', exact: true }).click();
    await expect(row.getByText(/^\W*Ended$/)).toBeVisible({ timeout: 20_000 });
    expect(genesys.truth.disconnects()).toHaveLength(1);
  });

  test('an agent who answers while Undo runs keeps the customer', async ({
    shift: { genesys, supervisor },
  }) => {
    const ghost = genesys.addSpecial({ kind: 'ghost in queue', media: 'chat', queue: 'Web' });
    const { view } = await supervisor.openInteractions('?mediaType=chat');
    const row = supervisor.row(view, ghost.id);
    await row.getByRole('button', { name: 'Disconnect interaction' }).click();
    await expect(row.getByRole('button', { name: 'Undo' })).toBeVisible();
    genesys.actors.customerWritesAgain(ghost.id, 0);
    genesys.actors.agentsPickUp({ queue: 'Web', count: 1, alertingMs: 500, among: [ghost.id] });
    await untilTrue(() => genesys.actors.pickedUp().includes(ghost.id), 'the agent answered');
    await expect(row.getByText(/agent|changed/i)).toBeVisible({ timeout: 20_000 });
    expect(genesys.truth.disconnects()).toEqual([]);
  });

  test('an id that Genesys does not know gets no further than a clear message', async ({
    shift: { genesys, supervisor },
  }) => {
    const gone = genesys.addSpecial({ kind: 'aged out', media: 'call', queue: 'Support' });
    const { view } = await supervisor.openInteractions(VOICE);
    const row = supervisor.row(view, gone.id);
    await row.getByRole('button', { name: 'Disconnect interaction' }).click();
    await expect(row.getByText(/Genesys knows no interaction/)).toBeVisible();
    expect(genesys.truth.disconnects()).toEqual([]);
  });

  test('buttons outlive the page’s own re-rendering: one on each interaction, none elsewhere', async ({
    shift: { genesys, supervisor },
  }) => {
    genesys.addWaiting('chat', { queue: 'Web', count: 12 });
    const { page, view } = await supervisor.openInteractions();
    const buttons = view.getByRole('button', { name: 'Disconnect interaction' });
    await expect(buttons).toHaveCount(12);
    await page.waitForTimeout(4_500);
    await expect(buttons).toHaveCount(12);
    await view.locator('.refresh-view').click();
    await expect(buttons).toHaveCount(12);
    await page.goto('https://apps.mypurecloud.com/directory/#/analytics/agents');
    await expect(view.locator('.dt-row').first()).toBeVisible();
    await page.waitForTimeout(1_500);
    await expect(buttons).toHaveCount(0);
  });
});
