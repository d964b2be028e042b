import type { RealTimeView } from '../world/views.ts';
import type { World } from '../world/world.ts';
import { answer } from './answer.ts';
import type { UiSnapshot } from './ui-snapshot.ts';
import { worldSnapshot } from './world-snapshot.ts';

/** What the pages need of the emulator. */
export interface AppsBackground {
  readonly world: World;
  readonly clock: { now(): number };
  readonly knobs: { readonly uiLagMs: number };
}

/** A flooded queue has tens of thousands of rows, and every frame asks each second. */
const FRESH_FOR_MS = 250;

interface Shown {
  view: RealTimeView;
  snapshot?: UiSnapshot;
}

const shownBy = new WeakMap<World, Shown>();

/** Answers one request to `https://apps.<domain>/`: the shell, the micro-apps in its frames, and what they show. */
export async function serveApps(request: Request, emulator: AppsBackground): Promise<Response> {
  return answer(request, () => currentSnapshot(emulator));
}

function currentSnapshot({ world, clock, knobs }: AppsBackground): UiSnapshot {
  let shown = shownBy.get(world);
  if (!shown) {
    shown = { view: world.newView() };
    shownBy.set(world, shown);
  }
  const asOf = clock.now() - knobs.uiLagMs;
  const { snapshot } = shown;
  if (snapshot && asOf >= snapshot.asOf && asOf - snapshot.asOf < FRESH_FOR_MS) return snapshot;
  shown.snapshot = worldSnapshot(world, shown.view, asOf);
  return shown.snapshot;
}
