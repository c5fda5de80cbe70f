/**
 * Chooses how every value lies in memory and which operators compute it.
 *
 * A matrix product wants its operands as [batch, rows, summed] and [batch, summed, columns] and gives [batch, rows,
 * columns]; tensors rarely lie so. Transposes cost as much as the products of a structured layer, so the order of the
 * axes of every intermediate is chosen for the whole program at once: dynamic programming over the nodes in order, with
 * a table for each value of what it costs to have it in each layout that some producer gives. Going back from the
 * outputs fixes one layout and one arrangement for each node; what still differs between a producer and a consumer is a
 * Transpose. Exact for values read once; the cost of a value read by several nodes is shared between them.
 */
import { BYTES, countUses, invariant, nodesById, operandsOf } from '@einlay/ir';
import type {
  EinsumNode,
  ExtentBindings,
  MapNode,
  Operand,
  ReduceNode,
  TensorNode,
  TensorProgram,
  ValueId,
} from '@einlay/ir';
import { cheapestRoute, copySeconds, FORMS, pointwiseSeconds, productSeconds } from './costs.ts';
import type { Form, Route } from './costs.ts';
import { canonicalLayout, estimate, reshapeGroups, sameLayout, withoutUnits } from './layout.ts';
import type { Layout } from './layout.ts';
import { isDiagonal } from './legalize.ts';

/** How one node is computed: in which layouts it reads its operands, and in which it leaves its value. */
export type Choice = ProductChoice | MultiplyChoice | PlainChoice;

interface ChoiceBase {
  readonly operands: readonly Layout[];
  readonly layout: Layout;
}

/**
 * A contraction as one MatMul. Groups are indices in the order they lie in memory, without those of extent 1. An index of
 * the batch that only one operand has repeats the other.
 */
