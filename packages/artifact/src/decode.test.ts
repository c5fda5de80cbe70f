import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { EinlayError } from './errors.ts';
import { alignUp, hashedParts, PRELUDE } from './layout.ts';
import { payloadOf } from './payload-of.ts';
import { sha256 } from './sha256.ts';
import { exampleArtifact } from './testing/example-artifact.ts';

const file = encode(exampleArtifact);

/** The code that `decode` answers with, or what else happened. */
function codeOf(bytes: Uint8Array): string {
  try {
    decode(bytes);
    return 'decoded';
  } catch (error) {
    return error instanceof EinlayError ? error.code : String(error);
  }
}

function messageOf(bytes: Uint8Array): string {
  try {
    decode(bytes);
    return 'decoded';
  } catch (error) {
    return error instanceof EinlayError ? error.message : String(error);
  }
}

/** The example's file with a change, and a hash that fits: what someone makes who knows the format. */
function sealed(change: (bytes: Uint8Array, view: DataView) => void, original = file): Uint8Array {
  const bytes = original.slice();
  change(bytes, new DataView(bytes.buffer));
  bytes.set(sha256(...hashedParts(bytes)), PRELUDE.hash);
  return bytes;
}

/** A file with another header, sealed. */
function withHeader(header: string | Uint8Array, body: Uint8Array = file.slice(-alignUp(100))): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const start = PRELUDE.end + alignUp(text.length);
  const bytes = new Uint8Array(start + body.length);
  bytes.set(file.subarray(0, PRELUDE.end));
  bytes.set(text, PRELUDE.end);
  bytes.set(body, start);
  return sealed((_, view) => {
    view.setUint32(PRELUDE.headerLength, text.length, true);
    view.setBigUint64(PRELUDE.fileLength, BigInt(bytes.length), true);
  }, bytes);
}

const headerLength = new DataView(file.buffer).getUint32(PRELUDE.headerLength, true);
const headerText = new TextDecoder().decode(file.subarray(PRELUDE.end, PRELUDE.end + headerLength));

/** The file whose header is the example's with `from`, which occurs once, replaced. */
function edited(from: string, to: string): Uint8Array {
  expect(headerText.split(from)).toHaveLength(2);
  return withHeader(headerText.replace(from, () => to));
}

describe('what was encoded', () => {
  test('comes back equal', () => {
    expect(decode(file)).toEqual(exampleArtifact);
  });

  test('has the same bytes each time, also from its own copy', () => {
    expect(encode(decode(file))).toEqual(file);
    expect(withHeader(headerText)).toEqual(file);
  });

  test('has its blobs at multiples of 64, and they are not copied', () => {
    const { model } = payloadOf(decode(file), 'onnx');
    expect(model.buffer).toBe(file.buffer);
    expect(model.byteOffset % 64).toBe(0);
    expect(file.length % 64).toBe(0);
  });

  test('is found wherever it lies in a larger buffer, Buffers included', () => {
    const shifted = Buffer.concat([Buffer.from('abc'), file]).subarray(3);
    expect(decode(shifted)).toEqual(exampleArtifact);
  });

  test('may have an empty model and no parameters', () => {
    const payload = { kind: 'onnx', opset: 1, model: new Uint8Array(0), inputs: [] } as const;
    const outputs = [{ name: 'y', dtype: 'f32', shape: [0, 3], axes: ['b', 'c'] }] as const;
    const least = {
      name: 'l',
      producer: '',
      parameters: [],
      outputs,
      payload: { ...payload, outputs: [{ tensor: 'y', graphName: 'y', dtype: 'f32' as const }] },
    };
    expect(decode(encode(least))).toEqual(least);
  });
});

describe('damage', () => {
  test('cut off anywhere, it is known to be truncated', () => {
    for (let length = 1; length < file.length; length += 1)
      expect(codeOf(file.subarray(0, length))).toBe('artifact-truncated');
    expect(codeOf(file.subarray(0, 0))).toBe('artifact-unrecognised');
  });

  test('any one byte changed, it is refused', () => {
    for (let at = 0; at < file.length; at += 1)
      for (const change of [0x01, 0x80, 0xff]) {
        const bytes = file.slice();
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(codeOf(bytes)).toMatch(/^artifact-(unrecognised|version|truncated|damaged)$/);
      }
  });

  test('more bytes behind it are refused', () => {
    expect(codeOf(Buffer.concat([file, Buffer.alloc(64)]))).toBe('artifact-damaged');
  });

  test('edited by hand in place, it does not match its hash', () => {
    const bytes = file.slice();
    bytes[PRELUDE.end + headerText.indexOf('"opset":21') + 9] = 0x32;
    expect(codeOf(bytes)).toBe('artifact-damaged');
  });

  test('another format is not taken for one of ours', () => {
    expect(codeOf(new TextEncoder().encode('{"name":"x"}'))).toBe('artifact-unrecognised');
    expect(codeOf(exampleArtifact.payload.model)).toBe('artifact-unrecognised');
    expect(codeOf('text' as unknown as Uint8Array)).toBe('artifact-unrecognised');
  });

  test('another version says which, and what helps', () => {
    const newer = sealed((_, view) => {
      view.setUint32(PRELUDE.version, 7, true);
    });
    expect(messageOf(newer)).toBe('this artifact has format version 7, and only version 1 is understood here');
    expect(() => decode(newer)).toThrow(expect.objectContaining({ hint: 'a newer version of Einlay reads it' }));
  });
});

