/** What is checked in a browser of the runtime alone: that it does there what all runtimes do. */
import { conformanceChecks } from '@einlay/artifact/testing';
import type { ConformanceCheck } from '@einlay/artifact/testing';
import { webgpu } from '../webgpu.ts';
import { webgpuPayload } from './payloads.ts';

/** Software adapters of browsers know no f16. */
export const runtimeChecks = (): readonly ConformanceCheck[] =>
  conformanceChecks({ runtime: webgpu(), dtypes: ['f32', 'i32'], payloadOf: webgpuPayload });
