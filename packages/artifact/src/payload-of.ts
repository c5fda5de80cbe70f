/** Tells the payloads of targets apart. */
import type { Artifact, Payload, TargetName } from './artifact.ts';
import { errorOf } from './errors.ts';

/** The payload of an artifact that is for `target`. Error: `artifact-malformed` when it is for another. */
export function payloadOf<Target extends TargetName>(
  { payload }: Artifact,
  target: Target,
): Extract<Payload, { readonly kind: Target }> {
  if (isFor(payload, target)) return payload;
  throw errorOf('artifact-malformed', ['payload.kind', target]);
}

const isFor = <Target extends TargetName>(
  payload: Payload,
  target: Target,
): payload is Extract<Payload, { readonly kind: Target }> => payload.kind === target;
