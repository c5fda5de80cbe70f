/** What `onnx.checker` asks of a model, as far as this backend can break it; for tests. */
import { DATA_TYPE, decodeModel } from '../protobuf.ts';
import type { FunctionProto, GraphProto, ModelProto, NodeProto, ValueInfoProto } from '../protobuf.ts';

/** Everything that is wrong with a model, in words. */
export function checkModel(bytes: Uint8Array): readonly string[] {
  const model = decodeModel(bytes);
  const problems: string[] = [];
  if (model.irVersion !== 10) problems.push(`IR version ${model.irVersion}`);
  if (!model.opsetImport.some(({ domain, version }) => domain === '' && version === 21)) problems.push('no opset 21');
  const functions = new Map((model.functions ?? []).map((called) => [`${called.domain}.${called.name}`, called]));
  problems.push(...checkGraph(model.graph, functions, model));
  for (const called of functions.values()) problems.push(...checkFunction(called, functions, model));
  return problems;
}

type Functions = ReadonlyMap<string, FunctionProto>;

function checkGraph(graph: GraphProto, functions: Functions, model: ModelProto): readonly string[] {
  const initializers = graph.initializer ?? [];
  const problems = initializers.flatMap(({ name = '', dims, dataType, rawData }) => {
    const elements = dims.reduce((all, extent) => all * extent, 1);
    return rawData.length === elements * (BYTES.get(dataType) ?? NaN) ? [] : [`${name} has ${rawData.length} bytes`];
  });
  const given = [...graph.input.map(({ name }) => name), ...initializers.map(({ name = '' }) => name)];
  const stated = [...graph.input, ...graph.output, ...(graph.valueInfo ?? [])];
  const outputs = graph.output.map(({ name }) => name);
  return [...problems, ...checkNames([graph.name]), ...checkBody(given, graph.node, outputs, stated, functions, model)];
}

function checkFunction(called: FunctionProto, functions: Functions, model: ModelProto): readonly string[] {
  const stated = called.valueInfo ?? [];
  const inner = { ...model, opsetImport: called.opsetImport };
  const problems = checkBody(called.input, called.node, called.output, stated, functions, inner);
  // A function says nothing of its own inputs and outputs; the caller's graph does.
  return problems.filter((problem) => !called.output.some((name) => problem === `${name} has no type`));
}

const BYTES: ReadonlyMap<number, number> = new Map([
  [DATA_TYPE.f32, 4],
  [DATA_TYPE.f64, 8],
  [DATA_TYPE.i32, 4],
  [DATA_TYPE.i64, 8],
  [DATA_TYPE.f16, 2],
  [DATA_TYPE.bf16, 2],
  [DATA_TYPE.bool, 1],
]);

const checkNames = (names: readonly string[]): readonly string[] =>
  names.filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)).map((name) => `${name} is no identifier`);

function checkBody(
  given: readonly string[],
  nodes: readonly NodeProto[],
  outputs: readonly string[],
  stated: readonly ValueInfoProto[],
  functions: Functions,
  { opsetImport }: ModelProto,
): readonly string[] {
  const problems: string[] = [];
  const known = new Set<string>();
  const make = (name: string): void => {
    if (known.has(name)) problems.push(`${name} is made twice`);
    known.add(name);
  };
  given.forEach(make);
  const typed = new Map(stated.map((value) => [value.name, value]));
  if (typed.size !== stated.length) problems.push('a value has two types');
  for (const { opType, domain = '', input, output, attribute } of nodes) {
    for (const name of input) if (!known.has(name)) problems.push(`${name} is read before it is made`);
    output.forEach(make);
    for (const name of output) if (!typed.has(name)) problems.push(`${name} has no type`);
    if (!opsetImport.some((set) => set.domain === domain)) problems.push(`the domain ${domain} is not imported`);
    if (domain !== '' && !functions.has(`${domain}.${opType}`)) problems.push(`no function ${domain}.${opType}`);
    if (new Set(attribute.map(({ name }) => name)).size !== attribute.length)
      problems.push('an attribute stands twice');
  }
  for (const name of outputs) if (!known.has(name)) problems.push(`the output ${name} is never made`);
  for (const { name, type } of stated) {
    if (!known.has(name)) problems.push(`${name} has a type but is never made`);
    for (const { dimValue, dimParam } of type.tensorType.shape.dim)
      if ((dimValue === undefined) === (dimParam === undefined)) problems.push(`${name} has a dimension of no extent`);
  }
  return [...problems, ...checkNames([...known])];
}
