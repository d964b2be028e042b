import { invalidField } from './api-error.ts';
import { filledList, object, oneOf, only, text } from './input.ts';

/** Looks a dimension up on the thing that is tested; several values: any may match. */
type Lookup = (dimension: string) => string | readonly string[] | undefined;

interface Predicate {
  dimension: string;
  operator: string;
  value: string;
}

interface Clause {
  type: 'and' | 'or';
  predicates: Predicate[];
}

/** A filter of the analytics API: predicates and one level of clauses, joined by `and` or `or`. */
export interface Filter extends Clause {
  clauses: Clause[];
  /** `matches` is exact, and blind to capitals (measured). */
  test(lookup: Lookup): boolean;
}

export interface FilterRules {
  dimensions: readonly string[];
  operators: readonly string[];
  maxPredicates: number;
  /** Kinds of predicate that the model has; default `dimension` alone. */
  predicateTypes?: readonly string[];
}

/** Reads a filter. Throws a 400 that names the field for anything that the model does not have. */
export function readFilter(value: unknown, field: string, rules: FilterRules): Filter | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = object(value, field);
  only(fields, ['type', 'clauses', 'predicates'], field);
  const clauses = (fields.clauses === undefined ? [] : filledList(fields.clauses, `${field}.clauses`)).map(
    (each, index) => {
      const own = `${field}.clauses[${index}]`;
      const clause = object(each, own);
      only(clause, ['type', 'predicates'], own);
      return { type: readType(clause.type, own), predicates: readPredicates(clause.predicates, own, rules) };
    },
  );
  const predicates = fields.predicates === undefined ? [] : readPredicates(fields.predicates, field, rules);
  if (clauses.length === 0 && predicates.length === 0)
    throw invalidField(field, 'has neither clauses nor predicates');
  const count = clauses.reduce((sum, each) => sum + each.predicates.length, predicates.length);
  if (count > rules.maxPredicates)
    throw invalidField(field, `has more than ${rules.maxPredicates} predicates`);
  const type = readType(fields.type, field);
  return { type, clauses, predicates, test: (lookup) => passes({ type, clauses, predicates }, lookup) };
}

/** The values of which the filter demands one for this dimension, if it does; lets a search begin there. */
export function requiredValues(filter: Filter | undefined, dimension: string): Set<string> | undefined {
  if (!filter) return undefined;
  const one = (clause: Clause): Set<string> | undefined => {
    const own = clause.predicates.filter(
      (each) => each.dimension === dimension && each.operator === 'matches',
    );
    const complete = clause.type === 'or' ? own.length === clause.predicates.length : own.length > 0;
    return complete && own.length > 0 ? new Set(own.map((each) => each.value.toLowerCase())) : undefined;
  };
  const alone = filter.clauses.length + (filter.predicates.length > 0 ? 1 : 0) === 1;
  if (filter.type === 'or' && !alone) return undefined;
  const parts: Clause[] = [...filter.clauses];
  if (filter.predicates.length > 0) parts.unshift({ type: filter.type, predicates: filter.predicates });
  for (const part of parts) {
    const found = one(part);
    if (found) return found;
  }
  return undefined;
}

/** True when the filter says nothing but which values of this one dimension are wanted. */
export function isAbout(filter: Filter, dimension: string): boolean {
  const [clause] = filter.clauses;
  const one = filter.predicates.length === 0 && filter.clauses.length === 1 ? clause : filter;
  if (!one || (one === filter && filter.clauses.length > 0)) return false;
  const wanted = one.predicates.every((each) => each.dimension === dimension && each.operator === 'matches');
  return wanted && (one.type === 'or' || one.predicates.length === 1);
}

function readType(value: unknown, field: string): 'and' | 'or' {
  return oneOf(value, ['and', 'or'] as const, `${field}.type`);
}

function readPredicates(value: unknown, field: string, rules: FilterRules): Predicate[] {
  return filledList(value, `${field}.predicates`).map((each, index) => {
    const own = `${field}.predicates[${index}]`;
    const fields = object(each, own);
    only(
      fields,
      ['type', 'dimension', 'metric', 'propertyType', 'property', 'operator', 'value', 'range'],
      own,
    );
    const type = fields.type ?? 'dimension';
    oneOf(type, rules.predicateTypes ?? ['dimension'], `${own}.type`);
    if (type !== 'dimension') return { dimension: `(${String(type)})`, operator: 'exists', value: '' };
    const dimension = oneOf(fields.dimension, rules.dimensions, `${own}.dimension`);
    const operator = fields.operator ?? 'matches';
    oneOf(operator, rules.operators, `${own}.operator`);
    if (operator !== 'matches') return { dimension, operator: String(operator), value: '' };
    if (fields.value === undefined && fields.range !== undefined) {
      throw invalidField(`${own}.range`, 'is not possible for this dimension');
    }
    return { dimension, operator: 'matches', value: text(fields.value, `${own}.value`) };
  });
}

function passes(filter: Clause & { clauses: Clause[] }, lookup: Lookup): boolean {
  const clause = (each: Clause): boolean =>
    each.type === 'and'
      ? each.predicates.every((one) => holds(one, lookup))
      : each.predicates.some((one) => holds(one, lookup));
  return filter.type === 'and'
    ? filter.clauses.every(clause) && filter.predicates.every((one) => holds(one, lookup))
    : filter.clauses.some(clause) || filter.predicates.some((one) => holds(one, lookup));
}

function holds(predicate: Predicate, lookup: Lookup): boolean {
  const value = lookup(predicate.dimension);
  const present = value !== undefined && value.length > 0;
  if (predicate.operator === 'exists') return present;
  if (predicate.operator === 'notExists') return !present;
  if (value === undefined) return false;
  const wanted = predicate.value.toLowerCase();
  return typeof value === 'string'
    ? value.toLowerCase() === wanted
    : value.some((each) => each.toLowerCase() === wanted);
}
