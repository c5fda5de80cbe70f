/** Numbers of the WebGPU standard. Browsers have them as globals, Node does not. */
export const USAGE = {
  mapRead: 0x01,
  copySource: 0x04,
  copyDestination: 0x08,
  uniform: 0x40,
  storage: 0x80,
  queryResolve: 0x200,
} as const;

export const MAP_READ = 1;

export const STAGE_COMPUTE = 4;

/** Workgroups in one dimension of a launch; every device can do as many. */
export const MAX_WORKGROUPS = 65535;