export interface ProductChoice extends ChoiceBase {
  readonly kind: 'product';
  /** Whether the second operand is the left one of the MatMul. */
  readonly swapped: boolean;
  readonly left: Form;
  readonly right: Form;
  readonly batch: readonly string[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly summed: readonly string[];
}

/** A contraction as a Mul with broadcasting, then a ReduceSum when something is summed. */
export interface MultiplyChoice extends ChoiceBase {
  readonly kind: 'multiply';
  /** All indices in the order they lie in memory. */
  readonly order: readonly string[];
}

/** A node of which nothing else is to choose. */
export interface PlainChoice extends ChoiceBase {
  readonly kind: 'plain';
}

/** How every einsum of a program is spelled, and what that is expected to take. */
export interface Arrangement {
  readonly choices: ReadonlyMap<ValueId, Choice>;
  /** The estimated time of one run. */
  readonly seconds: number;
}

interface Option {
  readonly choice: Choice;
  readonly seconds: number;
}

/** A choice with what its own operators cost, operands at hand. */
interface Candidate {
  readonly choice: Choice;
  readonly own: number;
}

/** What candidates of a node are made from. */
interface Surroundings {
  readonly layoutsOf: (value: ValueId) => readonly Layout[];
  /** Orders of a value's axes that its consumers would like. */
  readonly hints: readonly Layout[];
  readonly isOutput: boolean;
  readonly sizesOf: (value: ValueId) => readonly number[];
  readonly nodeOf: (value: ValueId) => TensorNode;
}

/** `program` has been legalized; `bindings` estimate its symbols. */
export function arrange(program: TensorProgram, bindings: ExtentBindings): Arrangement {
  const nodes = nodesById(program);
  const nodeOf = (value: ValueId): TensorNode => nodes.get(value) as TensorNode;
  const sizes = new Map(program.nodes.map((node) => [node.id, estimate(node.shape, bindings)]));
  const sizesOf = (value: ValueId): readonly number[] => sizes.get(value) as readonly number[];
  const uses = countUses(program);
  const outputs = new Set(program.outputs.map(({ value }) => value));
  const hints = hintsFromConsumers(program);
  const options = new Map<ValueId, readonly Option[]>();
  const layoutsOf = (value: ValueId): readonly Layout[] =>
    (options.get(value) as readonly Option[]).map(({ choice }) => choice.layout);

  const routes = new Map<string, Route>();
  const route = (value: ValueId, from: Layout, to: Layout): Route => {
    const key = `${value}:${from.join()}:${to.join()}`;
    const known = routes.get(key) ?? cheapestRoute(sizesOf(value), from, to, BYTES[nodeOf(value).dtype]);
    routes.set(key, known);
    return known;
  };
  const demands = new Map<string, number>();
  const demand = (value: ValueId, layout: Layout): number => {
    const key = `${value}:${layout.join()}`;
    let least = demands.get(key);
    if (least === undefined) {
      least = Infinity;
      for (const { choice, seconds } of options.get(value) as readonly Option[])
        least = Math.min(least, seconds + route(value, choice.layout, layout).seconds);
      demands.set(key, least);
    }
    return least;
  };

  for (const node of program.nodes) {
    const around = { layoutsOf, hints: hints.get(node.id) ?? [], isOutput: outputs.has(node.id), sizesOf, nodeOf };
    const operands = operandsOf(node);
    const cheapest = new Map<string, Option>();
    for (const { choice, own } of candidates(node, around)) {
      const read = choice.operands.reduce((sum, layout, at) => sum + demand(operands[at] as ValueId, layout), 0);
      const seconds = (own + read) / Math.max(uses.get(node.id) ?? 1, 1);
      const key = choice.layout.join();
      if (seconds < (cheapest.get(key)?.seconds ?? Infinity)) cheapest.set(key, { choice, seconds });
    }
    const found = [...cheapest.values()];
    invariant(found.length > 0, `onnx: no arrangement for %${node.id}`);
    // A layout that is reached more cheaply by transposing another one is no option.
    const useful = found.filter(({ choice, seconds }) =>
      found.every((other) => other.seconds + route(node.id, other.choice.layout, choice.layout).seconds >= seconds),
    );
    options.set(node.id, useful.sort((left, right) => left.seconds - right.seconds).slice(0, MAX_OPTIONS));
  }

  // Back from the outputs: what consumers want decides how a value is made.
  const wanted = new Map<ValueId, Layout[]>();
  const want = (value: ValueId, layout: Layout): void => {
    const all = wanted.get(value) ?? [];
    if (!all.some((other) => sameLayout(other, layout))) wanted.set(value, [...all, layout]);
  };
  for (const { value } of program.outputs) want(value, canonicalLayout(nodeOf(value).shape));
  const choices = new Map<ValueId, Choice>();
  for (const node of [...program.nodes].reverse()) {
    const layouts = wanted.get(node.id) ?? [];
    const total = ({ choice, seconds }: Option): number =>
      seconds * Math.max(uses.get(node.id) ?? 1, 1) +
      layouts.reduce((sum, layout) => sum + route(node.id, choice.layout, layout).seconds, 0);
    const best = (options.get(node.id) as readonly Option[]).reduce((left, right) =>
      total(right) < total(left) ? right : left,
    );
    choices.set(node.id, best.choice);
    operandsOf(node).forEach((value, at) => {
      want(value, best.choice.operands[at] as Layout);
    });
  }
  const seconds = program.outputs.reduce(
    (sum, { value }) => sum + demand(value, canonicalLayout(nodeOf(value).shape)),
    0,
  );
  return { choices, seconds };
}

/** No table of a value is longer than this. */
const MAX_OPTIONS = 12;

/** No group of indices is tried in more orders than this. */
const MAX_ORDERS = 4;

/** Contractions of more indices than this are not tried with one operand repeated: there would be too many ways. */
const MAX_SPREAD = 6;

function candidates(node: TensorNode, around: Surroundings): Iterable<Candidate> {
  const bytes = totalBytes(node, around);
  const plain = (operands: readonly Layout[], layout: Layout, own: number): Candidate => ({
    choice: { kind: 'plain', operands, layout },
    own,
  });
  switch (node.kind) {
    case 'parameter':
    case 'constant':
      return [plain([], canonicalLayout(node.shape), 0)];
    case 'einsum':
      return node.operands.length === 1 ? permutationCandidates(node, around) : contractionCandidates(node, around);
    case 'map':
      return mapCandidates(node, around);
    case 'cast':
      return around.layoutsOf(node.operand).map((layout) => plain([layout], layout, pointwiseSeconds(2 * bytes)));
    case 'softmax':
    case 'layer-norm':
      return unique(
        around.layoutsOf(node.operand).map((layout) => [
          ...layout.filter((axis) => !node.axes.includes(axis)),
          ...withoutUnits(
            node.shape,
            node.axes.toSorted((left, right) => left - right),
          ),
        ]),
      ).map((layout) => plain([layout], layout, 3 * pointwiseSeconds(2 * bytes)));
    case 'reduce':
      return reduceCandidates(node, around);
    case 'lookup':
      return lookupCandidates(node, around);
    case 'reshape':
      return reshapeCandidates(node, around);
  }
}

const bytesOf = (value: ValueId, { sizesOf, nodeOf }: Surroundings): number =>
  sizesOf(value).reduce((all, extent) => all * extent, 1) * BYTES[nodeOf(value).dtype];

const totalBytes = (node: TensorNode, around: Surroundings): number => bytesOf(node.id, around);

function unique(layouts: readonly Layout[]): readonly Layout[] {
  return [...new Map(layouts.map((layout) => [layout.join(), layout])).values()];
}

/** A permutation is only another name for the same memory. */
function permutationCandidates(node: EinsumNode, around: Surroundings): readonly Candidate[] {
  const { value, indices } = node.operands[0] as Operand;
  return around.layoutsOf(value).map((layout) => ({
    choice: {
      kind: 'plain',
      operands: [layout],
      layout: layout.map((axis) => node.output.indexOf(indices[axis] as string)),
    },
    own: 0,
  }));
}

function reduceCandidates(node: ReduceNode, around: Surroundings): readonly Candidate[] {
  const { value, indices } = node.operand;
  const axesOf = (index: string): number[] => [...indices.keys()].filter((axis) => indices[axis] === index);
  const shape = around.nodeOf(value).shape;
  return unique(around.layoutsOf(value)).map((layout) => {
    // Axes of a diagonal must lie together; they go where the first of them lies.
    const order = [...new Set(layout.map((axis) => indices[axis] as string))];
    const kept = order.filter((index) => node.output.includes(index));
    const outside = order.slice(0, kept.length).every((index, at) => index === kept[at]);
    const bytes = isDiagonal(node) ? 2 * bytesOf(node.id, around) : bytesOf(value, around);
    return {
      choice: {
        kind: 'plain',
        operands: [withoutUnits(shape, order.flatMap(axesOf))],
        layout: kept.map((index) => node.output.indexOf(index)),
      },
      // Sums along contiguous memory are vectorised; others stride.
      own: (outside ? 1 : 2) * pointwiseSeconds(bytes),
    };
  });
}

/** Indices of a contraction by where they stand. */
interface Groups {
  readonly batch: readonly string[];
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly summed: readonly string[];
}

function groupsOf(node: EinsumNode, extents: ReadonlyMap<string, unknown>): Groups {
  const [left, right] = node.operands.map(({ indices }) => indices) as [readonly string[], readonly string[]];
  const [batch, rows, columns, summed]: [string[], string[], string[], string[]] = [[], [], [], []];
  for (const index of new Set([...left, ...right])) {
    if (extents.get(index) === 1) continue;
    if (!left.includes(index)) columns.push(index);
    else if (!right.includes(index)) rows.push(index);
    else (node.output.includes(index) ? batch : summed).push(index);
  }
  return { batch, rows, columns, summed };
}

/** The order of an operand's indices that each form stands for. */
const FORM_ORDER: Readonly<
  Record<Form, (batch: readonly string[], rows: readonly string[], columns: readonly string[]) => readonly string[]>
> = {
  plain: (batch, rows, columns) => [...batch, ...rows, ...columns],
  transposed: (batch, rows, columns) => [...batch, ...columns, ...rows],
  batchInside: (batch, rows, columns) => [...rows, ...batch, ...columns],
  batchInsideTransposed: (batch, rows, columns) => [...columns, ...batch, ...rows],
};

/** Groups with an order each, and with free indices of one operand among the batch, over which the other is repeated. */
interface Grouping extends Groups {
  readonly isSpread: boolean;
}

function* groupings(
  groups: Groups,
  ordersOf: (group: readonly string[]) => readonly (readonly string[])[],
  /** Whether an index has an extent that is known, and so not 0: ONNX Runtime repeats nothing along an extent of 0. */
  isKnown: (index: string) => boolean,
): Iterable<Grouping> {
  for (const batch of ordersOf(groups.batch))
    for (const summed of ordersOf(groups.summed))
      for (const rows of ordersOf(groups.rows))
        for (const columns of ordersOf(groups.columns)) {
          const whole = { batch, rows, columns, summed, isSpread: false };
          yield whole;
          if (batch.length + summed.length + rows.length + columns.length > MAX_SPREAD) continue;
          for (const side of ['rows', 'columns'] as const)
            for (let cut = 1; cut < whole[side].length; cut += 1) {
              const spread = whole[side].slice(0, cut);
              if (!spread.every(isKnown)) break;
              const rest = { ...whole, [side]: whole[side].slice(cut), isSpread: true };
              yield { ...rest, batch: [...spread, ...batch] };
              if (batch.length > 0) yield { ...rest, batch: [...batch, ...spread] };
            }
        }
}

function* contractionCandidates(node: EinsumNode, around: Surroundings): Iterable<Candidate> {
  const [first, second] = node.operands;
  invariant(first && second, () => `onnx: an einsum of ${node.operands.length} operands`);
  const shapes = [first, second].map(({ value }) => around.nodeOf(value).shape);
  const extents = new Map(
    [first, second].flatMap(({ indices }, at) => indices.map((index, axis) => [index, shapes[at]?.[axis]] as const)),
  );
  const sizes = new Map(
    [first, second].flatMap(({ value, indices }) =>
      indices.map((index, axis) => [index, around.sizesOf(value)[axis] as number] as const),
    ),
  );
  const size = (indices: readonly string[]): number =>
    indices.reduce((all, index) => all * (sizes.get(index) as number), 1);
  const elementBytes = BYTES[node.dtype];
  const orders = [
    node.output,
    ...around.layoutsOf(first.value).map((layout) => layout.map((axis) => first.indices[axis] as string)),
    ...around.layoutsOf(second.value).map((layout) => layout.map((axis) => second.indices[axis] as string)),
    ...around.hints.map((layout) => layout.map((axis) => node.output[axis] as string)),
  ];
  const ordersOf = (group: readonly string[]): readonly (readonly string[])[] => {
    if (group.length < 2) return [group];
    const found = new Map([[group.join(), group]]);
    for (const order of orders) {
      const sorted = order.filter((index) => group.includes(index));
      if (sorted.length === group.length) found.set(sorted.join(), sorted);
    }
    return [...found.values()].slice(0, MAX_ORDERS);
  };
  const layoutIn = (indices: readonly string[], order: readonly string[]): Layout =>
    order.map((index) => indices.indexOf(index));

  const groups = groupsOf(node, extents);
  const isKnown = (index: string): boolean => typeof extents.get(index) === 'number';
  const formsOf = (rows: readonly string[], columns: readonly string[], isSpread: boolean): readonly Form[] =>
    FORMS.filter((form) => {
      if (form === 'plain') return true;
      // Only products of f32 take a transposed operand as it is; over nothing ONNX Runtime leaves them unwritten, and when
      // an outermost extent is 0 it ends the process.
      if (node.dtype !== 'f32' || !groups.summed.every(isKnown)) return false;
      if (form === 'transposed') return true;
      const outermost = form === 'batchInside' ? rows : columns;
      return !isSpread && groups.batch.length > 0 && outermost.every(isKnown);
    });
  const present = (indices: readonly string[], order: readonly string[]): Layout =>
    layoutIn(
      indices,
      order.filter((index) => indices.includes(index)),
    );
  for (const { batch, rows, columns, summed, isSpread } of groupings(groups, ordersOf, isKnown))
    for (const swapped of [false, true]) {
      const [top, side] = swapped ? [columns, rows] : [rows, columns];
      const layout = layoutIn(node.output, [...batch, ...top, ...side]);
      const product = {
        batch: size(batch),
        rows: size(top),
        columns: size(side),
        summed: size(summed),
        elementBytes,
      };
      // A result whose groups are several axes each is joined to three dimensions and split again.
      const split = around.isOutput && ((batch.length > 0 && top.length > 1) || side.length > 1);
      const tail = split ? copySeconds(bytesOf(node.id, around)) : 0;
      for (const left of formsOf(top, summed, isSpread))
        for (const right of formsOf(summed, side, isSpread)) {
          const leftOrder = FORM_ORDER[left](batch, top, summed);
          const rightOrder = FORM_ORDER[right](batch, summed, side);
          const [firstOrder, secondOrder] = swapped ? [rightOrder, leftOrder] : [leftOrder, rightOrder];
          const operands = [present(first.indices, firstOrder), present(second.indices, secondOrder)];
          yield {
            choice: {
              kind: 'product',
              swapped,
              left,
              right,
              batch,
              rows: top,
              columns: side,
              summed,
              operands,
              layout,
            },
            own: productSeconds(product, left, right) + tail,
          };
        }
    }

  const all = [...groups.batch, ...groups.rows, ...groups.columns, ...groups.summed];
  const read = bytesOf(first.value, around) + bytesOf(second.value, around);
  const made = size(all) * elementBytes;
  const reduced = groups.summed.length > 0 ? pointwiseSeconds(made + bytesOf(node.id, around)) : 0;
  for (const order of new Map(
    orders
      .map((known) => [...known, ...all].filter((index) => all.includes(index)))
      .map((o) => {
        const distinct = [...new Set(o)];
        return [distinct.join(), distinct] as const;
      }),
  ).values()) {
    yield {
      choice: {
        kind: 'multiply',
        order,
        operands: [present(first.indices, order), present(second.indices, order)],
        layout: layoutIn(
          node.output,
          order.filter((index) => node.output.includes(index)),
        ),
      },
      own: pointwiseSeconds(read + made) + reduced,
    };
  }
}

function mapCandidates(node: MapNode, around: Surroundings): readonly Candidate[] {
  const names = node.indices.map(({ name }) => name);
  const units = new Set(node.indices.filter(({ extent }) => extent === 1).map(({ name }) => name));
  const canonical = names.filter((name) => !units.has(name));
  const orders = node.operands.flatMap(({ value, indices }) =>
    around.layoutsOf(value).map((layout) => {
      const own = layout.map((axis) => indices[axis] as string);
      return [...canonical.filter((name) => !own.includes(name)), ...own];
    }),
  );
  const bytes = node.operands.reduce((sum, { value }) => sum + bytesOf(value, around), totalBytes(node, around));
  return [...new Map([canonical, ...orders].map((order) => [order.join(), order])).values()].map((order) => ({
    choice: {
      kind: 'plain',
      operands: node.operands.map(({ indices }) =>
        order.filter((name) => indices.includes(name)).map((name) => indices.indexOf(name)),
      ),
      layout: order.map((name) => names.indexOf(name)),
    },
    own: pointwiseSeconds(bytes),
  }));
}

function lookupCandidates(node: Extract<TensorNode, { kind: 'lookup' }>, around: Surroundings): readonly Candidate[] {
  const rank = around.nodeOf(node.positions).shape.length;
  const tableShape = around.nodeOf(node.table).shape;
  return around.layoutsOf(node.table).flatMap((tableLayout) =>
    around.layoutsOf(node.positions).map((positionLayout) => {
      // The axis that is looked up in must be there, even with one row.
      const table = tableShape[node.axis] === 1 ? [node.axis, ...tableLayout] : tableLayout;
      const layout = table.flatMap((axis) => {
        if (axis === node.axis) return positionLayout.map((at) => node.axis + at);
        return [axis < node.axis ? axis : axis + rank - 1];
      });
      return {
        choice: { kind: 'plain', operands: [tableLayout, positionLayout], layout },
        own: pointwiseSeconds(2 * totalBytes(node, around)),
      } as const;
    }),
  );
}

function reshapeCandidates(node: Extract<TensorNode, { kind: 'reshape' }>, around: Surroundings): readonly Candidate[] {
  const groups = reshapeGroups(around.nodeOf(node.operand).shape, node.shape);
  // A Reshape writes its result anew when that is what the caller gets.
  const own = around.isOutput ? copySeconds(totalBytes(node, around)) : 0;
  return unique(
    around.layoutsOf(node.operand).map((layout) => {
      const order = [...new Set(layout.map((axis) => groups.findIndex(({ before }) => before.includes(axis))))];
      return order.flatMap((group) => groups[group]?.before ?? []);
    }),
  ).map((layout) => {
    const order = [...new Set(layout.map((axis) => groups.findIndex(({ before }) => before.includes(axis))))];
    const after = order.flatMap((group) => groups[group]?.after ?? []);
    return { choice: { kind: 'plain', operands: [layout], layout: after }, own };
  });
}

/** For every value, the orders of its axes in which matrix products would read it. */
function hintsFromConsumers(program: TensorProgram): ReadonlyMap<ValueId, readonly Layout[]> {
  const nodes = nodesById(program);
  const hints = new Map<ValueId, Layout[]>();
  for (const node of program.nodes) {
    if (node.kind !== 'einsum' || node.operands.length !== 2) continue;
    const extents = new Map(
      node.operands.flatMap(({ value, indices }) =>
        indices.map((index, axis) => [index, nodes.get(value)?.shape[axis]] as const),
      ),
    );
    const { batch, rows, columns, summed } = groupsOf(node, extents);
    node.operands.forEach(({ value, indices }, at) => {
      const free = at === 0 ? rows : columns;
      const orders = FORMS.map((form) => FORM_ORDER[form](batch, free, summed).map((index) => indices.indexOf(index)));
      hints.set(value, [...(hints.get(value) ?? []), ...orders]);
    });
  }
  return hints;
}
