/// <reference types="@webgpu/types" />
import { create } from 'webgpu';

/** A WGSL compiler. */
export interface WgslCompiler {
  /** Everything that is wrong with a module that has one entry point. */
  readonly validate: (code: string) => Promise<readonly string[]>;
  readonly close: () => void;
}

/** Dawn forgets its devices when the object from `create` is collected: this holds on to it. */
const opened = new Set<GPU>();

/** Opens Dawn without a device: it compiles every kernel and runs none. */
export async function openCompiler(): Promise<WgslCompiler> {
  const gpu = create(['backend=null', 'enable-dawn-features=allow_unsafe_apis']);
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new Error('Dawn has no null backend here');
  opened.add(gpu);
  const device = await adapter.requestDevice({ requiredFeatures: [...adapter.features] as GPUFeatureName[] });
  return {
    async validate(code) {
      device.pushErrorScope('validation');
      const module = device.createShaderModule({ code });
      const { messages } = await module.getCompilationInfo();
      const errors = messages.filter(({ type }) => type === 'error');
      if (errors.length === 0) device.createComputePipeline({ layout: 'auto', compute: { module } });
      const refused = await device.popErrorScope();
      const lines = code.split('\n');
      if (errors.length > 0)
        return errors.map(({ message, lineNum }) => `${message}, in: ${lines[lineNum - 1]?.trim() ?? ''}`);
      return refused ? [refused.message] : [];
    },
    close() {
      device.destroy();
      opened.delete(gpu);
    },
  };
}

/** The modules of a file, each of which begins with a comment of its kernel's name. */
export const modulesOf = (file: string): readonly string[] =>
  file.split(/^(?=\/\/ Kernel )/m).filter((text) => text.trim() !== '');
