/** A service that scores vectors: `POST` a JSON list of vectors, get a list of probabilities for each. */
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { EinlayError, load } from '@einlay/artifact';
import { onnx } from '@einlay/runtime-onnx';
import { scores } from './layers.ein';

const FEATURES = 8;
const LABELS = 3;

// A service would read what training has left. The types of the layer hold for these tensors, too.
const factors = {
  A: { shape: [FEATURES, 2], data: Float32Array.from({ length: 16 }, (_, at) => Math.sin(at)) },
  B: { shape: [2, LABELS], data: Float32Array.from({ length: 6 }, (_, at) => Math.cos(at)) },
} as const;

const layer = await load(scores, { runtime: onnx() });
const model = layer.bind(factors);

async function score(vectors: readonly (readonly number[])[]): Promise<number[][]> {
  const x = { shape: [vectors.length, FEATURES], data: Float32Array.from(vectors.flat()) } as const;
  const { probability } = await model.run({ x });
  return vectors.map((_, at) => [...probability.data.subarray(at * LABELS, (at + 1) * LABELS)]);
}

const isVectors = (value: unknown): value is number[][] =>
  Array.isArray(value) &&
  value.every((vector) => Array.isArray(vector) && vector.every((number) => typeof number === 'number'));

const server = createServer((request, response) => {
  void answer().catch((error: unknown) => {
    // What is wrong with the tensors of a caller, or with the text.
    const isTheirs = error instanceof EinlayError || error instanceof SyntaxError;
    response.writeHead(isTheirs ? 400 : 500).end(isTheirs ? `${error.message}\n` : 'something broke\n');
  });

  async function answer(): Promise<void> {
    const vectors = await json(request);
    if (!isVectors(vectors)) {
      response.writeHead(400).end('send a list of lists of numbers\n');
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(`${JSON.stringify(await score(vectors))}\n`);
  }
});

server.listen(Number(process.env['PORT'] ?? 8080), 'localhost', () => {
  const address = server.address();
  if (typeof address !== 'object' || address === null) return;
  const url = `http://localhost:${String(address.port)}`;
  console.log(`listening; try: curl --json '[[1,2,3,4,5,6,7,8]]' ${url}`);
});
