/** The calls of a text, found by place. */
import { partsOf } from '@einlay/language';
import type { CallExpression, Document, Expression, LayerCallExpression, Statement } from '@einlay/language';
import { statementsIn } from './symbols.ts';

/** The innermost call of a layer around a place. */
export function layerCallAt(document: Document, offset: number): LayerCallExpression | undefined {
  const call = callsAt(document, offset).findLast((expression) => expression.kind === 'layer-call');
  return call?.kind === 'layer-call' ? call : undefined;
}

/** Calls of functions and layers around a place, outermost first. */
export function callsAt(document: Document, offset: number): readonly (CallExpression | LayerCallExpression)[] {
  return expressionsIn(document).filter(
    (expression): expression is CallExpression | LayerCallExpression =>
      (expression.kind === 'call' || expression.kind === 'layer-call') &&
      expression.span.start <= offset &&
      offset <= expression.span.end,
  );
}

/** Every expression of a text, those inside others after them. */
export const expressionsIn = ({ items }: Document): readonly Expression[] =>
  items.flatMap((item) => {
    if (item.kind === 'import' || item.kind === 'export') return [];
    const own = item.kind === 'layer' ? item.parameters.flatMap((each) => each.default ?? []) : [item.value];
    const body = item.kind === 'layer' ? statementsIn(item.body).flatMap(expressionsOf) : [];
    return [...own, ...item.constraints, ...body].flatMap(withParts);
  });

function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'input':
      return [];
    case 'factor':
      return [...(statement.initializer?.arguments ?? []), ...(statement.learningRate ? [statement.learningRate] : [])];
    case 'index':
      return [statement.extent];
    case 'where':
      return statement.constraints;
    case 'repeat':
      return [statement.count];
    case 'const':
    case 'let':
    case 'output':
    case 'unsupported':
      return [statement.value];
  }
}

const withParts = (expression: Expression): readonly Expression[] => [
  expression,
  ...partsOf(expression).flatMap(withParts),
];