describe('lies with a fitting hash', () => {
  test('lengths that point out of the file', () => {
    for (const length of [file.length, 2 ** 32 - 1, headerLength + 64])
      expect(
        codeOf(
          sealed((_, view) => {
            view.setUint32(PRELUDE.headerLength, length, true);
          }),
        ),
      ).toBe('artifact-malformed');
    const huge = sealed((_, view) => {
      view.setBigUint64(PRELUDE.fileLength, 2n ** 64n - 1n, true);
    });
    expect(codeOf(huge)).toBe('artifact-truncated');
  });

  test.each([
    ['not JSON', '{"name":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '1e999'],
    ['deep', `${'['.repeat(2 ** 20)}${']'.repeat(2 ** 20)}`],
    ['deep objects', `${'{"name":'.repeat(2 ** 18)}1${'}'.repeat(2 ** 18)}`],
    ['many keys', `{${Array.from({ length: 2 ** 16 }, (_, at) => `"k${at}":0`).join(',')}}`],
    ['many blobs', headerText.replace('"blobs":[100]', `"blobs":[${'0,'.repeat(2 ** 17)}100]`)],
    ['prototypes', headerText.replace('{"name"', '{"__proto__":{"name":"x"},"name"')],
  ])('a header that is %s', (_, header) => {
    expect(codeOf(withHeader(header))).toBe('artifact-malformed');
  });

  test('a header that is not UTF-8', () => {
    expect(codeOf(withHeader(Uint8Array.of(0x22, 0xff, 0x22)))).toBe('artifact-malformed');
  });

  const edits: readonly (readonly [string, string, string])[] = [
    ['"name":"btt"', '"name":""', '`name` should be a printable name'],
    ['"name":"btt"', '"name":"a\\u0000b"', '`name` should be a printable name'],
    ['"name":"btt"', `"name":"${'n'.repeat(4097)}"`, '`name` should be text of at most 4096 characters'],
    ['"name":"btt"', '"name":["btt"]', '`name` should be text of at most 4096 characters'],
    ['"name":"btt"', '"name":"btt","extra":1', '`header` should be an object without `extra`'],
    ['"name":"btt",', '', '`header` should be an object with `name`'],
    ['"name":"x"', '"name":"__proto__"', '`parameters[0].name` should be a printable name'],
    ['"name":"x"', '"name":"y"', '`parameters and outputs` should be without a second `y`'],
    ['"dtype":"f64"', '"dtype":"f8"', '`parameters[4].dtype` should be f64, f32, f16, bf16, i32, bool'],
    ['"shape":[2,3]', '"shape":[2.5,3]', '`parameters[2].shape[0]` should be a whole number from 0 to 1099511627776'],
    ['"shape":[2,3]', '"shape":[-1,3]', '`parameters[2].shape[0]` should be a whole number from 0 to 1099511627776'],
    ['"shape":[2,3]', '"shape":[1e300,3]', '`parameters[2].shape[0]` should be a whole number from 0 to 1099511627776'],
    ['"shape":[2,3]', '"shape":["2",3]', '`parameters[2].shape[0]` should be a whole number from 0 to 1099511627776'],
    [
      '"shape":[2,3]',
      '"shape":[1099511627776,1099511627776]',
      '`parameters[2].shape` should be a shape of at most 1099511627776 elements',
    ],
    ['"shape":[2,3]', '"shape":[2,3,4]', '`parameters[2].axes` should be a list of 3 names, one for each axis'],
    ['"shape":[2,3]', '"shape":{"length":2}', '`parameters[2].shape` should be a list of at most 1024'],
    [
      '"shape":[2,3]',
      '"shape":[2,{"coefficient":1,"symbols":["..."]}]',
      '`parameters[2].shape[1]` should be without the batch, which stands alone and on axis 0',
    ],
    [
      '"symbols":["t","t"]',
      '"symbols":["u","t"]',
      '`outputs[0].shape[1].symbols` should be a sorted list of at least one name',
    ],
    [
      '"symbols":["t","t"]',
      '"symbols":[]',
      '`outputs[0].shape[1].symbols` should be a sorted list of at least one name',
    ],
    ['"symbols":["t","t"]', '"symbols":["t","u"]', '`outputs[0].shape` should be without `u`, which no parameter has'],
    ['"coefficient":2', '"coefficient":0', '`parameters[1].shape[1].coefficient` should be at least 1'],
    [
      '"below":50',
      '"below":{"coefficient":1,"symbols":["q"]}',
      '`parameters[1].below` should be an extent with symbols of the parameters',
    ],
    ['"learningRate":0.5', '"learningRate":0.5,"below":3', '`parameters[2].below` should be on an i32 tensor only'],
    ['"learningRate":0.5', '"learningRate":1e999', '`parameters[2].learningRate` should be a number from 0 up'],
    [
      '"kind":"zeros"',
      '"kind":"zeros","deviation":1',
      '`parameters[4].initializer` should be an object without `deviation`',
    ],
    ['"kind":"zeros"', '"kind":"uniform"', '`parameters[4].initializer.kind` should be normal, zeros, ones, spectral'],
    ['"deviation":0.02', '"deviation":null', '`parameters[3].initializer.deviation` should be a number from 0 up'],
    ['"macs":24', '"macs":-24', '`cost.macs` should be a number from 0 up'],
    ['"kind":"onnx"', '"kind":"elf"', '`payload.kind` should be onnx, webgpu, cuda'],
    ['"model":{"blob":0}', '"model":{"blob":1}', '`payload.model` should be {"blob": its number}'],
    ['"model":{"blob":0}', '"model":{"blob":"length"}', '`payload.model` should be {"blob": its number}'],
    ['"model":{"blob":0}', '"model":null', '`payload.model` should be {"blob": its number}'],
    ['"tensor":"y"', '"tensor":"z"', '`payload.outputs[0].tensor` should be the name of a tensor of the layer'],
    [
      '"graphName":"b.1","dtype":"f16"',
      '"graphName":"b.1","dtype":"f32"',
      '`payload.inputs[3].dtype` should be f16, as the layer declares',
    ],
    ['"graphName":"b.1"', '"graphName":"A"', '`payload.inputs` should be without a second `A`'],
    [
      ',{"tensor":"kept","graphName":"kept","dtype":"bool"}',
      '',
      '`payload.outputs` should be a list of every output of the layer',
    ],
    ['"blobs":[100]', '"blobs":[100,0]', '`blobs` should be used by the payload, all of them'],
    ['"blobs":[100]', '"blobs":[1000]', '`blobs[0]` should be a length inside the file'],
    ['"blobs":[100]', '"blobs":[-100]', '`blobs[0]` should be a length inside the file'],
    ['"blobs":[100]', '"blobs":[9007199254740992]', '`blobs[0]` should be a length inside the file'],
    ['"blobs":[100]', '"blobs":[10]', '`blobs` should be as long as the file'],
    ['"blobs":[100]', '"blobs":"100"', '`blobs` should be a list of lengths'],
  ];

  test.each(edits)('%s as %s', (from, to, message) => {
    expect(messageOf(edited(from, to))).toBe(`in this artifact, ${message}`);
  });
});

test('a list of outputs must not be empty', () => {
  expect(() => encode({ ...exampleArtifact, outputs: [] })).toThrow(
    '`outputs` should be a list of at least one tensor',
  );
});

test('what decode would refuse is not encoded', () => {
  const wrong = { ...exampleArtifact, payload: { ...exampleArtifact.payload, model: [1, 2] as unknown as Uint8Array } };
  expect(() => encode(wrong)).toThrow('`payload.model` should be a Uint8Array');
});

describe('fuzz', () => {
  /** A header with one value somewhere replaced, removed or doubled. */
  const mutated = fc
    .tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, -1, 2 ** 53, '__proto__', '...', [[]], 0.5)))
    .map(([seed, junk]) => {
      const places: [object, string][] = [];
      const walk = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        for (const [key, item] of Object.entries(value)) {
          places.push([value, key]);
          walk(item);
        }
      };
      const header = JSON.parse(headerText) as object;
      walk(header);
      const [parent, key] = places[seed % places.length] ?? [header, 'name'];
      Object.assign(parent, { [key]: junk });
      return JSON.stringify(header);
    });

  test('of headers: refused with a code, or an artifact like any other', () => {
    fc.assert(
      fc.property(mutated, (header) => {
        const bytes = withHeader(header);
        const code = codeOf(bytes);
        if (code === 'decoded') expect(decode(encode(decode(bytes)))).toEqual(decode(bytes));
        else expect(code).toBe('artifact-malformed');
      }),
      { numRuns: 500 },
    );
  });

  test('of bytes: never anything but a code', () => {
    const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, (list) => {
        const bytes = sealed((copy) => {
          for (const [at, byte] of list) copy[at] = byte;
        });
        expect(codeOf(bytes)).toMatch(/^(decoded|artifact-[a-z]+)$/);
      }),
      { numRuns: 500 },
    );
  });
});
