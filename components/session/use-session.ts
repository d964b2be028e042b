import { useCallback, useEffect, useState } from 'preact/hooks';
import type { WorkerClient } from '../../utils/protocol/client';
import type { SessionView } from '../../utils/protocol/views';
import { type Action, useAction } from '../action';

export interface SessionState {
  session: SessionView | undefined;
  /** Reading the session itself failed. */
  reading: Action;
  signingIn: Action;
  signingOut: Action;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  read(): Promise<void>;
}

/** Who is signed in, read once and again after every sign-in and sign-out of this page. */
export function useSession(client: WorkerClient): SessionState {
  const [session, setSession] = useState<SessionView>();
  const reading = useAction();
  const signingIn = useAction();
  const signingOut = useAction();
  const ask = useCallback(
    (command: 'session.get' | 'session.signIn' | 'session.signOut') => async () => {
      setSession(await client.ask(command, {}));
    },
    [client],
  );
  const read = useCallback(() => reading.run(ask('session.get')), [reading.run, ask]);
  useEffect(() => void read(), [read]);
  return {
    session,
    reading,
    signingIn,
    signingOut,
    read,
    signIn: () => signingIn.run(ask('session.signIn')),
    signOut: () => signingOut.run(ask('session.signOut')),
  };
}
