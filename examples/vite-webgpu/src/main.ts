import { load } from '@einlay/artifact';
import { webgpu } from '@einlay/runtime-webgpu';
import { A, B, matrixAt } from './factors.ts';
import { btt } from './layers.ein';

const WIDTH = 256;

const show = (id: string, text: string): void => {
  const element = document.getElementById(id);
  if (element !== null) element.textContent = text;
};

try {
  const runtime = webgpu();
  // Pipelines compile while the page goes on; `load` then finds them ready.
  const warm = await runtime.warmUp([btt], {
    onProgress: (ready, all) => {
      show('kernels', `${String(ready)} of ${String(all)} ready`);
    },
  });
  const layer = await load(btt, { runtime });
  const identity = Float32Array.from({ length: WIDTH ** 2 }, (_, at) => (at % (WIDTH + 1) === 0 ? 1 : 0));
  const { y } = await layer.run({ x: { shape: [WIDTH, WIDTH], data: identity }, A, B });
  await layer.close();
  await warm.close();

  show('parameters', (A.data.length + B.data.length).toLocaleString('en'));
  show('dense', y.data.length.toLocaleString('en'));
  const difference = y.data.reduce((most, value, at) => {
    return Math.max(most, Math.abs(value - matrixAt(Math.floor(at / WIDTH), at % WIDTH)));
  }, 0);
  show('difference', difference.toExponential(1));
  draw(y.data);
} catch (error) {
  show('difference', error instanceof Error ? error.message : String(error));
}

/** Blue for what is below zero, red for what is above. */
function draw(values: Float32Array): void {
  const canvas = document.querySelector('canvas');
  const context = canvas?.getContext('2d');
  if (!context) return;
  const image = context.createImageData(WIDTH, WIDTH);
  values.forEach((value, at) => {
    const pale = 255 * (1 - Math.min(1, Math.abs(value)));
    image.data.set(value < 0 ? [pale, pale, 255, 255] : [255, pale, pale, 255], 4 * at);
  });
  context.putImageData(image, 0, 0);
}
