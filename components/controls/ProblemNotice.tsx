import type { ComponentChildren } from 'preact';
import type { Problem } from '../../utils/protocol/views';
import { problemWords, type Remedy } from '../interaction/problem-words';

/**
 * A problem in words: what happened, what to do next, then the facts for a support desk (the correlation id among
 * them). `remedy` draws the button for what can be done right here; it is asked only for problems that have one.
 */
export function ProblemNotice(props: {
  problem: Problem;
  remedy?: (remedy: Remedy) => ComponentChildren;
  children?: ComponentChildren;
}) {
  const words = problemWords(props.problem);
  const remedy = words.remedy && props.remedy?.(words.remedy);
  return (
    <div class="un-notice bad" role="alert">
      <p>
        <strong>{words.what}</strong> {words.next}
      </p>
      {words.facts.length > 0 && (
        <ul class="un-facts">
          {words.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      )}
      {(remedy || props.children) && (
        <div class="un-remedies">
          {remedy}
          {props.children}
        </div>
      )}
    </div>
  );
}
