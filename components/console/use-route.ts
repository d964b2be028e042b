import { useEffect, useState } from 'preact/hooks';
import { type ConsoleRoute, consoleHash, parseConsoleRoute } from './route';

/** The route of this page, and the way to another; back and forward of the browser work. */
export function useRoute(): [ConsoleRoute, (route: ConsoleRoute) => void] {
  const [route, setRoute] = useState(() => parseConsoleRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseConsoleRoute(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const go = (next: ConsoleRoute) => {
    location.hash = consoleHash(next);
  };
  return [route, go];
}
