import { browser } from 'wxt/browser';
import type { Clock } from '../../utils/clock/clock';
import type { Budget } from '../../utils/genesys/budget';
import { GenesysError } from '../../utils/genesys/error';
import type { Platform } from '../../utils/genesys/platform';
import { type Region, regionOfAppsHost } from '../../utils/genesys/regions';
import type { Jobs } from '../../utils/jobs/service';
import { ProblemError } from '../../utils/protocol/envelope';
import type { Asked, Handlers } from '../../utils/protocol/router';
import type { QueueView } from '../../utils/protocol/views';
import type { Settings } from '../../utils/session/settings';
import type { Session } from '../../utils/session/sign-in';

interface Parts {
  settings: Settings;
  session: Session;
  platform: Platform;
  budget: Budget;
  jobs: Jobs;
  clock: Clock;
  /** Takes up unfinished work and keeps the worker awake for it. */
  resume: () => Promise<void>;
}

/** One handler per command. What it answers, and its refusals, are the words of the protocol. */
export function createHandlers(parts: Parts): Handlers {
  const { settings, session, platform, budget, jobs } = parts;

  /** The signed-in user, who must be at home in the region of the tab that asks. */
  async function whoAsks(asked: Asked) {
    const view = await session.current(regionOf(asked));
    if (view.who === undefined) {
      throw new ProblemError(view.problem ?? { code: view.configured ? 'not signed in' : 'not configured' });
    }
    const tab = regionOf(asked);
    if (tab !== undefined && tab !== view.who.region) {
      throw new ProblemError({
        code: 'another organisation',
        detail: `This tab is in ${tab}; Unstick is signed in to ${view.who.orgName} in ${view.who.region}.`,
      });
    }
    return view.who;
  }

  /** The org's own limit, asked for when it matters; without an answer the headers tell soon enough. */
  async function learnLimit(): Promise<void> {
    const allowed = await platform.getRequestLimit({ lane: 'interactive' }).catch(() => undefined);
    if (allowed !== undefined) budget.setAllowed(allowed);
  }

  /** Answers, and takes up what the command has made possible. */
  async function thenResume<T>(work: Promise<T>): Promise<T> {
    const answer = await work;
    void parts.resume();
    return answer;
  }

  return {
    'session.get': (_, asked) => session.current(regionOf(asked)),
    async 'session.signIn'(_, asked) {
      const view = await session.signIn({ interactive: true, region: regionOf(asked) });
      void learnLimit();
      if (view.who !== undefined) await jobs.signedIn(view.who);
      void parts.resume();
      return view;
    },
    'session.signOut': () => session.signOut(),
    'settings.get': () => settings.get(),
    async 'settings.save'(changes) {
      const state = await settings.save(changes);
      budget.setReserve(state.settings.reservePercent);
      return state;
    },
    async 'page.open'({ page, jobId, queueId }) {
      if (page === 'options') await browser.runtime.openOptionsPage();
      else {
        const place = jobId ? `#/jobs/${jobId}` : queueId ? `#/clear/${queueId}` : '#/jobs';
        await browser.tabs.create({ url: `${browser.runtime.getURL('/console.html')}${place}` });
      }
      return {};
    },

    async 'interaction.disconnect'({ conversationId }, asked) {
      return thenResume(jobs.disconnectOne(conversationId, await whoAsks(asked)));
    },
    async 'interaction.confirm'(answer, asked) {
      await whoAsks(asked);
      return thenResume(jobs.confirmOne(answer));
    },
    'interaction.get': ({ jobId }) => jobs.single(jobId),
    'interaction.active': ({ conversationIds }) => jobs.activeFor(conversationIds),

    async 'queue.get'({ queueId }, asked) {
      await whoAsks(asked);
      return queueView(platform, queueId);
    },
    async 'queue.search'({ text }, asked) {
      await whoAsks(asked);
      const { queues } = await platform.searchQueues(text, 1, { lane: 'interactive' });
      return queues.map(({ id, name }) => ({ id, name }));
    },

    async 'clear.draft'({ queueId }, asked) {
      const who = await whoAsks(asked);
      await learnLimit();
      const { id, name } = await platform.getQueue(queueId, { lane: 'interactive' });
      return jobs.draftClear({ id, name }, who);
    },
    async 'clear.keep'(answer, asked) {
      await whoAsks(asked);
      return jobs.keepSender(answer);
    },
    async 'clear.start'(answer, asked) {
      await whoAsks(asked);
      return thenResume(jobs.startClear(answer));
    },

    'jobs.list': () => jobs.list(),
    'job.get': ({ jobId }) => jobs.view(jobId),
    'job.items': (query) => jobs.items(query),
    'job.pause': ({ jobId }) => jobs.pause(jobId),
    async 'job.resume'({ jobId }, asked) {
      await whoAsks(asked);
      return thenResume(jobs.resume(jobId));
    },
    'job.cancel': ({ jobId }) => thenResume(jobs.cancel(jobId)),
    async 'job.retryFailed'({ jobId }, asked) {
      await whoAsks(asked);
      return thenResume(jobs.retryFailed(jobId));
    },
    'job.export': (query) => jobs.exportPage(query),
  };
}

/** The region of the Genesys tab that asks; undefined for our own pages. */
function regionOf({ kind, sender }: Asked): Region | undefined {
  if (kind !== 'genesys frame' || sender.url === undefined) return undefined;
  return regionOfAppsHost(new URL(sender.url).hostname);
}

/** A queue with its counts, or null when there is none by this id. */
async function queueView(platform: Platform, queueId: string): Promise<QueueView | null> {
  try {
    const { id, name } = await platform.getQueue(queueId, { lane: 'interactive' });
    const counts = await platform.observeQueue(queueId, { lane: 'interactive' });
    return {
      id,
      name,
      waiting: counts.waiting,
      interacting: counts.interacting,
      ...(counts.oldestWaitingSince === undefined ? {} : { oldestSince: counts.oldestWaitingSince }),
    };
  } catch (error) {
    if (error instanceof GenesysError && (error.kind === 'not found' || error.kind === 'bad request'))
      return null;
    throw error;
  }
}
