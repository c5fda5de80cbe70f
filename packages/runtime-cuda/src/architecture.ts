/** Which devices can run what was written, or compiled, for an architecture: `sm_80`, `sm_90a`. */

/** The compute capability of a device. */
export interface Capability {
  readonly major: number;
  readonly minor: number;
}

/** `sm_90` of a device. */
export const architectureOf = ({ major, minor }: Capability): string => `sm_${major}${minor}`;

interface Architecture extends Capability {
  /** `a` for features that later devices need not have, `f` for those of a family. */
  readonly suffix: string;
}

function parse(architecture: string): Architecture {
  const [, major, minor, suffix] = /^sm_(\d+)(\d)([a-z]?)$/.exec(architecture) ?? [];
  return { major: Number(major), minor: Number(minor), suffix: suffix ?? '' };
}

/** Whether a source can be compiled for a device: for all later ones too, unless it says otherwise. */
export function canCompileFor(architecture: string, { major, minor }: Capability): boolean {
  const written = parse(architecture);
  if (written.suffix === '') return written.major < major || (written.major === major && written.minor <= minor);
  return canLoadOn(architecture, { major, minor });
}

/** Whether a device can run machine code: that of its own major version, up to its minor one. */
export function canLoadOn(architecture: string, { major, minor }: Capability): boolean {
  const compiled = parse(architecture);
  if (compiled.major !== major) return false;
  return compiled.suffix === '' || compiled.suffix === 'f' ? compiled.minor <= minor : compiled.minor === minor;
}

/** What a source is compiled for on a device that it can be compiled for. */
export const compiledFor = (architecture: string, capability: Capability): string =>
  parse(architecture).suffix === '' ? architectureOf(capability) : architecture;
