import type { Clock } from '../../utils/clock/clock.ts';
import type { Faults } from './faults.ts';
import type { Knobs } from './knobs.ts';
import type { TokenDesk } from './login/tokens.ts';
import type { Random } from './random.ts';
import type { TruthKeeper } from './truth.ts';
import type { RealTimeView } from './world/views.ts';
import type { World } from './world/world.ts';

/** What the hosts work with. */
export interface Parts {
  clock: Clock;
  knobs: Knobs;
  world: World;
  truth: TruthKeeper;
  faults: Faults;
  tokens: TokenDesk;
  random: Random;
  /** The queues as the activity and observation queries see them, a little behind. */
  activity: RealTimeView;
}
