import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../utils/protocol/views';
import { problemOf } from './interaction/problem-words';

/** Something a person set off: whether it is under way, and what went wrong the last time. */
export interface Action {
  busy: boolean;
  problem: Problem | undefined;
  /** Runs one at a time; a second call while busy does nothing. Never rejects: a failure becomes `problem`. */
  run(act: () => Promise<void>): Promise<void>;
  clear(): void;
}

/** The state of one button's or one page's asking. Quiet after its component is gone. */
export function useAction(): Action {
  const [state, setState] = useState<{ busy: boolean; problem: Problem | undefined }>({
    busy: false,
    problem: undefined,
  });
  const running = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const run = useCallback(async (act: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, problem: undefined });
    let problem: Problem | undefined;
    try {
      await act();
    } catch (error) {
      problem = problemOf(error);
    }
    running.current = false;
    if (!gone.current) setState({ busy: false, problem });
  }, []);
  const clear = useCallback(() => setState({ busy: false, problem: undefined }), []);
  return { ...state, run, clear };
}
